using ScottPlot;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>How layers look: lines of different series differ in dash as well as in colour.</summary>
internal sealed class SeriesStyle
{
    // Lengths drawn and left out in turn, in widths of the line.
    private static readonly float[][] Dashes =
        [[], [5, 2], [1.2f, 1.4f], [7, 2, 1.2f, 2], [3, 1.5f], [9, 2, 1.2f, 2, 1.2f, 2]];

    private readonly Dictionary<(Ink Ink, string Name), int> _dashes = [];

    /// <summary>Gives each series its dash: that of its colour, and the next where a colour comes again.</summary>
    public SeriesStyle(Look look, IEnumerable<CurveLayer> curves)
    {
        Look = look;
        foreach (var series in curves.Select(Series).Distinct())
        {
            var before = _dashes.Keys.Count(other => other.Ink == series.Ink);
            _dashes.Add(series, series.Ink >= Ink.Muted ? 0 : ((int)series.Ink + before) % Dashes.Length);
        }
    }

    /// <summary>The picture's measures and colours.</summary>
    public Look Look { get; }

    /// <summary>The line of a layer that was handed in.</summary>
    public LineStyle Of(CurveLayer curve) =>
        Line(Look.Of(curve.Ink), curve.Ink == Ink.Muted ? 1.2f : Look.LineWidth, Dashes[_dashes[Series(curve)]]);

    /// <summary>A line of a width in pixels; its dash is what is drawn and left out in turn, in widths.</summary>
    public static LineStyle Line(Color colour, float width, params float[] dash) =>
        new() { Color = colour, Width = width, Pattern = new([.. dash.Select(part => part * width)], 0, "") };

    /// <summary>A mark of a radius in pixels.</summary>
    public MarkerStyle Mark(MarkShape shape, Color colour, float radius) =>
        new(shape == MarkShape.Cross ? MarkerShape.Eks : MarkerShape.FilledCircle, 2 * radius, colour)
        {
            LineWidth = Look.LineWidth,
        };

    /// <summary>Draws what a layer looks like, from a pixel on its left at half of its height.</summary>
    public void DrawSample(Sheet sheet, Layer layer, double left, double middle)
    {
        var (colour, right, half) = (Look.Of(layer.Ink), left + Look.SampleLength, Look.Font.Size * 0.4);
        var shape = (layer as MarkLayer)?.Shape ?? MarkShape.Dot;
        var line = layer is CurveLayer curve ? Of(curve) : Line(colour, Look.LineWidth);
        if (layer is CurveLayer or IntervalLayer)
            sheet.Line(left, middle, right, middle, line);
        if (layer is MarkLayer or IntervalLayer)
            sheet.Mark((left + right) / 2, middle, Mark(shape, colour, Look.MarkRadius));
        if (layer is SpanLayer)
            sheet.Box(left, middle - half, right, middle + half, colour);
    }

    // Trials of one cell are one series, though each is a layer.
    private static (Ink Ink, string Name) Series(CurveLayer curve) =>
        (curve.Ink, curve.Name.Length > 0 ? curve.Name : curve.Key ?? "");
}
