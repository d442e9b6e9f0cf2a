using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class SampleTests
{
    [Fact]
    public void From_ThreeValues_HasMeanDeviationAndInterval()
    {
        // 2, 4, 9: mean 15 / 3 = 5; squared deviations 9 + 1 + 16 = 26, over n − 1 = 2 gives 13; t(0.975, 2) = 4.303.
        var sample = Sample.From([9, 2, 4]);

        Assert.Equal(
            (3, 5, Math.Sqrt(13), 2, 9),
            (sample.Count, sample.Mean, sample.StandardDeviation, sample.Minimum, sample.Maximum));
        Assert.Equal(5 - 4.3027 * Math.Sqrt(13.0 / 3), sample.Interval!.Value.Low, 0.001);
        Assert.Equal(5 + 4.3027 * Math.Sqrt(13.0 / 3), sample.Interval!.Value.High, 0.001);
    }

    // Mean 0.9, deviation 0.05 √2, t(0.975, 1) = 12.706: h = 12.706 · 0.05 = 0.6353. On the logit scale the ends are
    // ln 9 ± 0.6353 / 0.09 = 2.1972 ± 7.059; the mean ± h would reach to 1.535.
    [Fact]
    public void From_Shares_HasAnIntervalBetweenZeroAndOne()
    {
        var interval = Sample.From([0.95, 0.85], MetricRange.Share).Interval!.Value;

        Assert.Equal(1 / (1 + Math.Exp(-(2.1972 - 7.059))), interval.Low, 1e-4);
        Assert.Equal(1 / (1 + Math.Exp(-(2.1972 + 7.059))), interval.High, 1e-6);
    }

    // Mean 2, deviation √2: h = 12.706 and the ends are 2 · exp(± 6.3531).
    [Fact]
    public void From_PositiveValues_HasAPositiveInterval()
    {
        var interval = Sample.From([1, 3], MetricRange.Positive).Interval!.Value;

        Assert.Equal(2 * Math.Exp(-6.3531), interval.Low, 1e-5);
        Assert.Equal(2 * Math.Exp(6.3531), interval.High, 0.1);
    }

    // Near the middle and with little noise the scale makes no difference.
    [Fact]
    public void From_LittleNoise_HasNearlyTheSymmetricInterval()
    {
        double[] values = [0.701, 0.702, 0.7005, 0.7012];
        var plain = Sample.From(values).Interval!.Value;
        var share = Sample.From(values, MetricRange.Share).Interval!.Value;

        Assert.Equal(plain.Low, share.Low, 1e-5);
        Assert.Equal(plain.High, share.High, 1e-5);
    }

    // An accuracy in percent, or a loss that is a log-likelihood, is no share and not positive.
    [Theory]
    [InlineData(MetricRange.Share, 85, 95)]
    [InlineData(MetricRange.Positive, -1, 3)]
    public void From_ValuesOutsideTheRange_HasThePlainInterval(MetricRange range, double one, double other) =>
        Assert.Equal(Sample.From([one, other]).Interval, Sample.From([one, other], range).Interval);

    [Fact]
    public void From_ManyShares_NeverLeavesTheRange()
    {
        var random = new Random(1);
        for (var round = 0; round < 1000; round++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => Math.Pow(random.NextDouble(), 8))];
            foreach (var sample in new[] { values, [.. values.Select(value => 1 - value)] })
            {
                var interval = Sample.From(sample, MetricRange.Share).Interval!.Value;
                Assert.True(interval is { Low: >= 0, High: <= 1 } && interval.Low <= interval.High);
            }
        }
    }

    [Fact]
    public void From_NoFiniteValue_HasNothing() =>
        Assert.Equal(
            new Sample { Count = 0 }, Sample.From([double.NaN, double.PositiveInfinity, double.NegativeInfinity]));

    [Fact]
    public void From_OneFiniteValue_HasNoDeviationAndNoInterval() =>
        Assert.Equal(
            new Sample
            {
                Count = 1,
                Mean = 0.1,
                Minimum = 0.1,
                Maximum = 0.1,
            },
            Sample.From([double.NaN, 0.1]));

    [Theory]
    [InlineData(0.1, 3)]
    [InlineData(0.7, 7)]
    [InlineData(1e308, 5)]
    [InlineData(-5e-324, 4)]
    [InlineData(0, 2)]
    public void From_EqualValues_HasExactlyTheValueAndNoDeviation(double value, int count)
    {
        var sample = Sample.From(Enumerable.Repeat(value, count));

        Assert.Equal((value, 0), (sample.Mean, sample.StandardDeviation));
        Assert.Null(sample.Interval);
    }

    // 1, 2, 3 in units of any size: mean 2, deviation 1.
    [Theory]
    [InlineData(5e307)]
    [InlineData(1e200)]
    [InlineData(1)]
    [InlineData(1e-200)]
    [InlineData(1e-310)]
    public void From_HugeAndTinyValues_NeitherOverflowNorVanish(double unit)
    {
        var sample = Sample.From([unit, 2 * unit, 3 * unit]);

        Assert.InRange(sample.Mean!.Value / unit, 2 - 1e-12, 2 + 1e-12);
        Assert.InRange(sample.StandardDeviation!.Value / unit, 1 - 1e-12, 1 + 1e-12);
    }

    [Fact]
    public void From_LargestDoubles_HasAMeanAndNoInterval()
    {
        var sample = Sample.From([double.MaxValue, -double.MaxValue]);

        Assert.Equal(0, sample.Mean);
        Assert.Equal(double.PositiveInfinity, sample.StandardDeviation);
        Assert.Null(sample.Interval);
    }

    [Fact]
    public void From_LargeOffset_KeepsTheDeviation() =>
        Assert.Equal(1, Sample.From([1e9 + 1, 1e9 + 2, 1e9 + 3]).StandardDeviation!.Value, 1e-12);

    [Fact]
    public void From_AnotherOrder_IsTheSameToTheLastBit()
    {
        double[] values = [0.1, 0.7, 1e-9, 12.3, 0.3];

        Assert.Equal(Sample.From(values), Sample.From(values.Reverse()));
        Assert.Equal(Sample.From(values), Sample.From(values.Order()));
    }
}
