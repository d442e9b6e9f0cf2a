using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class SeedPlanTests
{
    // From 3 seeds with 2 degrees of freedom, by the one-sided t table at 0.05 and 0.20: n = 7 gives (1.943 + 0.906) /
    // √7 = 1.077, n = 8 gives (1.895 + 0.896) / √8 = 0.987; n = 26 gives (1.708 + 0.856) / √26 = 0.503, n = 27 gives
    // (1.706 + 0.856) / √27 = 0.493.
    [Theory]
    [InlineData(1, 8 - 3)]
    [InlineData(0.5, 27 - 3)]
    [InlineData(1e6, 1)]
    public void More_Difference_IsTheSmallestNumberThatTells(double difference, int expected) =>
        Assert.Equal(expected, new SeedPlan(0.05).More(difference, seeds: 3, degreesOfFreedom: 2));

    // Quantiles of t are a little above the normal ones, 1.645 and 0.8416, which need ((1.645 + 0.8416) / 0.1)² = 618.
    [Fact]
    public void More_SmallDifference_IsCloseToTheNormalFormula() =>
        Assert.InRange(
            new SeedPlan(0.05).More(0.1, seeds: 3, degreesOfFreedom: 2) + 3,
            Math.Pow((1.645 + 0.8416) / 0.1, 2),
            Math.Pow((1.645 + 0.8416) / 0.1, 2) + 4);

    [Fact]
    public void More_StricterLevelOrFewerDegrees_NeedsMore()
    {
        var usual = new SeedPlan(0.05).More(1, seeds: 3, degreesOfFreedom: 20);

        Assert.True(new SeedPlan(0.005).More(1, seeds: 3, degreesOfFreedom: 20) > usual);
        Assert.True(new SeedPlan(0.05).More(1, seeds: 3, degreesOfFreedom: 2) > usual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void More_NoDifferenceOrOneBeyondTheLimit_IsOneMoreThanTheLimit(double difference) =>
        Assert.Equal(SeedPlan.Limit + 1, new SeedPlan(0.05).More(difference, seeds: 3, degreesOfFreedom: 2));
}
