using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.LiteDb;

/// <summary>What LiteDB's users report of version 5.0.21 does not happen to a store; docs/faults.md lists it.</summary>
public sealed class LiteDbKnownFaultsTests : IDisposable
{
    private const int Threads = 8, Batches = 20, BatchLength = 100;
    private const long FoldLength = 256 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeProcesses _processes = new();

    private string Log => _folder.File("sweeps-log.db");

    public void Dispose() => _folder.Dispose();

    // litedb-org/LiteDB#2554: one engine that several threads use writes damaged documents.
    [Fact]
    public async Task AddMetrics_OneStoreByManyThreads_KeepsEachPointOnce()
    {
        using var store = Open();
        store.CreateSweep(SampleSweeps.Named("s", trials: Threads));
        var claims = Enumerable
            .Range(0, Threads)
            .Select(thread => store.ClaimNext("s", _processes.Start(thread + 1))!)
            .ToList();

        await Task.WhenAll(claims.Select(claim => Task.Run(() =>
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                store.AddMetrics(claim, Points(batch));
                Assert.Equal((batch + 1) * BatchLength, store.Metrics(new TrialId("s", claim.Trial.Number)).Count());
            }
        }))).WaitAsync(TimeSpan.FromSeconds(120));

        var expected = Enumerable
            .Range(0, Threads)
            .SelectMany(trial => Enumerable.Range(0, Batches * BatchLength).Select(step => (trial, (long)step)));
        Assert.Equal(expected, store.Metrics("s").Select(point => (point.Trial, point.Point.Step)));
    }

    // litedb-org/LiteDB#2814: as long as anybody reads, the log grows without end.
    [Fact]
    public void AddMetrics_SomebodyNeverEndsReading_FoldsTheLogAllTheSame()
    {
        using var store = Open();
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = store.ClaimNext("s", _processes.Start(1))!;
        store.AddMetrics(claim, Points(0));
        using var reading = store.Metrics("s").GetEnumerator();
        Assert.True(reading.MoveNext());

        long written = 0, longest = 0;
        for (var batch = 1; batch < 5 * Batches; batch++)
        {
            var before = LogLength();
            store.AddMetrics(claim, Points(batch));
            written += Math.Max(0, LogLength() - before);
            longest = Math.Max(longest, LogLength());
        }

        Assert.InRange(longest, 1, FoldLength);
        Assert.True(written > 4 * FoldLength, $"Only {written} bytes went through the log.");
        var seen = 1;
        while (reading.MoveNext())
            seen++;
        Assert.Equal(BatchLength, seen);
    }

    // litedb-org/LiteDB#2815: an engine that only reads checkpoints the writer's log when it closes, and reads pages
    // that are half written.
    [Fact]
    public void Read_LogIsNotFoldedYet_LeavesEveryByteAsItIs()
    {
        using var store = Open();
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        store.AddMetrics(store.ClaimNext("s", _processes.Start(1))!, Points(0));
        var before = Bytes();

        using (var reader = Open(StoreAccess.Existing))
            Assert.Equal(BatchLength, reader.Metrics("s").Count());

        Assert.True(LogLength() > 0);
        Assert.Equal(before, Bytes());
    }

    private long LogLength() => new FileInfo(Log) is { Exists: true } log ? log.Length : 0;

    private Dictionary<string, byte[]> Bytes() =>
        Directory.EnumerateFiles(_folder.Path).ToDictionary(file => file, File.ReadAllBytes);

    private ITrackingStore Open(StoreAccess access = StoreAccess.Create) =>
        LiteDbTrackingStore.Open(
            _folder.File("sweeps.db"),
            access,
            new LiteDbStoreOptions
            {
                Time = new ManualTime(),
                Processes = _processes,
                FoldLength = FoldLength,
                LockPatience = TimeSpan.FromSeconds(60),
            });

    private static List<MetricPoint> Points(int batch) =>
    [
        .. Enumerable.Range(batch * BatchLength, BatchLength).Select(step =>
            new MetricPoint("train/loss", step, 0, step, DateTimeOffset.UnixEpoch)),
    ];
}
