namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Draws the fields of a heat map, with their texts as far as there is room.</summary>
/// <param name="scene">The picture.</param>
/// <param name="tiles">The fields.</param>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis.</param>
internal sealed class TileDrawing(Scene scene, TileLayer tiles, AxisRuler x, AxisRuler y)
{
    private const double SmallestText = 11;
    private const double LineHeight = 1.28;
    private const double FootHeight = 6;

    private readonly Look _look = scene.Look;

    // A hair's breadth of ground parts the fields.
    private double Gap => Math.Min(2, Math.Min(x.Step, y.Step) / 8);

    /// <summary>Draws them.</summary>
    public void Draw()
    {
        var colours = new TileColours(tiles);
        var texts = tiles.Texts.Select(text => text.Split('\n').Select(GnuplotText.Clean).ToList()).ToList();
        var (size, lines) = Fit(texts);
        foreach (var (index, value) in tiles.Value.Index())
        {
            var (across, down) = (x.At(tiles.X[index]), y.At(tiles.Y[index]));
            if (double.IsNaN(across) || double.IsNaN(down))
                continue;
            // What diverged has no amount: no colour of the scale may suggest one.
            var colour = double.IsFinite(value) ? colours.Of(value) : Shade.Mix(_look.Grid, _look.Ground, 0.35);
            scene.Add(new BoxShape(new Frame(across - x.Step / 2 + Gap / 2, down - y.Step / 2 + Gap / 2, across + x.Step / 2 - Gap / 2, down + y.Step / 2 - Gap / 2), colour, 1));
            if (tiles.Diverged.ElementAtOrDefault(index) is > 0 and var share)
                scene.Add(new BoxShape(Foot(across, down, share), _look.Of(Ink.Diverged), 1));
            var written = index < texts.Count ? texts[index].Take(lines).ToList() : [];
            foreach (var (number, line) in written.Index())
            {
                var place = new Place(across, down + (number - (written.Count - 1) / 2.0) * size * LineHeight);
                scene.Add(new TextShape(place, line, size, double.IsFinite(value) ? Shade.TextOn(colour) : _look.Text, Anchor.Centre));
            }
        }
    }

    // A bar along the foot of a field, as wide as the share.
    private Frame Foot(double across, double down, double share)
    {
        var (left, bottom, width) = (across - x.Step / 2 + Gap / 2, down + y.Step / 2 - Gap / 2, x.Step - Gap);
        return new Frame(left, bottom - Math.Min(FootHeight, y.Step / 8), left + width * share, bottom);
    }

    /// <summary>All lines rather than the first alone, in a large font rather than a small one; the same in every field.</summary>
    private (double Size, int Lines) Fit(List<List<string>> texts)
    {
        var most = texts.Select(text => text.Count).DefaultIfEmpty(0).Max();
        foreach (var lines in new[] { most, 1 })
        {
            for (var size = _look.SmallSize; size >= SmallestText; size--)
            {
                var isWide = TextWidths.Widest(texts.SelectMany(text => text.Take(lines)), size) <= x.Step - Gap - 4;
                if (isWide && lines * size * LineHeight <= y.Step - Gap - 2)
                    return (size, lines);
            }
        }
        return (SmallestText, 0);
    }
}
