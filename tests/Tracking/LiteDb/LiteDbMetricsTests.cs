using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.LiteDb;

/// <summary>Chunks of points, and what LiteDB cannot keep.</summary>
public sealed class LiteDbMetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly FakeProcesses _processes = new();
    private readonly ITrackingStore _store;

    public LiteDbMetricsTests() => _store = LiteDbTrackingStore.Open(
        _folder.File("sweeps.db"), StoreAccess.Create, new LiteDbStoreOptions { Time = _time, Processes = _processes });

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AddMetrics_BatchesAnywhereAmongOthersAndRewindings_AreWhatASortedListSays(int seed)
    {
        const int Steps = 4000;
        var random = new Random(seed);
        var claim = Claimed();
        var expected = new SortedDictionary<(string, long), double>(
            Comparer<(string Metric, long Step)>.Create(
                (left, right) =>
                    string.CompareOrdinal(left.Metric, right.Metric) is var order && order != 0
                        ? order
                        : left.Step.CompareTo(right.Step)));
        for (var round = 0; round < 60; round++)
        {
            if (random.Next(12) == 0)
            {
                var step = random.Next(Steps);
                _store.Rewind(claim, step);
                foreach (var key in expected.Keys.Where(key => key.Item2 >= step).ToList())
                    expected.Remove(key);
                continue;
            }

            var first = random.Next(Steps);
            var points = Enumerable
                .Range(first, random.Next(1, 1200))
                .Where(_ => random.Next(3) > 0)
                .SelectMany(step =>
                    new[] { Point("b", step, random.NextDouble()), Point("a", step, random.NextDouble()) }
                )
                .Where(point => !expected.ContainsKey((point.Metric, point.Step)))
                .OrderBy(_ => random.Next())
                .ToList();
            _store.AddMetrics(claim, points);
            foreach (var point in points)
                expected.Add((point.Metric, point.Step), point.Value);
            if (points.Count > 0)
                Assert.Throws<ArgumentException>(() => _store.AddMetrics(claim, [Point("a", Steps * 2, 0), points[0]]));
        }

        Assert.Equal(
            expected.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value)),
            _store.Metrics("s").Select(point => (point.Point.Metric, point.Point.Step, point.Point.Value)));
    }

    [Fact]
    public void AddMetrics_NamesOfAnyText_ReadBackInOrdinalOrder()
    {
        string[] names = ["", " ", " a ", "\0", "a\0b", "A", "a", "ä", "\uFFFF", new string('x', 5000)];
        var claim = Claimed();

        _store.AddMetrics(claim, [.. names.Reverse().Select(name => Point(name, 0, 1))]);

        Assert.Equal(names.Order(StringComparer.Ordinal), _store.Metrics("s").Select(point => point.Point.Metric));
        Assert.All(names, name => Assert.Single(_store.Metrics(new TrialId("s", 0), name)));
    }

    [Fact]
    public void CreateSweep_TextsOfAnyLengthUpToLiteDbsLimit_AreKept()
    {
        var text = new string('x', 8_000_000);

        _store.CreateSweep(SampleSweeps.Named("large") with { ConfigText = text, ConfigJson = "\0 " });

        Assert.Equal(
            (text, "\0 "),
            (_store.FindSweep("large")!.Definition.ConfigText, _store.FindSweep("large")!.Definition.ConfigJson));
    }

    [Fact]
    public void CreateSweep_TextsBeyondLiteDbsLimit_SaysSoAndWritesNothing()
    {
        var fault = Assert.Throws<TrackingException>(() =>
            _store.CreateSweep(SampleSweeps.Named("large") with { ConfigText = new string('x', 17_000_000) })
        );

        Assert.Equal(
            $"The store '{_folder.File("sweeps.db")}' cannot keep a document of more than about 16 MB, "
                + "such as a sweep with its config and provenance, or a trial with its error: LiteDB "
                + "limits the size of a document. Shorten it, or use sqlite:PATH.",
            fault.Message);
        Assert.Empty(_store.Sweeps());
        Assert.Empty(_store.Trials("large"));
    }

    [Fact]
    public void CreateSweep_NameBeyondLiteDbsLimit_SaysSo()
    {
        var fault = Assert.Throws<TrackingException>(() =>
            _store.CreateSweep(SampleSweeps.Named(new string('x', 1100)))
        );

        Assert.Equal(
            $"The store '{_folder.File("sweeps.db")}' cannot keep a name of more than about a thousand "
                + "bytes: LiteDB limits the length of its keys. Choose a shorter name, or use sqlite:PATH.",
            fault.Message);
        Assert.Empty(_store.Sweeps());
    }

    private Claim Claimed()
    {
        _store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        return _store.ClaimNext("s", _processes.Start(7))!;
    }

    private MetricPoint Point(string metric, long step, double value) => new(metric, step, 0, value, _time.GetUtcNow());
}
