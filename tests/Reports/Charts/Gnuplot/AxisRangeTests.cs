using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Gnuplot;

namespace SweepRunner.Reports.Tests.Charts.Gnuplot;

public sealed class AxisRangeTests
{
    [Fact]
    public void Of_AnyValues_IsFiniteAndLongerThanNothing()
    {
        foreach (var chart in EdgeCharts.All().OfType<XyChart>())
        {
            foreach (var (axis, values) in chart.Layers.OfType<CurveLayer>().SelectMany(curve => new[] { (chart.X, curve.X), (chart.Y, curve.Y) }))
            {
                foreach (var padding in new[] { 0, 0.04 })
                {
                    var range = AxisRange.Of(axis, values, padding);
                    Assert.True(double.IsFinite(range.Minimum) && double.IsFinite(range.Maximum) && range.Minimum < range.Maximum, $"{chart.Name}: {range}");
                    Assert.True(axis.Scale != AxisScale.Log || range.Minimum > 0, $"{chart.Name}: {range}");
                }
            }
        }
    }

    [Fact]
    public void Of_EndsOfTheAxis_AreKept() =>
        Assert.Equal(new AxisRange(0, 3), AxisRange.Of(new Axis { Label = "", Minimum = 0, Maximum = 3 }, [1, 1e27], 0.04));

    [Fact]
    public void Of_Amounts_DoNotGoBelowNothingNorSharesAboveAll() =>
        Assert.Equal(new AxisRange(0, 1), AxisRange.Of(new Axis { Label = "", Unit = AxisUnit.Share }, [0.01, 0.99], 0.04));

    [Fact]
    public void Of_Categories_GivesEachItsWidth() =>
        Assert.Equal(new AxisRange(-0.5, 2.5), AxisRange.Of(new Axis { Label = "", Scale = AxisScale.Category, Categories = ["a", "b", "c"] }, [], 0.04));
}
