using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

/// <summary>What becomes of a store whose disk is full, read-only or has lost a part of the file. One sealed subclass a
/// kind of store runs it, and adds its own.</summary>
public abstract class StoreDiskTests : IDisposable
{
    internal SmallDisk Disk { get; } = new(kilobytes: 2048);

    internal ManualTime Time { get; } = new();

    internal FakeProcesses Processes { get; } = new();

    protected string Path => Disk.File("sweeps.db");

    public void Dispose()
    {
        Disk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void AddMetrics_DiskIsFull_SaysSoKeepsWhatWasThereAndGoesOnOnceThereIsRoom()
    {
        using var store = Open(fullRetries: 1);
        var claim = Claimed(store);
        store.AddMetrics(claim, Points(0, 10));
        Disk.Fill();

        var fault = Assert.Throws<TrackingException>(() => store.AddMetrics(claim, Points(10, 50_000)));
        Assert.Equal(
            $"The store '{Path}' cannot grow: the disk is full. Free some space, then try again.", fault.Message);
        Assert.Equal(10, store.Metrics("s").Count());

        Disk.Free();
        store.AddMetrics(claim, Points(10, 20));
        store.Finish(claim, SampleSweeps.Completed, []);
        Assert.Equal(20, Open(fullRetries: 0).Metrics("s").Count());
    }

    [Fact]
    public async Task AddMetrics_DiskIsBrieflyFull_WaitsForRoom()
    {
        using var store = Open(fullRetries: 8);
        var claim = Claimed(store);
        Disk.Fill();

        var adding = Task.Run(() => store.AddMetrics(claim, Points(0, 5_000)));
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        Assert.False(adding.IsCompleted, "A full disk took five thousand points.");
        Disk.Free();
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
        Disk.SetReadOnly(true);

        var fault = Assert.Throws<TrackingException>(() => Open(fullRetries: 0));
        Assert.Equal(
            $"Cannot write to the store '{Path}': the file or its folder is read-only. Change the permissions, or "
                + "name another store with --store.",
            fault.Message);
        Disk.SetReadOnly(false);
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

    /// <summary>Opens the store on the disk.</summary>
    /// <param name="fullRetries">How often a try that met a full disk is repeated.</param>
    /// <param name="access">Whether one that is not there is made.</param>
    protected abstract ITrackingStore Open(int fullRetries, StoreAccess access = StoreAccess.Create);

    protected void Cut(long length)
    {
        using var file = File.OpenWrite(Path);
        file.SetLength(length);
    }

    protected Claim Claimed(ITrackingStore store)
    {
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        return store.ClaimNext("s", Processes.Start(7))!;
    }

    protected List<MetricPoint> Points(int from, int to) =>
        [
            .. Enumerable
                .Range(from, to - from)
                .Select(step => new MetricPoint("train/loss", step, 0, step, Time.GetUtcNow())),
        ];
}
