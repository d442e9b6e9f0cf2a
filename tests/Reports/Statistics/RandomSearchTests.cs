using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class RandomSearchTests
{
    [Theory]
    // Of two draws from 1, 2, 3, the best is 1 in 1 of 9 cases, 2 in 3 and 3 in 5.
    [InlineData(2, true, 0, 22.0 / 9)]
    [InlineData(2, false, 0, 14.0 / 9)]
    [InlineData(1, true, 0, 2.0)]
    // With a blank, 15 of 16 pairs have a value: 1 in 3 of them, 2 in 5, 3 in 7.
    [InlineData(2, true, 1, 34.0 / 15)]
    [InlineData(1, true, 5, 2.0)]
    public void ExpectedBest_ThreeValues_IsThatOfAllDraws(int draws, bool isMaximized, int without, double expected) =>
        Assert.Equal(expected, RandomSearch.ExpectedBest([3, 1, 2], without, draws, isMaximized), 12);

    [Fact]
    public void ExpectedBest_ManyDraws_IsTheBest() =>
        Assert.Equal(3, RandomSearch.ExpectedBest([3, 1, 2], without: 4, draws: 1000, isMaximized: true), 9);

    [Fact]
    public void ExpectedBest_NoValue_IsNaN() =>
        Assert.Equal(double.NaN, RandomSearch.ExpectedBest([], without: 4, draws: 3, isMaximized: true));
}
