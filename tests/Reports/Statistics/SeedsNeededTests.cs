using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class SeedsNeededTests
{
    // By the t table, α 0.05: n = 10 gives (2.262 + 0.883) / √10 = 0.995, n = 9 gives (2.306 + 0.889) / 3 = 1.065;
    // n = 34 gives (2.035 + 0.853) / √34 = 0.495, n = 33 gives (2.037 + 0.853) / √33 = 0.503.
    [Theory]
    [InlineData(1, 1, 10)]
    [InlineData(-1, 1, 10)]
    [InlineData(0.5, 1, 34)]
    [InlineData(5e-5, 1e-4, 34)]
    [InlineData(1e6, 1, 2)]
    [InlineData(1, 0, 2)]
    public void For_Difference_IsTheSmallestNumberThatTells(double mean, double deviation, int expected) =>
        Assert.Equal(expected, SeedsNeeded.For(Difference(mean, deviation), 0.05));

    // Quantiles of t are a little above the normal ones, 1.960 and 0.8416, which need ((1.960 + 0.8416) / 0.1)² = 785.
    [Fact]
    public void For_SmallDifference_IsCloseToTheNormalFormula() =>
        Assert.InRange(
            SeedsNeeded.For(Difference(0.1, 1), 0.05)!.Value,
            Math.Pow((1.960 + 0.8416) / 0.1, 2),
            Math.Pow((1.960 + 0.8416) / 0.1, 2) + 4);

    [Fact]
    public void For_StricterLevelOrMorePower_NeedsMore()
    {
        var usual = SeedsNeeded.For(Difference(1, 1), 0.05);

        Assert.True(SeedsNeeded.For(Difference(1, 1), 0.005) > usual);
        Assert.True(SeedsNeeded.For(Difference(1, 1), 0.05, power: 0.95) > usual);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.01, 1)]
    public void For_NoDifferenceOrOneBeyondTheLimit_IsNone(double mean, double deviation) =>
        Assert.Null(SeedsNeeded.For(Difference(mean, deviation), 0.05));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void For_UnderTwoCommonSeeds_IsNone(int count) =>
        Assert.Null(SeedsNeeded.For(new PairedDifference(count, 1, double.NaN, null), 0.05));

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(1, 0.8)]
    [InlineData(double.NaN, 0.8)]
    [InlineData(0.05, 0.4)]
    [InlineData(0.05, 1)]
    public void For_OutOfRange_Throws(double alpha, double power) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SeedsNeeded.For(Difference(1, 1), alpha, power));

    private static PairedDifference Difference(double mean, double deviation) => new(3, mean, deviation, 0.5);
}
