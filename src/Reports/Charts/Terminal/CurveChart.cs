namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>A metric of a trial, with rising steps. The name is for the legend; empty for none. A trial that ended
/// early says so in the legend, with a cross at the last finite value.</summary>
public sealed record MetricCurve(string Name, IReadOnlyList<MetricPoint> Points, string? End = null);

/// <summary>Curves of one metric over steps, as lines of text.</summary>
public static class CurveChart
{
    // From this ratio of the highest to the lowest value on, the small values of a curve would lie on the axis.
    private const double LogarithmicFrom = 100;

    /// <summary>Draws the curves, at least 40 columns wide and 10 lines high for a good drawing. The axis is
    /// logarithmic if all finite values are above 0 and the highest is more than 100 times the lowest, unless high
    /// values are the better ones: the good ones would lie close together.</summary>
    public static string Draw(string title, Metric metric, IReadOnlyList<MetricCurve> curves, int columns, int lines)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var drawn = curves.Select((curve, index) => new CurveLayer
        {
            Name = curve.Name,
            Ink = Palette.Series(index),
            X = [.. curve.Points.Select(point => (double)point.Step)],
            Y = [.. curve.Points.Select(point => point.Value)],
        }).ToList();
        var ends = curves.Where(curve => curve.End is not null).Select(End);
        var chart = new XyChart
        {
            Name = "curves",
            Title = title,
            X = new Axis { Label = "step", Unit = AxisUnit.Count },
            Y = new Axis
            {
                Label = metric.Name,
                Unit = Sample.Fit(metric.Range, drawn.SelectMany(curve => curve.Y))
                    == MetricRange.Share
                        ? AxisUnit.Share
                        : AxisUnit.Number,
                Scale = metric.Goal != MetricGoal.Maximize && SpansDecades(drawn.SelectMany(curve => curve.Y))
                    ? AxisScale.Log
                    : AxisScale.Linear,
            },
            Layers = [.. drawn, .. ends],
        };
        return new TerminalRenderer().Render(chart, new ChartStyle(columns, lines));
    }

    internal static bool SpansDecades(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty().ToList();
        return finite.Min() > 0 && finite.Max() / finite.Min() > LogarithmicFrom;
    }

    // Without a finite value, only a line in the legend.
    private static MarkLayer End(MetricCurve curve)
    {
        var last = curve.Points.Where(point => double.IsFinite(point.Value)).TakeLast(1).ToList();
        return new()
        {
            Name = curve.End!,
            Ink = Ink.Diverged,
            Shape = MarkShape.Cross,
            X = [.. last.Select(point => (double)point.Step)],
            Y = [.. last.Select(point => point.Value)],
        };
    }
}
