using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports.Tests.Reading;

public sealed class CellCurveTests
{
    [Fact]
    public void FromSeeds_TwoSeeds_HasTheirMeanAndRange()
    {
        var curve = CellCurve.FromSeeds([Seed(8, 1, 2), Seed(8, 3, 8)], 8);

        Assert.Equal([0, 1], curve.Steps);
        Assert.Equal([2, 5], curve.Mean);
        Assert.Equal([1, 2], curve.Low);
        Assert.Equal([3, 8], curve.High);
        Assert.True(curve.HasRange);
    }

    [Fact]
    public void FromSeeds_OneSeedDiverges_GoesOnWithTheOtherWithoutARange()
    {
        var curve = CellCurve.FromSeeds([Seed(8, 1, double.NaN), Seed(8, 3, 5, 7)], 8);

        Assert.Equal([2, 5, 7], curve.Mean);
        Assert.Equal([1, double.NaN, double.NaN], curve.Low);
    }

    [Fact]
    public void FromSeeds_EverySeedNotFiniteAtAStep_HasAGapThere() =>
        Assert.Equal([1, double.NaN], CellCurve.FromSeeds([Seed(8, 1, double.PositiveInfinity)], 8).Mean);

    [Fact]
    public void FromSeeds_SeedsThinnedDifferently_CountOnceEachWithTheRangeOfTheirMeans()
    {
        // 0..7 in buckets of two has the means 0.5, 2.5, 4.5, 6.5; the other seed is 10 everywhere.
        var curve = CellCurve.FromSeeds(
            [Seed(4, 0, 1, 2, 3, 4, 5, 6, 7), Seed(8, [.. Enumerable.Repeat(10.0, 8)])], 8);

        Assert.Equal([5.25, 6.25, 7.25, 8.25], curve.Mean);
        Assert.Equal([0.5, 2.5, 4.5, 6.5], curve.Low);
        Assert.Equal([0.5, 2.5, 4.5, 6.5], curve.Steps);
        Assert.Equal(2, curve.StepsOfPoint);
    }

    [Fact]
    public void FromSeeds_OneSeedThinned_HasNoRange()
    {
        var curve = CellCurve.FromSeeds([Seed(512, [.. Enumerable.Range(0, 500).Select(step => (double)step)])], 10);

        Assert.InRange(curve.Steps.Count, 2, 10);
        Assert.False(curve.HasRange);
    }

    [Fact]
    public void FromSeeds_SeedWaitsBetweenAttempts_CountsTheSecondsInWhichItRan()
    {
        // A step a second; the trial waits from second 2 to second 4.
        var clock = Clock((0, 2), (4, 10));

        var curve = CellCurve.FromSeeds([new SeedSeries(ThinnedSeriesTests.Series(8, [1, 1, 1, 1, 1, 1]), clock)], 8);

        Assert.Equal([0, 1, 2, 2, 2, 3], curve.Seconds);
    }

    // One seed logs at 0, 16, 32, …, the other at 5, 21, 37, …: unaligned, the mean would jump between 0 and 10.
    [Fact]
    public void FromSeeds_SeedsLogAtOtherSteps_AreJoinedInPlacesOfBoth()
    {
        var (one, other) = (new ThinnedSeries(64), new ThinnedSeries(64));
        for (var point = 0; point < 20; point++)
        {
            one.Add(point * 16, 0, Moment(point));
            other.Add((point * 16) + 5, 10, Moment(point));
        }

        var curve = CellCurve.FromSeeds(
            [new SeedSeries(one, Clock((0, 100))), new SeedSeries(other, Clock((0, 100)))], 64);

        Assert.Equal(Enumerable.Repeat(5.0, 20), curve.Mean);
        Assert.Equal(Enumerable.Repeat(10.0, 20), curve.High);
        Assert.Equal(2.5, curve.Steps[0]);
    }

    // The second seed goes on for two more points; their mean, 70, is its value at the end of the first.
    [Fact]
    public void FromSeeds_SeedsLogAtOtherStepsAndEndApart_EndTogether()
    {
        var (one, other) = (new ThinnedSeries(64), new ThinnedSeries(64));
        for (var point = 0; point < 22; point++)
        {
            if (point < 20)
                one.Add(point * 16, 0, Moment(point));
            other.Add((point * 16) + 5, point < 19 ? 10 : 70, Moment(point));
        }

        var curve = CellCurve.FromSeeds(
            [new SeedSeries(one, Clock((0, 100))), new SeedSeries(other, Clock((0, 100)))], 64);

        Assert.Equal([.. Enumerable.Repeat(5.0, 19), 35], curve.Mean);
        Assert.Equal(70, curve.High[^1]);
    }

    // One point each, far apart: nothing to join.
    [Fact]
    public void FromSeeds_SeedsWithNothingInCommon_StayApart()
    {
        var (one, other) = (new ThinnedSeries(64), new ThinnedSeries(64));
        one.Add(0, 1, Moment(0));
        other.Add(long.MaxValue, 2, Moment(0));

        var curve = CellCurve.FromSeeds(
            [new SeedSeries(one, Clock((0, 100))), new SeedSeries(other, Clock((0, 100)))], 64);

        Assert.Equal([1, 2], curve.Mean);
    }

    [Fact]
    public void FromSeeds_NoSeries_IsEmpty() => Assert.Empty(CellCurve.FromSeeds([], 8).Steps);

    private static SeedSeries Seed(int capacity, params double[] values) =>
        new(ThinnedSeriesTests.Series(capacity, values), Clock((0, 1000)));

    private static WorkClock Clock(params (int From, int To)[] periods) =>
        new(periods.Select(each => (Moment(each.From), Moment(each.To))));

    private static DateTimeOffset Moment(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);
}
