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
    [InlineData(false, 0, 10, 5, 0.5)]
    [InlineData(true, 1, 100, 10, 0.5)]
    [InlineData(false, -1e308, 1e308, 0, 0.5)]
    [InlineData(false, 0, 1, 1e39, 1000)]
    [InlineData(false, 0, 1, double.NegativeInfinity, -1000)]
    [InlineData(true, 1e-300, 1e300, 1, 0.5)]
    public void At_AnyValue_IsAShareOfTheAxisThatPixelsCanHold(
        bool isLog, double minimum, double maximum, double value, double share)
    {
        var ruler = new AxisRuler(Numbers(isLog), new AxisRange(minimum, maximum));

        Assert.Equal(share, ruler.At(value), 1e-9);
        Assert.Equal(Math.Clamp(share, 0, 1), ruler.Inside(value), 1e-9);
    }

    [Theory]
    [InlineData(false, double.NaN)]
    [InlineData(true, 0)]
    [InlineData(true, -1)]
    public void At_ValueWithoutPlace_IsNaN(bool isLog, double value) =>
        Assert.Equal(double.NaN, new AxisRuler(Numbers(isLog), new AxisRange(1, 10)).At(value));

    private static Axis Numbers(bool isLog) =>
        new() { Label = "", Scale = isLog ? AxisScale.Log : AxisScale.Linear };
}
