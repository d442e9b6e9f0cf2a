namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Draws the layers of a chart on two axes, other than tiles.</summary>
/// <param name="scene">The picture.</param>
/// <param name="frame">The plot.</param>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis.</param>
/// <param name="barRoom">Pixels from top to bottom that a bar on a row may take.</param>
internal sealed class LayerDrawing(Scene scene, Frame frame, AxisRuler x, AxisRuler y, double barRoom)
{
    private const double BandOpacity = 0.16;
    private const double WidestBar = 40;

    private readonly Look _look = scene.Look;

    /// <summary>Draws the band of a line, where it has one.</summary>
    public void Band(CurveLayer curve)
    {
        var count = Math.Min(curve.X.Count, Math.Min(curve.Low.Count, curve.High.Count));
        var high = Outline(curve.X, curve.High, count, curve.IsStep);
        var low = Outline(curve.X, curve.Low, count, curve.IsStep);
        for (var start = 0; start < high.Count;)
        {
            var length = high.Skip(start).Zip(low.Skip(start)).TakeWhile(pair => IsPlace(pair.First) && IsPlace(pair.Second)).Count();
            if (length > 1)
            {
                var upper = PixelThinning.Of([.. high.Skip(start).Take(length)]);
                var lower = PixelThinning.Of([.. low.Skip(start).Take(length)]);
                scene.Add(new AreaShape(Clip.Area([.. upper, .. lower.Reverse()], frame), _look.Of(curve.Ink), BandOpacity));
            }
            start += length + 1;
        }
    }

    /// <summary>Draws a line; a value with a gap on either side is a dot.</summary>
    public void Curve(CurveLayer curve, Pen pen)
    {
        var places = Outline(curve.X, curve.Y, Math.Min(curve.X.Count, curve.Y.Count), curve.IsStep);
        for (var start = 0; start < places.Count;)
        {
            var run = places.Skip(start).TakeWhile(IsPlace).ToList();
            if (run.Count == 1 && IsInside(run[0]))
                scene.Add(new DotShape(run[0], pen.Width * 1.4, pen.Colour));
            foreach (var piece in Clip.Line(PixelThinning.Of(run), frame))
                scene.Add(new LineShape(piece, pen));
            start += run.Count + 1;
        }
    }

    /// <summary>The last place of a line that lies inside the plot; null without one.</summary>
    public Place? End(CurveLayer curve)
    {
        for (var index = Math.Min(curve.X.Count, curve.Y.Count) - 1; index >= 0; index--)
        {
            if (new Place(x.At(curve.X[index]), y.At(curve.Y[index])) is var place && double.IsFinite(curve.Y[index]) && IsInside(place))
                return place;
        }
        return null;
    }

    /// <summary>Draws single points; one above or below the plot at its edge: how far it went is beside the point.</summary>
    public void Marks(MarkLayer marks)
    {
        foreach (var (across, down) in marks.X.Zip(marks.Y))
        {
            if (new Place(x.At(across), y.Inside(down)) is var place && IsInside(place))
                Mark(scene, place, marks.Shape, _look.Of(marks.Ink));
        }
    }

    /// <summary>Draws one mark.</summary>
    public static void Mark(Scene scene, Place place, MarkShape shape, string colour)
    {
        var radius = scene.Look.MarkRadius;
        if (shape == MarkShape.Dot)
        {
            scene.Add(new DotShape(place, radius, colour));
            return;
        }
        var pen = new Pen(colour, scene.Look.LineWidth);
        scene.Line(new Place(place.X - radius, place.Y - radius), new Place(place.X + radius, place.Y + radius), pen);
        scene.Line(new Place(place.X - radius, place.Y + radius), new Place(place.X + radius, place.Y - radius), pen);
    }

    /// <summary>Draws values with their intervals, each on its row.</summary>
    public void Intervals(IntervalLayer intervals)
    {
        var pen = new Pen(_look.Of(intervals.Ink), _look.LineWidth);
        var cap = Math.Min(_look.MarkRadius, y.Step * 0.25);
        foreach (var (index, row) in intervals.Y.Index())
        {
            var height = y.At(row);
            var (low, high, value) = (x.Inside(intervals.Low[index]), x.Inside(intervals.High[index]), x.Inside(intervals.Value[index]));
            if (!double.IsNaN(low) && !double.IsNaN(high) && IsRow(height))
            {
                scene.Line(new Place(low, height), new Place(high, height), pen);
                foreach (var end in new[] { low, high })
                    scene.Line(new Place(end, height - cap), new Place(end, height + cap), pen);
            }
            if (!double.IsNaN(value) && IsRow(height))
                scene.Add(new DotShape(new Place(value, height), Math.Min(_look.MarkRadius, y.Step * 0.4), pen.Colour));
        }
    }

    /// <summary>Draws bars, each on its row; paler where intervals lie above them.</summary>
    public void Spans(SpanLayer spans, bool isPale)
    {
        var colour = isPale ? Shade.Mix(_look.Of(spans.Ink), _look.Ground, 0.6) : _look.Of(spans.Ink);
        var half = Math.Min(WidestBar, barRoom) / 2;
        foreach (var (index, row) in spans.Y.Index())
        {
            var (height, from, to) = (y.At(row), x.At(spans.From[index]), x.At(spans.To[index]));
            if (double.IsNaN(from) || double.IsNaN(to) || !IsRow(height) || Math.Max(from, to) < frame.Left || Math.Min(from, to) > frame.Right)
                continue;
            var (left, right) = (Math.Max(Math.Min(from, to), frame.Left), Math.Min(Math.Max(from, to), frame.Right));
            // Neighbours stay apart, and the shortest bar is seen.
            right = Math.Max(right - Math.Min(1, (right - left) / 3), left + 1.2);
            scene.Add(new BoxShape(new Frame(left, height - half, right, height + half), colour, 1));
        }
    }

    private List<Place> Outline(IReadOnlyList<double> across, IReadOnlyList<double> values, int count, bool isStep)
    {
        var places = new List<Place>(count);
        for (var index = 0; index < count; index++)
        {
            // An infinite value is a gap, as NaN is: a line has nowhere to go to.
            var place = double.IsFinite(across[index]) && !double.IsInfinity(values[index]) ? new Place(x.At(across[index]), y.At(values[index])) : new Place(double.NaN, double.NaN);
            if (isStep && places.Count > 0 && IsPlace(places[^1]) && IsPlace(place))
                places.Add(new Place(place.X, places[^1].Y));
            places.Add(place);
        }
        return places;
    }

    private static bool IsPlace(Place place) => !double.IsNaN(place.X) && !double.IsNaN(place.Y);

    private bool IsRow(double height) => height >= frame.Top && height <= frame.Bottom;

    private bool IsInside(Place place) =>
        place.X >= frame.Left - 0.01 && place.X <= frame.Right + 0.01 && place.Y >= frame.Top - 0.01 && place.Y <= frame.Bottom + 0.01;
}
