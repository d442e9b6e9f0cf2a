using FsCheck;
using FsCheck.Fluent;
using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports.Tests.Reading;

public sealed class ThinnedSeriesTests
{
    [Fact]
    public void Add_FewPoints_KeepsEachAsItIs()
    {
        var series = Series(8, [1, 2, 4]);

        Assert.Equal([0, 1, 2], series.Buckets.Select(bucket => bucket.FirstStep));
        Assert.Equal([1, 2, 4], series.Buckets.Select(bucket => bucket.Mean));
    }

    [Fact]
    public void Add_MorePointsThanCapacity_PairsNeighbours()
    {
        var series = Series(2, [1, 3, 5, 9]);

        Assert.Equal(1, series.Shift);
        Assert.Equal([2, 7], series.Buckets.Select(bucket => bucket.Mean));
        Assert.Equal([1, 5], series.Buckets.Select(bucket => bucket.Minimum));
        Assert.Equal([3, 9], series.Buckets.Select(bucket => bucket.Maximum));
        Assert.Equal([0L, 2], series.Buckets.Select(bucket => bucket.FirstStep));
        Assert.Equal([1L, 3], series.Buckets.Select(bucket => bucket.LastStep));
        Assert.Equal([0L, 2000], series.Buckets.Select(bucket => bucket.FirstTime));
        Assert.Equal([1000L, 3000], series.Buckets.Select(bucket => bucket.LastTime));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Add_OneOfAThousandNotFinite_IsKnownAndChangesNoOther(double value)
    {
        var series = Series(16, [.. Enumerable.Range(0, 1000).Select(step => step == 500 ? value : 1.0)]);

        Assert.Single(series.Buckets, bucket => !bucket.IsFinite);
        Assert.All(series.Buckets, bucket => Assert.Equal(1, bucket.Mean, 12));
    }

    [Fact]
    public void Add_HugeValues_DoNotOverflow()
    {
        var bucket = Assert.Single(Series(2, [double.MaxValue, double.MaxValue]).Widened(1).Buckets);

        Assert.Equal(double.MaxValue, bucket.Mean);
    }

    [Fact]
    public void Add_AnyValues_KeepsPeaksCountsAndMean() => Prop.ForAll(
        Gen.Choose(-1000, 1000).Select(number => (double)number).NonEmptyListOf().ToArbitrary(),
        values =>
        {
            var buckets = Series(4, [.. values]).Buckets;
            Assert.InRange(buckets.Count, 1, 4);
            Assert.Equal(values.Min(), buckets.Min(bucket => bucket.Minimum));
            Assert.Equal(values.Max(), buckets.Max(bucket => bucket.Maximum));
            Assert.Equal(values.Count, buckets.Sum(bucket => bucket.Count));
            Assert.Equal(values.Average(), buckets.Sum(bucket => bucket.Mean * bucket.Count) / values.Count, 9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Widened_Empty_StaysEmpty() => Assert.Empty(new ThinnedSeries(4).Widened(3).Buckets);

    [Fact]
    public void New_CapacityOfOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ThinnedSeries(1));

    // A step a second, from the start of Unix time.
    internal static ThinnedSeries Series(int capacity, IReadOnlyList<double> values)
    {
        var series = new ThinnedSeries(capacity);
        foreach (var (step, value) in values.Index())
            series.Add(step, value, DateTimeOffset.UnixEpoch.AddSeconds(step));
        return series;
    }
}
