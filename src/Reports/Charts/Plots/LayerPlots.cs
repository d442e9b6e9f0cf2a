using ScottPlot;
using ScottPlot.DataSources;
using ScottPlot.Plottables;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>Adds the layers of a chart on two axes, other than tiles, to its plot.</summary>
internal sealed class LayerPlots(Sheet sheet, SeriesStyle style, AxisRuler x, LeftAxis left)
{
    private const double BandOpacity = 0.16, WidestBar = 40;
    private readonly Look _look = sheet.Look;
    private readonly AxisRuler _y = left.Ruler;

    private double PixelWidth => x.Length / sheet.Frame.Width;

    public void Band(CurveLayer curve)
    {
        var count = Min(curve.X.Count, Min(curve.Low.Count, curve.High.Count));
        var high = Outline(curve.X.Take(count), curve.High, curve.IsStep);
        var low = Outline(curve.X.Take(count), curve.Low, curve.IsStep);
        // ScottPlot draws nothing of an area with a single NaN.
        foreach (var (start, length) in Stretches(high.Zip(low, (upper, lower) => upper.AreReal && lower.AreReal)))
        {
            var edge = Thinned(high.GetRange(start, length)).Concat(Thinned(low.GetRange(start, length)).Reverse());
            var fill = _look.Colour(curve.Ink).WithAlpha(BandOpacity);
            var area = new Polygon([.. edge]) { FillColor = fill, LineWidth = 0 };
            area.MarkerStyle.IsVisible = false;
            sheet.Add(area, isCut: true);
        }
    }

    /// <summary>Draws a line; a value between two gaps is a dot.</summary>
    public void Curve(CurveLayer curve)
    {
        var line = style.LineOf(curve);
        var outline = Outline(curve.X, curve.Y, curve.IsStep);
        var (seen, alone) = (new List<Coordinates>(), new List<Coordinates>());
        foreach (var (start, length) in Stretches(outline.Select(place => place.AreReal)))
        {
            if (length == 1 && IsInside(outline[start]))
                alone.Add(outline[start]);
            seen.AddRange([.. Cut([.. Thinned(outline.GetRange(start, length))]), Coordinates.NaN]);
        }
        if (seen.Exists(place => place.AreReal))
            sheet.Add(Line(seen, line), isCut: true);
        Dots(alone, line.Color, line.Width * 1.4f);
    }

    /// <summary>A line through places; NaN breaks it.</summary>
    public static Scatter Line(List<Coordinates> places, LineStyle line) =>
        new(new ScatterSourceCoordinatesList(places)) { LineStyle = line, MarkerStyle = MarkerStyle.None };

    /// <summary>The last pixel of a line inside the plot; null without one.</summary>
    public Pixel? End(CurveLayer curve)
    {
        var places = Outline(curve.X, curve.Y, isStep: false);
        return places.FindLastIndex(IsInside) is >= 0 and var last ? sheet.At(places[last]) : null;
    }

    /// <summary>Draws points, those above or below the plot at its edge.</summary>
    public void Marks(MarkLayer marks)
    {
        var places = marks.X.Zip(marks.Y, (across, up) => new Coordinates(x.At(across), _y.Inside(up))).Where(IsInside);
        Dots([.. places], _look.Colour(marks.Ink), _look.MarkRadius, marks.Shape);
    }

    public void Intervals(IntervalLayer intervals)
    {
        var colour = _look.Colour(intervals.Ink);
        var values = intervals.Value
            .Zip(intervals.Y, (value, row) => new Coordinates(x.Inside(value), _y.At(row))).ToList();
        var ends = intervals.Low.Select(x.Inside).Zip(intervals.High.Select(x.Inside), values.Select(value => value.Y))
            .Select(end => (Low: end.First, High: end.Second, Row: end.Third))
            .Where(end => !double.IsNaN(end.High) && IsInside(new Coordinates(end.Low, end.Row)))
            .ToList();
        double[] halves = [.. ends.Select(end => Abs(end.High - end.Low) / 2)];
        double[] middles = [.. ends.Select(end => (end.Low + end.High) / 2)];
        var bars = new ErrorBar(middles, [.. ends.Select(end => end.Row)], halves, halves, null, null)
        {
            CapSize = (float)Min(_look.MarkRadius, left.Step * 0.25),
            LineStyle = SeriesStyle.Line(colour, _look.LineWidth),
        };
        if (ends.Count > 0)
            sheet.Add(bars);
        Dots([.. values.Where(IsInside)], colour, (float)Min(_look.MarkRadius, left.Step * 0.4));
    }

