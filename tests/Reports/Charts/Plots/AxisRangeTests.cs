using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;

namespace SweepRunner.Reports.Tests.Charts.Plots;

public sealed class AxisRangeTests
{
    [Fact]
    public void Fit_AnyValues_IsFiniteAndLongerThanNothing()
    {
        foreach (var chart in EdgeCharts.All().OfType<XyChart>())
        {
            foreach (
                var (axis, values) in chart
                    .Layers.OfType<CurveLayer>()
                    .SelectMany(curve => new[] { (chart.X, curve.X), (chart.Y, curve.Y) })
            )
            {
                foreach (var padding in new[] { 0, 0.04 })
                {
                    var range = AxisRange.Fit(axis, values, padding);
                    Assert.True(
                        double.IsFinite(range.Minimum)
                            && double.IsFinite(range.Maximum)
                            && range.Minimum < range.Maximum,
                        $"{chart.Name}: {range}");
                    Assert.True(axis.Scale != AxisScale.Log || range.Minimum > 0, $"{chart.Name}: {range}");
                }
            }
        }
    }

    [Fact]
    public void Fit_EndsOfTheAxis_AreKept() =>
        Assert.Equal(
            new AxisRange(0, 3),
            AxisRange.Fit(
                new Axis
                {
                    Label = "",
                    Minimum = 0,
                    Maximum = 3,
                },
                [1, 1e27],
                0.04));

    [Fact]
    public void Fit_Amounts_DoNotGoBelowNothingNorSharesAboveAll() =>
        Assert.Equal(
            new AxisRange(0, 1), AxisRange.Fit(new Axis { Label = "", Unit = AxisUnit.Share }, [0.01, 0.99], 0.04));

    [Fact]
    public void Fit_Categories_GivesEachItsWidth() =>
        Assert.Equal(
            new AxisRange(-0.5, 2.5),
            AxisRange.Fit(
                new Axis
                {
                    Label = "",
                    Scale = AxisScale.Category,
                    Categories = ["a", "b", "c"],
                },
                [],
                0.04));

    [Theory]
    [InlineData(AxisScale.Linear, 0, 10, 5, 0.5)]
    [InlineData(AxisScale.Log, 1, 100, 10, 0.5)]
    [InlineData(AxisScale.Linear, -1e308, 1e308, 0, 0.5)]
    [InlineData(AxisScale.Linear, 0, 1, 1e39, 1000)]
    [InlineData(AxisScale.Linear, 0, 1, double.NegativeInfinity, -1000)]
    [InlineData(AxisScale.Log, 1e-300, 1e300, 1, 0.5)]
    public void At_AnyValue_IsAShareOfTheAxisThatPixelsCanHold(
        AxisScale scale, double minimum, double maximum, double value, double share)
    {
        var ruler = new AxisRuler(new Axis { Label = "", Scale = scale }, new AxisRange(minimum, maximum));

        Assert.Equal(share, ruler.At(value), 1e-9);
        Assert.Equal(Math.Clamp(share, 0, 1), ruler.Inside(value), 1e-9);
    }

    [Theory]
    [InlineData(AxisScale.Linear, double.NaN)]
    [InlineData(AxisScale.Log, 0)]
    [InlineData(AxisScale.Log, -1)]
    public void At_ValueWithoutPlace_IsNaN(AxisScale scale, double value) =>
        Assert.Equal(double.NaN, new AxisRuler(new Axis { Label = "", Scale = scale }, new AxisRange(1, 10)).At(value));
}
