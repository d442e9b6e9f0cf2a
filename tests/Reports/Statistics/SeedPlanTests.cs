using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class SeedPlanTests
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
    public void SeedsFor_Difference_IsTheSmallestNumberThatTells(double mean, double deviation, int expected) =>
        Assert.Equal(expected, new SeedPlan(0.05).SeedsFor(Difference(mean, deviation)));

    // Quantiles of t are a little above the normal ones, 1.960 and 0.8416, which need ((1.960 + 0.8416) / 0.1)² = 785.
    [Fact]
    public void SeedsFor_SmallDifference_IsCloseToTheNormalFormula() =>
        Assert.InRange(
            new SeedPlan(0.05).SeedsFor(Difference(0.1, 1))!.Value,
            Math.Pow((1.960 + 0.8416) / 0.1, 2),
            Math.Pow((1.960 + 0.8416) / 0.1, 2) + 4);

    [Fact]
    public void SeedsFor_StricterLevelOrMorePower_NeedsMore()
    {
        var usual = new SeedPlan(0.05).SeedsFor(Difference(1, 1));

        Assert.True(new SeedPlan(0.005).SeedsFor(Difference(1, 1)) > usual);
        Assert.True(new SeedPlan(0.05, 0.95).SeedsFor(Difference(1, 1)) > usual);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.01, 1)]
    public void SeedsFor_NoDifferenceOrOneBeyondTheLimit_IsNone(double mean, double deviation) =>
        Assert.Null(new SeedPlan(0.05).SeedsFor(Difference(mean, deviation)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SeedsFor_UnderTwoCommonSeeds_IsNone(int count) =>
        Assert.Null(new SeedPlan(0.05).SeedsFor(new PairedDifference(count, 1, double.NaN, null)));

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(1, 0.8)]
    [InlineData(double.NaN, 0.8)]
    [InlineData(0.05, 0.4)]
    [InlineData(0.05, 1)]
    public void New_OutOfRange_Throws(double alpha, double power) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeedPlan(alpha, power));

    private static PairedDifference Difference(double mean, double deviation) => new(3, mean, deviation, 0.5);
}
