namespace SweepRunner.Reports.Charts;

/// <summary>Puts marks where they can be seen.</summary>
public static class MarkPlacement
{
    /// <summary>The chart with every mark within the range of its axes: one beyond, or infinite, stands at the
    /// edge.</summary>
    public static XyChart WithMarksInRange(this XyChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (!chart.Layers.OfType<MarkLayer>().Any(layer => layer.IsShown))
            return chart;
        var (x, y) = (Range(chart, chart.X, layer => layer.Across()), Range(chart, chart.Y, layer => layer.Up()));
        return chart with
        {
            Layers =
            [
                .. chart.Layers.Select(layer => layer is MarkLayer marks
                    ? marks with { X = [.. marks.X.Select(x.Clamp)], Y = [.. marks.Y.Select(y.Clamp)] }
                    : layer),
            ],
        };
    }

    private static AxisRange Range(XyChart chart, Axis axis, Func<Layer, IEnumerable<double>> values)
    {
        if (axis.Scale == AxisScale.Category)
            return new AxisRange(double.NegativeInfinity, double.PositiveInfinity);
        var drawn = chart
            .Layers.Where(layer => layer.IsShown)
            .SelectMany(values)
            .Where(value => double.IsFinite(value) && (axis.Scale != AxisScale.Log || value > 0))
            .DefaultIfEmpty(axis.Scale == AxisScale.Log ? 1 : 0)
            .ToList();
        return new AxisRange(axis.Minimum ?? drawn.Min(), axis.Maximum ?? drawn.Max());
    }

    private readonly record struct AxisRange(double Low, double High)
    {
        public double Clamp(double value) => double.IsNaN(value) ? value : Math.Max(Low, Math.Min(High, value));
    }
}
