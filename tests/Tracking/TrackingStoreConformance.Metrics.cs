using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    private static readonly double[] Hard =
    [
        0.1,
        -0.0,
        0.0,
        1.0,
        -1.0,
        1e15,
        9007199254740993.0,
        double.MaxValue,
        double.MinValue,
        double.Epsilon,
        -double.Epsilon,
        2.2250738585072011e-308,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        0.30000000000000004,
        Math.PI,
        1e-300,
    ];

    [Fact]
    public void AddMetrics_HardValues_ReadBackToTheLastBit()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var random = new Random(5);
        var values = Hard.Concat(
                Enumerable
                    .Range(0, 2000)
                    .Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))))
            .ToList();

        Store.AddMetrics(Claimed("s"), [.. values.Select((value, step) => Point("m", step, value))]);

        Assert.Equal(values.Select(Bits), OpenAnother().Metrics("s").Select(point => Bits(point.Point.Value)));

        // Of a NaN only that it is one is kept: its payload is the processor's business.
        static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
    }

    [Fact]
    public void AddMetrics_EveryField_ReadsBack()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var local = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));
        MetricPoint[] points =
        [
            new(Nasty, long.MaxValue, int.MaxValue, 1, local),
            new("val/loss", 0, 0, 2, Time.GetUtcNow().AddTicks(9)),
        ];

        Store.AddMetrics(Claimed("s"), points);

        Assert.Equal(
            [
                new TrialMetricPoint(
                    0,
                    points[0] with
                    {
                        TimeUtc = new DateTimeOffset(2026, 1, 2, 1, 4, 5, 678, TimeSpan.Zero),
                    }),
                new TrialMetricPoint(0, points[1] with { TimeUtc = Time.GetUtcNow() }),
            ],
            Store.Metrics("s"));
        Assert.All(Store.Metrics("s"), point => Assert.Equal(TimeSpan.Zero, point.Point.TimeUtc.Offset));
    }

    [Fact]
    public void Metrics_WrittenInAnyOrder_ComeByTrialMetricStep()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var first = Claimed("s");
        var second = Claimed("s", processId: 8);
        Store.AddMetrics(second, [Point("train/loss", 3, 0), Point("b", 1, 0), Point("train/loss", 1, 0)]);
        Store.AddMetrics(
            first,
            [
                Point("a", 2, 0),
                Point("Z", 10, 0),
                Point("\uFF5E", 0, 0),
                Point("🜚", 0, 0),
                Point("a", 10, 0),
                Point("_", 0, 0),
            ]);

        var order = Store.Metrics("s").Select(point => (point.Trial, point.Point.Metric, point.Point.Step));

        // Ordinal: UTF-16 code units, in which 🜚 (a surrogate pair) comes before U+FF5E.
        Assert.Equal(
            [
                (0, "Z", 10),
                (0, "_", 0),
                (0, "a", 2),
                (0, "a", 10),
                (0, "🜚", 0),
                (0, "\uFF5E", 0),
                (1, "b", 1),
                (1, "train/loss", 1),
                (1, "train/loss", 3),
            ],
            order);
    }

    [Fact]
    public void Metrics_OfOneTrialOrMetric_LeavesTheRestOut()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        Store.AddMetrics(Claimed("s"), [Point("a", 0, 1), Point("b", 0, 2)]);
        Store.AddMetrics(Claimed("s", processId: 8), [Point("a", 0, 3), Point("b", 0, 4)]);

        Assert.Equal([3, 4], Store.Metrics(new TrialId("s", 1)).Select(point => point.Point.Value));
        Assert.Equal([1, 3], Store.Metrics("s", metric: "a").Select(point => point.Point.Value));
        Assert.Equal([4], Store.Metrics(new TrialId("s", 1), "b").Select(point => point.Point.Value));
        Assert.Empty(Store.Metrics(new TrialId("s", 2)));
        Assert.Empty(Store.Metrics("s", metric: "A"));
    }

    [Fact]
    public void AddMetrics_PointThereAlready_IsRefusedWithItsBatch()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Store.AddMetrics(claim, [Point("train/loss", 0, 1)]);

        var later = Assert.Throws<ArgumentException>(() =>
            Store.AddMetrics(claim, [Point("new", 9, 9), Point("train/loss", 0, 2)])
        );
        Assert.Throws<ArgumentException>(() => Store.AddMetrics(claim, [Point("x", 1, 1), Point("x", 1, 1)]));

        Assert.Equal("Trial s/0 already has 'train/loss' at step 0. (Parameter 'points')", later.Message);
        Assert.Equal([("train/loss", 0L, 1.0)], PointsOf("s", 0));
    }

    [Fact]
    public void AddMetrics_SourceFailsHalfway_AddsNothing()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");

        Assert.Throws<ArgumentNullException>(() =>
            Store.AddMetrics(claim, [Point("a", 0, 1), new MetricPoint(null!, 1, 0, 1, Time.GetUtcNow())])
        );

        Assert.Empty(Store.Metrics("s"));
        Store.AddMetrics(claim, [Point("a", 0, 1)]);
        Assert.Single(Store.Metrics("s"));
    }

    [Fact]
    public void Metrics_WhileAnotherWrites_NeitherWaitsNorSeesItsWrites()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Store.AddMetrics(claim, [.. Enumerable.Range(0, 500).Select(step => Point("m", step, step))]);

        using var reading = OpenAnother().Metrics("s").GetEnumerator();
        Assert.True(reading.MoveNext());
        Store.AddMetrics(claim, [.. Enumerable.Range(500, 500).Select(step => Point("m", step, step))]);
        Store.Finish(claim, SampleSweeps.Completed, []);
        var count = 1;
        while (reading.MoveNext())
            count++;

        Assert.Equal(500, count);
        Assert.Equal(1000, Store.Metrics("s").Count());
    }

    [Fact]
    public async Task Metrics_AddedFromManyInstancesAtOnce_AreAllKept()
    {
        const int Writers = 4, Batches = 25, Points = 20;
        Store.CreateSweep(SampleSweeps.Named("s", Writers));
        var claims = Enumerable.Range(1, Writers).Select(id => Claimed("s", id)).ToList();
        var stores = claims.Select(_ => OpenAnother()).ToList();

        var writing = claims.Zip(stores).Select(pair => Task.Run(() =>
        {
            for (var batch = 0; batch < Batches; batch++)
                pair.Second.AddMetrics(
                    pair.First, [.. Enumerable.Range(batch * Points, Points).Select(step => Point("m", step, step))]);
        }));
        await Task.WhenAll(writing).WaitAsync(Patience);

        Assert.Equal(Writers * Batches * Points, Store.Metrics("s").Count());
    }
}
