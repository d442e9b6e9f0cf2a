using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports.Tests.Reading;

public sealed class CellCurveTests
{
    [Fact]
    public void FromSeeds_TwoSeeds_HasTheirMeanAndRange()
    {
        var curve = CellCurve.FromSeeds(
            [ThinnedSeriesTests.Series(8, [1, 2]), ThinnedSeriesTests.Series(8, [3, 8])], 8);

        Assert.Equal([0, 1], curve.Steps);
        Assert.Equal([2, 5], curve.Mean);
        Assert.Equal([1, 2], curve.Low);
        Assert.Equal([3, 8], curve.High);
    }

    [Fact]
    public void FromSeeds_OneSeedDiverges_GoesOnWithTheOther()
    {
        var curve = CellCurve.FromSeeds(
            [ThinnedSeriesTests.Series(8, [1, double.NaN]), ThinnedSeriesTests.Series(8, [3, 5, 7])], 8);

        Assert.Equal([2, 5, 7], curve.Mean);
        Assert.Equal([1, 5, 7], curve.Low);
    }

    [Fact]
    public void FromSeeds_EverySeedNotFiniteAtAStep_HasAGapThere() =>
        Assert.Equal(
            [1, double.NaN], CellCurve.FromSeeds([ThinnedSeriesTests.Series(8, [1, double.PositiveInfinity])], 8).Mean);

    [Fact]
    public void FromSeeds_SeedsThinnedDifferently_CountOnceEach()
    {
        // 0..7 in buckets of two has the means 0.5, 2.5, 4.5, 6.5; the other seed is 10 everywhere.
        var curve = CellCurve.FromSeeds(
            [
                ThinnedSeriesTests.Series(4, [0, 1, 2, 3, 4, 5, 6, 7]),
                ThinnedSeriesTests.Series(8, [.. Enumerable.Repeat(10.0, 8)]),
            ],
            8);

        Assert.Equal([5.25, 6.25, 7.25, 8.25], curve.Mean);
        Assert.Equal([0, 2, 4, 6], curve.Low);
        Assert.Equal([0.5, 2.5, 4.5, 6.5], curve.Steps);
    }

    [Fact]
    public void FromSeeds_MorePointsThanAsked_HasNoMoreAndKeepsThePeak()
    {
        var curve = CellCurve.FromSeeds(
            [ThinnedSeriesTests.Series(512, [.. Enumerable.Range(0, 500).Select(step => step == 333 ? 9.0 : 1)])], 10);

        Assert.InRange(curve.Steps.Count, 2, 10);
        Assert.Equal(9, curve.High.Max());
    }

    [Fact]
    public void FromSeeds_NoSeries_IsEmpty() => Assert.Empty(CellCurve.FromSeeds([], 8).Steps);
}