    /// <summary>Draws bars, paler if intervals lie above them.</summary>
    public void Spans(SpanLayer spans, bool isPale)
    {
        var colour = _look.Colour(spans.Ink).InterpolateRgb(_look.Ground, isPale ? 0.6 : 0);
        var bars = new List<Bar>();
        foreach (var (row, from, to) in spans.Y.Zip(spans.From.Select(x.At), spans.To.Select(x.At)))
        {
            var (start, end) = (Max(Min(from, to), 0), Min(Max(from, to), x.Length));
            if (!IsInside(new Coordinates(start, _y.At(row))) || !(end >= 0))
                continue;
            // Neighbours stay apart, and the shortest bar is seen.
            end = Max(end - Min(PixelWidth, (end - start) / 3), start + 1.2 * PixelWidth);
            bars.Add(new Bar { Position = _y.At(row), ValueBase = start, Value = end, FillColor = colour });
        }
        bars.ForEach(bar => (bar.LineWidth, bar.Size) = (0, Min(WidestBar, left.BarRoom) / left.Step));
        if (bars.Count > 0)
            sheet.Add(new BarPlot(bars) { Horizontal = true });
    }

    private void Dots(List<Coordinates> places, Color colour, float radius, MarkShape shape = MarkShape.Dot)
    {
        if (places.Count > 0)
            sheet.Add(new MarkPlot(places, shape, colour, radius, _look.LineWidth));
    }

    private List<Coordinates> Outline(IEnumerable<double> across, IEnumerable<double> up, bool isStep)
    {
        var places = new List<Coordinates>();
        foreach (var (first, second) in across.Zip(up))
        {
            // An infinite value is a gap, as NaN is: a line has nowhere to go to.
            var isPlace = double.IsFinite(first) && double.IsFinite(second);
            var place = isPlace ? new Coordinates(x.At(first), _y.At(second)) : Coordinates.NaN;
            if (isStep && places.Count > 0 && places[^1].AreReal && place.AreReal)
                places.Add(new Coordinates(place.X, places[^1].Y));
            places.Add(place);
        }
        return places;
    }

    private static IEnumerable<(int Start, int Length)> Stretches(IEnumerable<bool> isPlace)
    {
        var start = 0;
        foreach (var (index, isHere) in isPlace.Append(false).Index())
        {
            if (isHere)
                continue;
            if (index > start)
                yield return (start, index - start);
            start = index + 1;
        }
    }

    // For many steps a column of pixels: the ends, the lowest and the highest place of each column.
    private IEnumerable<Coordinates> Thinned(IEnumerable<Coordinates> places) => places
        .GroupBy(place => Floor(place.X / PixelWidth))
        .SelectMany(column =>
            new[] { column.First(), column.MinBy(each => each.Y), column.MaxBy(each => each.Y), column.Last() }
                .Distinct()
                .OrderBy(place => place.X));

    // Only between foot and top: otherwise an SVG has every dash on the way to 1e27.
    private IEnumerable<Coordinates> Cut(IReadOnlyList<Coordinates> places)
    {
        var isOpen = false;
        foreach (var (from, to) in places.Zip(places.Skip(1)))
        {
            var isSeen = Max(from.Y, to.Y) >= 0 && Min(from.Y, to.Y) <= _y.Length;
            if (isSeen && (!isOpen || At(from) != from))
            {
                yield return Coordinates.NaN;
                yield return At(from);
            }
            if (isSeen)
                yield return At(to);
            isOpen = isSeen;

            Coordinates At(Coordinates place)
            {
                var height = Clamp(place.Y, 0, _y.Length);
                var share = (height - from.Y) / (to.Y - from.Y);
                return height == place.Y ? place : new Coordinates(from.X + (to.X - from.X) * share, height);
            }
        }
    }

    private bool IsInside(Coordinates place) =>
        place.X >= 0 && place.X <= x.Length && place.Y >= 0 && place.Y <= _y.Length;
}
