using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class HolmTests
{
    // R 4: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"); by hand 3 · 0.01, max(1 · 0.04, 2 · 0.03), 2 · 0.03, 4 ·
    // 0.005.
    private static readonly double[] Example = [0.01, 0.04, 0.03, 0.005];

    [Fact]
    public void Adjust_FourTests_IsTheSteppedDownProductInTheOrderGiven() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust(Example).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Adjust_LargeP_IsAtMostOne() => Assert.Equal([1, 1, 0.75], Holm.Adjust([0.5, 0.9, 0.25]));

    [Fact]
    public void Adjust_EqualP_AreAdjustedAlike() => Assert.Equal([0.75, 0.75, 0.75], Holm.Adjust([0.25, 0.25, 0.25]));

    [Fact]
    public void Adjust_NoTests_IsEmpty() => Assert.Empty(Holm.Adjust([]));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Adjust_NoProbability_Throws(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([0.5, p]));

    [Fact]
    public void LevelOfNext_TwoOfFourFound_SharesTheLevelAmongTheRest() =>
        Assert.Equal(0.025, Holm.LevelOfNext(Holm.Adjust(Example), 0.05));

    [Fact]
    public void LevelOfNext_AllFound_IsNone() => Assert.Null(Holm.LevelOfNext([0.01, 0.05], 0.05));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void LevelOfNext_NoLevel_Throws(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.LevelOfNext([0.5], level));
}
