namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>One entry of a legend.</summary>
/// <param name="Layer">What it names.</param>
/// <param name="Pen">The pen of a line; null for what is no line.</param>
internal sealed record LegendEntry(Layer Layer, Pen? Pen);

/// <summary>What the colours and marks stand for, in rows below the plot.</summary>
internal sealed class Legend
{
    private const int MostRows = 4;

    private readonly Look _look;
    private readonly List<List<(LegendEntry? Entry, string Text, double Left)>> _rows = [];

    /// <summary>Lays the entries out.</summary>
    /// <param name="look">The picture's measures and colours.</param>
    /// <param name="entries">The entries; those of one name, colour and kind are one.</param>
    public Legend(Look look, IEnumerable<LegendEntry> entries)
    {
        _look = look;
        var distinct = entries.Where(entry => entry.Layer.Name.Length > 0).DistinctBy(entry => (entry.Layer.Name, entry.Layer.Ink, entry.Layer.GetType())).ToList();
        var (left, width) = (0.0, look.Width - 2 * look.Padding);
        foreach (var (index, entry) in distinct.Index())
        {
            var text = TextWidths.Shorten(GnuplotText.Clean(entry.Layer.Name), look.SmallSize, width - SampleWidth);
            var room = SampleWidth + TextWidths.Of(text, look.SmallSize);
            // The last row keeps room for how many are left out.
            var isFull = left + room > (_rows.Count == MostRows && index < distinct.Count - 1 ? width - TextWidths.Of("and 10000 more", look.SmallSize) : width);
            if (isFull && _rows.Count == MostRows)
            {
                _rows[^1].Add((null, $"and {distinct.Count - index} more", left));
                break;
            }
            if (isFull || _rows.Count == 0)
            {
                _rows.Add([]);
                left = 0;
            }
            _rows[^1].Add((entry, text, left));
            left += room + 2 * look.Gap;
        }
    }

    /// <summary>Pixels from top to bottom; 0 without an entry.</summary>
    public double Height => _rows.Count == 0 ? 0 : _rows.Count * RowHeight + _look.Gap;

    private double RowHeight => Math.Round(_look.SmallSize * 1.6, 1);

    private double SampleWidth => _look.SampleLength + _look.Gap;

    /// <summary>Draws the entries.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="top">The pixel above the first row.</param>
    public void Draw(Scene scene, double top)
    {
        foreach (var (number, row) in _rows.Index())
        {
            foreach (var (entry, text, left) in row)
            {
                var place = new Place(_look.Padding + left, top + _look.Gap + (number + 0.5) * RowHeight);
                if (entry is not null)
                    DrawSample(scene, entry, place);
                scene.Text(place with { X = place.X + (entry is null ? 0 : SampleWidth) }, text, _look.SmallSize, isMuted: entry is null);
            }
        }
    }

    /// <summary>Draws what an entry's layer looks like.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="place">The left end of the sample, at half of its height.</param>
    public static void DrawSample(Scene scene, LegendEntry entry, Place place)
    {
        var (look, colour) = (scene.Look, scene.Look.Of(entry.Layer.Ink));
        var middle = place with { X = place.X + look.SampleLength / 2 };
        var end = place with { X = place.X + look.SampleLength };
        switch (entry.Layer)
        {
            case CurveLayer when entry.Pen is not null:
                scene.Line(place, end, entry.Pen);
                break;
            case MarkLayer marks:
                LayerDrawing.Mark(scene, middle, marks.Shape, colour);
                break;
            case IntervalLayer:
                scene.Line(place, end, new Pen(colour, look.LineWidth));
                scene.Add(new DotShape(middle, look.MarkRadius, colour));
                break;
            default:
                scene.Add(new BoxShape(new Frame(place.X, place.Y - look.SmallSize * 0.4, end.X, place.Y + look.SmallSize * 0.4), colour, 1));
                break;
        }
    }
}
