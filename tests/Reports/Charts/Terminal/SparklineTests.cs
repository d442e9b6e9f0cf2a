using SweepRunner.Reports.Charts.Terminal;

namespace SweepRunner.Reports.Tests.Charts.Terminal;

public sealed class SparklineTests
{
    [Theory]
    [InlineData("▁", 8, new double[] { 5 })]
    [InlineData("▁▁▁", 8, new double[] { 2, 2, 2 })]
    [InlineData("▁▂▃▄▅▆▇█", 8, new double[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("▁×█×", 8, new double[] { 0, double.NaN, 1, double.PositiveInfinity })]
    [InlineData("××", 8, new double[] { double.NaN, double.NegativeInfinity })]
    // Pairs: means 1, 5, and a pair with a NaN in it.
    [InlineData("▁█×", 3, new double[] { 0, 2, 4, 6, 7, double.NaN })]
    // Logarithms 0 to 3 in eighths of 3.
    [InlineData("▁▃▆█", 8, new double[] { 1, 10, 100, 1000 })]
    // The same with a value that has no logarithm.
    [InlineData("▁▁▁▁█", 8, new double[] { 0, 1, 10, 100, 1000 })]
    [InlineData("▁█", 2, new double[] { -double.MaxValue, -double.MaxValue, double.MaxValue, double.MaxValue })]
    public void Draw_Values_AreBars(string expected, int columns, double[] values) =>
        Assert.Equal(expected, Sparkline.Draw(values, columns));

    [Fact]
    public void Draw_NoValue_IsEmpty() => Assert.Equal("", Sparkline.Draw([], 8));

    [Fact]
    public void Draw_MoreValuesThanColumns_IsAsLongAsAllowed() =>
        Assert.Equal(60, Sparkline.Draw([.. Enumerable.Range(0, 100_003).Select(step => Math.Sin(step))], 60).Length);
}
