using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;

namespace SweepRunner.Reports.Tests.Charts.Plots;

public sealed class AxisTicksTests
{
    [Theory]
    [InlineData(nameof(AxisUnit.Number), 0, 3, 6, "0|0.5|1|1.5|2|2.5|3")]
    [InlineData(nameof(AxisUnit.Number), -1, 1, 4, "-1|-0.5|0|0.5|1")]
    [InlineData(nameof(AxisUnit.Number), 0, 4e27, 4, "0|1e27|2e27|3e27|4e27")]
    [InlineData(nameof(AxisUnit.Number), 0, 4e-300, 4, "0|1e-300|2e-300|3e-300|4e-300")]
    [InlineData(nameof(AxisUnit.Count), 0, 3, 10, "0|1|2|3")]
    [InlineData(nameof(AxisUnit.Count), 0, 40_000, 4, "0|10,000|20,000|30,000|40,000")]
    [InlineData(nameof(AxisUnit.Share), 0.5, 0.9, 4, "50 %|60 %|70 %|80 %|90 %")]
    [InlineData(nameof(AxisUnit.Share), 0.98, 0.99, 2, "98 %|98.5 %|99 %")]
    [InlineData(nameof(AxisUnit.Seconds), 0, 90, 3, "0|30 s|60 s|90 s")]
    [InlineData(nameof(AxisUnit.Seconds), 0, 600, 2, "0|5 min|10 min")]
    [InlineData(nameof(AxisUnit.Seconds), 0, 14_400, 2, "0|2 h|4 h")]
    public void Find_Differences_AreRoundAndWrittenInTheirUnit(
        string unit, double minimum, double maximum, int most, string expected) =>
        Assert.Equal(
            expected.Replace(" ", "\u00A0", StringComparison.Ordinal),
            Texts(AxisScale.Linear, Enum.Parse<AxisUnit>(unit), minimum, maximum, most));

    [Theory]
    [InlineData(1e-3, 1, 4, "0.001|0.01|0.1|1")]
    [InlineData(1, 10, 6, "1|2|5|10")]
    [InlineData(1e-6, 1, 4, "1e-6|1e-4|0.01|1")]
    [InlineData(3.1, 3.3, 4, "3.1|3.15|3.2|3.25|3.3")]
    public void Find_Ratios_AreTensAndWhereThereIsRoomTheirHalves(
        double minimum,
        double maximum,
        int most,
        string expected) => Assert.Equal(expected, Texts(AxisScale.Log, AxisUnit.Number, minimum, maximum, most));

    [Fact]
    public void Find_EdgeCases_StandInsideTheRangeEachTextOnce()
    {
        foreach (var chart in EdgeCharts.All().OfType<XyChart>().Where(chart => chart.Y.Scale != AxisScale.Category))
        {
            var range = AxisRange.Fit(chart.Y, chart.Layers.OfType<CurveLayer>().SelectMany(curve => curve.Y), 0.04);
            var ticks = AxisTicks.Find(chart.Y, range, 8);
            Assert.True(ticks.Count <= 26, chart.Name);
            Assert.Equal(ticks.Count, ticks.Select(tick => tick.Text).Distinct().Count());
            var ruler = new AxisRuler(chart.Y, range);
            Assert.All(ticks, tick => Assert.InRange(ruler.At(tick.Value), -1e-5, 1 + 1e-5));
        }
    }

    private static string Texts(AxisScale scale, AxisUnit unit, double minimum, double maximum, int most) =>
        string.Join(
            '|',
            AxisTicks
                .Find(
                    new Axis
                    {
                        Label = "",
                        Scale = scale,
                        Unit = unit,
                    },
                    new AxisRange(minimum, maximum),
                    most)
                .Select(tick => tick.Text));
}
