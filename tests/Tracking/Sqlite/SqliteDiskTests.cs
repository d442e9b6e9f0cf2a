using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sqlite;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Sqlite;

/// <summary>What becomes of a store whose disk is full, read-only or has lost a part of the file.</summary>
public sealed class SqliteDiskTests : IDisposable
{
    private readonly SmallDisk _disk = new(kilobytes: 2048);
    private readonly ManualTime _time = new();
    private readonly FakeProcesses _processes = new();

    private string Path => _disk.File("sweeps.db");

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void AddMetrics_DiskIsFull_SaysSoKeepsWhatWasThereAndGoesOnOnceThereIsRoom()
    {
        using var store = Open(fullRetries: 1);
        var claim = Claimed(store);
        store.AddMetrics(claim, Points(0, 10));
        _disk.Fill();

        var fault = Assert.Throws<TrackingException>(() => store.AddMetrics(claim, Points(10, 50_000)));
        Assert.Equal($"The store '{Path}' cannot grow: the disk is full. Free some space, then try again.", fault.Message);
        Assert.Equal(10, store.Metrics("s").Count());

        _disk.Free();
        store.AddMetrics(claim, Points(10, 20));
        store.Finish(claim, SampleSweeps.Completed, []);
        Assert.Equal(20, Open(fullRetries: 0).Metrics("s").Count());
    }

    [Fact]
    public async Task AddMetrics_DiskIsBrieflyFull_WaitsForRoom()
    {
        using var store = Open(fullRetries: 8);
        var claim = Claimed(store);
        _disk.Fill();

        var adding = Task.Run(() => store.AddMetrics(claim, Points(0, 5_000)));
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        Assert.False(adding.IsCompleted, "A full disk took five thousand points.");
        _disk.Free();
        await adding.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(5_000, store.Metrics("s").Count());
    }

    [Fact]
    public void Write_DiskIsReadOnlyMeanwhile_SaysSoAndLosesNothing()
    {
        using var store = Open(fullRetries: 0);
        var claim = Claimed(store);
        store.AddMetrics(claim, Points(0, 10));
        store.Dispose();
        _disk.SetReadOnly(true);

        var fault = Assert.Throws<TrackingException>(() => Open(fullRetries: 0));
        Assert.StartsWith($"Cannot open the store '{Path}'", fault.Message, StringComparison.Ordinal);
        _disk.SetReadOnly(false);
        using var again = Open(fullRetries: 0);
        again.AddMetrics(claim, Points(10, 20));
        Assert.Equal(20, again.Metrics("s").Count());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.001)]
    public void Open_FileIsCutOff_SaysSoAndLeavesItAlone(double share)
    {
        using (var store = Open(fullRetries: 0))
            store.AddMetrics(Claimed(store), Points(0, 5_000));
        var length = (long)(new FileInfo(Path).Length * share);
        Cut(length);

        foreach (var access in Enum.GetValues<StoreAccess>())
        {
            Assert.Equal(
                $"The store '{Path}' is damaged. Put a copy in its place, or name another store with --store.",
                Assert.Throws<TrackingException>(() => Open(fullRetries: 0, access).Sweeps()).Message);
        }

        Assert.Equal(length, new FileInfo(Path).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_FileIsCutOffToNothing_IsNotTakenForANewStore(bool isArtifactLeft)
    {
        using (var store = Open(fullRetries: 0))
        {
            Claimed(store);
            if (isArtifactLeft)
                store.TrialArtifacts("s", 0);
            else
                File.Copy(Path + "-wal", _disk.File("wal"));
        }

        Cut(0);
        if (!isArtifactLeft)
            File.Move(_disk.File("wal"), Path + "-wal");

        var leftover = isArtifactLeft ? _disk.File("sweeps.artifacts/store-id") : Path + "-wal";
        foreach (var access in Enum.GetValues<StoreAccess>())
        {
            Assert.Equal(
                $"The store '{Path}' is empty, and '{leftover}' tells that it was not: it has been cut off. Put a copy in its place. To begin a new store there, move both away first.",
                Assert.Throws<TrackingException>(() => Open(fullRetries: 0, access)).Message);
        }

        Assert.True(File.Exists(leftover));
        Assert.Equal(0, new FileInfo(Path).Length);
    }

    private void Cut(long length)
    {
        using var file = File.OpenWrite(Path);
        file.SetLength(length);
    }

    private SqliteTrackingStore Open(int fullRetries, StoreAccess access = StoreAccess.Create) => SqliteTrackingStore.Open(
        Path, access, new SqliteStoreOptions { Time = _time, Processes = _processes, FullRetries = fullRetries });

    private Claim Claimed(SqliteTrackingStore store)
    {
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        return store.ClaimNext("s", _processes.Start(7))!;
    }

    private List<MetricPoint> Points(int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(step => new MetricPoint("train/loss", step, 0, step, _time.GetUtcNow()))];
}
