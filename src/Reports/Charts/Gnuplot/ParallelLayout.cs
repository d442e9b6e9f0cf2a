namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Lays out and draws parallel coordinates.</summary>
/// <param name="scene">The picture.</param>
/// <param name="chart">What to draw.</param>
/// <param name="top">The pixel below title and caption.</param>
internal sealed class ParallelLayout(Scene scene, ParallelChart chart, double top)
{
    private const double TickMark = 4;
    private const double KeyWidth = 5;
    private const int KeySteps = 48;

    // Below this many pixels from axis to axis there is no room for numbers between them.
    private const double NarrowestNumbers = 3.2;

    private readonly Look _look = scene.Look;

    /// <summary>Draws everything below the caption.</summary>
    public void Draw()
    {
        if (chart.Axes.Count == 0)
        {
            scene.Text(new Place(_look.Width / 2, (top + _look.Height) / 2), "nothing to draw yet", _look.Size, Anchor.Centre, isMuted: true);
            return;
        }
        var names = new Axis { Label = "", Scale = AxisScale.Category, Categories = [.. chart.Axes.Select(axis => axis.Label)] };
        // The names are those of columns, and the axes stand in the middle of them, but for what is left free at either side.
        var labels = new BottomAxis(_look, names, AxisRange.Of(names, [], 0), _look.Padding / 2, _look.Width - _look.Padding / 2);
        var missing = Math.Min(labels.Overhang, _look.Width * 0.14) + 4 - labels.Ruler.At(0);
        if (missing > 0)
            labels = new BottomAxis(_look, names, AxisRange.Of(names, [], 0), _look.Padding / 2 + missing, _look.Width - _look.Padding / 2);
        var frame = new Frame(_look.Padding / 2, top + _look.Gap, _look.Width - _look.Padding / 2, Math.Max(top + 40, _look.Height - _look.Padding - labels.Height));
        var rulers = chart.Axes.Select((axis, index) => Ruler(axis, index, frame)).ToList();
        var places = Enumerable.Range(0, chart.Axes.Count).Select(index => labels.Ruler.At(index)).ToList();
        labels.Draw(scene, frame, hasGrid: false, hasLine: false);
        DrawLines(rulers, places);
        foreach (var (ruler, place) in rulers.Zip(places))
            DrawAxis(ruler, place, labels.Ruler.Step, frame);
        DrawKey(rulers[^1], places[^1]);
        if (!chart.Lines.Any(line => line.Values.Any(double.IsFinite)))
            scene.Label(new Place(frame.MiddleX, frame.MiddleY), "nothing to draw yet", _look.Size, Anchor.Centre, isMuted: true);
    }

    private AxisRuler Ruler(Axis axis, int index, Frame frame)
    {
        var range = AxisRange.Of(axis, chart.Lines.Where(line => index < line.Values.Count).Select(line => line.Values[index]), 0);
        var (lower, upper) = (frame.Bottom - _look.Gap, frame.Top + _look.Gap);
        return axis.Scale == AxisScale.Category ? new AxisRuler(axis, range, upper, lower) : new AxisRuler(axis, range, lower, upper);
    }

    private void DrawLines(List<AxisRuler> rulers, List<double> places)
    {
        var last = rulers.Count - 1;
        var lines = chart.Lines.Select(line => (line.Values, Objective: last < line.Values.Count ? rulers[last].Inside(line.Values[last]) : double.NaN)).ToList();
        var opacity = Math.Clamp(40.0 / Math.Max(1, lines.Count), 0.35, 0.9);
        foreach (var (values, objective) in lines.OrderBy(line => !double.IsNaN(line.Objective)))
        {
            var share = (objective - rulers[last].Start) / (rulers[last].End - rulers[last].Start);
            var pen = double.IsNaN(objective)
                ? new Pen(_look.Of(Ink.Diverged), 1.2, "4 3", opacity)
                : new Pen(Colour(share), _look.LineWidth * 0.8, Opacity: opacity);
            foreach (var piece in Pieces(values, rulers, places))
                scene.Add(new LineShape(piece, pen));
        }
    }

    // The very ends of the scale are hardly seen: bright yellow on white, dark violet on black.
    private string Colour(double share)
    {
        var goodness = chart.IsMaximized ? share : 1 - share;
        return Shade.Amount(_look.Scheme == ColourScheme.Light ? 0.88 * goodness : 0.2 + 0.8 * goodness);
    }

    /// <summary>The line where it has values: a parameter that a trial does not have breaks it.</summary>
    private static IEnumerable<List<Place>> Pieces(IReadOnlyList<double> values, List<AxisRuler> rulers, List<double> places)
    {
        var piece = new List<Place>();
        for (var index = 0; index < Math.Min(values.Count, rulers.Count); index++)
        {
            var height = rulers[index].Inside(values[index]);
            if (!double.IsNaN(height))
            {
                piece.Add(new Place(places[index], height));
                continue;
            }
            if (piece.Count > 1)
                yield return piece;
            piece = [];
        }
        if (piece.Count > 1)
            yield return piece;
    }

    private void DrawAxis(AxisRuler ruler, double place, double step, Frame frame)
    {
        scene.Line(new Place(place, frame.Top), new Place(place, frame.Bottom), _look.AxisPen with { Width = 1.5 });
        var size = _look.SmallSize - (step < 90 ? 2 : 0);
        var room = step - TickMark - _look.Gap - 2;
        if (room < size * NarrowestNumbers)
            return;
        foreach (var tick in Ticks(ruler, size, room))
        {
            var height = ruler.At(tick.Value);
            // Where the picture ends to the right, the last axis has its numbers on the left.
            var isLeft = place + TickMark + 5 + TextWidths.Of(tick.Text, size) > _look.Width;
            var sign = isLeft ? -1 : 1;
            scene.Line(new Place(place, height), new Place(place + sign * TickMark, height), _look.AxisPen);
            var near = place + sign * (TickMark + 3);
            scene.Label(new Place(near, height), tick.Text, size, isLeft ? Anchor.Right : Anchor.Left);
        }
    }

    /// <summary>Colours the objective's axis as it colours the lines.</summary>
    private void DrawKey(AxisRuler ruler, double place)
    {
        for (var step = 0; step < KeySteps; step++)
        {
            // Each lies on the one before and not beside it: no ground shines through between them.
            var from = ruler.Start + (ruler.End - ruler.Start) * step / KeySteps;
            scene.Add(new BoxShape(new Frame(place - KeyWidth / 2, Math.Min(from, ruler.End), place + KeyWidth / 2, Math.Max(from, ruler.End)), Colour((step + 0.5) / KeySteps), 1));
        }
    }

    private static IEnumerable<Tick> Ticks(AxisRuler ruler, double size, double room)
    {
        if (ruler.Axis.Scale == AxisScale.Category)
        {
            var every = Math.Max(1, (int)Math.Ceiling(size * 1.3 / ruler.Step));
            return ruler.Axis.Categories.Select((name, index) => new Tick(index, TextWidths.Shorten(GnuplotText.Clean(name), size, room))).Where((tick, index) => index % every == 0 && tick.Text.Length > 0);
        }
        var kept = new List<Tick>();
        foreach (var tick in AxisTicks.Of(ruler.Axis, ruler.Range, (int)Math.Clamp(ruler.Length / (size * 4), 2, 6)).Where(tick => TextWidths.Of(tick.Text, size) <= room))
        {
            if (kept.Count == 0 || Math.Abs(ruler.At(tick.Value) - ruler.At(kept[^1].Value)) >= size * 1.4)
                kept.Add(tick);
        }
        return kept;
    }
}
