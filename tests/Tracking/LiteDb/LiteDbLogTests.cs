using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.LiteDb;

/// <summary>What of a log is relied upon that a killed process, or a machine that lost its power, has left.</summary>
public sealed class LiteDbLogTests : IDisposable
{
    private const int Synced = 700, Added = 900;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeProcesses _processes = new();

    // One that is disposed folds its log: these are, when all is over.
    private readonly List<ITrackingStore> _killed = [];

    private string Path => _folder.File("sweeps.db");

    private string Log => _folder.File("sweeps-log.db");

    private string Seal => Path + "-lock";

    public void Dispose()
    {
        _killed.ForEach(store => store.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void Open_CommitWasCutOffAnywhereByAKill_HasWhatWasThereBefore()
    {
        var (before, after) = SaveAndAdd();
        var sealOfBefore = before.Seal;
        for (var length = before.Log.Length; length < after.Log.Length; length += 1024)
        {
            Restore(after with { Log = after.Log[..length], Seal = sealOfBefore });
            AssertHolds(Synced);
            // Nothing of the killed one's is taken for a part of what is written next.
            AssertGoesOn(Synced);
        }
    }

    [Fact]
    public void Open_KilledBetweenCommitAndSeal_HasTheCommitAndSealsItWithTheNext()
    {
        var (before, after) = SaveAndAdd();

        Restore(after with { Seal = before.Seal });

        AssertHolds(Added);
        AssertGoesOn(Added);
    }

    [Fact]
    public void Open_AfterABootWithTheLogWhole_HasAllOfIt()
    {
        var (_, after) = SaveAndAdd();
        Restore(after);
        Reboot();

        AssertHolds(Added);
        AssertGoesOn(Added);
    }

    [Fact]
    public void Open_PowerWasLostAndAPageOfTheUnsyncedWithIt_HasWhatWasSynced()
    {
        var (before, after) = SaveAndAdd();
        for (var page = before.Log.Length; page < after.Log.Length; page += LiteDbFiles.PageLength)
        {
            // LiteDB would take the last page for the confirmation of the others, whatever is in them.
            var log = after.Log.ToArray();
            Array.Clear(log, page, LiteDbFiles.PageLength);
            Restore(after with { Log = log });
            Reboot();

            AssertHolds(Synced);
            AssertGoesOn(Synced);
        }
    }

    [Fact]
    public void Open_PowerWasLostWithTheNewestSeal_HasWhatWasSynced()
    {
        var (before, after) = SaveAndAdd();
        Restore(after with { Seal = before.Seal });
        Reboot();

        AssertHolds(Synced);
        AssertGoesOn(Synced);
    }

    [Fact]
    public void Open_PowerWasLostWhileTheLogWasFolded_FindsInTheLogWhatTheFileMissesOrHasInPart()
    {
        var before = Saved();
        using (var store = Open())
        {
            // Closing a store that has written folds the log.
            store.AddEvent(new NewEvent("s", null, "note", ""));
        }

        var folded = File.ReadAllBytes(Path);
        var random = new Random(1);
        for (var round = 0; round < 30; round++)
        {
            var torn = before.File.Concat(new byte[folded.Length - before.File.Length]).ToArray();
            for (var block = 0; block < torn.Length; block += LiteDbFiles.PageLength / 2)
            {
                if (random.Next(2) == 0)
                    Array.Copy(folded, block, torn, block, LiteDbFiles.PageLength / 2);
            }

            Restore(before with { File = torn[..random.Next(before.File.Length, torn.Length + 1)] });
            Reboot();

            AssertHolds(Synced);
            AssertGoesOn(Synced);
        }
    }

    [Fact]
    public void Open_KilledBetweenFoldAndNewSeal_TrustsNoLaterPageForTheOldSealsSake()
    {
        var before = Saved();
        using (var store = Open())
            store.AddEvent(new NewEvent("s", null, "note", ""));
        File.WriteAllBytes(Seal, before.Seal);
        var later = OpenToBeKilled();
        later.AddMetrics(Claim(later), Points(Synced, Added));
        var log = File.ReadAllBytes(Log);
        Array.Clear(log, 0, LiteDbFiles.PageLength);
        Restore(Taken() with { Log = log });
        Reboot();

        AssertHolds(Synced);
    }

    private (State Before, State After) SaveAndAdd()
    {
        var before = Saved();
        var store = OpenToBeKilled();
        store.AddMetrics(Claim(store), Points(Synced, Added));
        var after = Taken();
        Assert.Equal(before.Log, after.Log[..before.Log.Length]);
        Assert.True(after.Log.Length >= before.Log.Length + (3 * LiteDbFiles.PageLength));
        return (before, after);
    }

    // A checkpoint is synced, and all before it.
    private State Saved()
    {
        var store = OpenToBeKilled();
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = store.ClaimNext("s", _processes.Start(7))!;
        store.AddMetrics(claim, Points(0, Synced / 2));
        store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(Synced), Points(Synced / 2, Synced));
        return Taken();
    }

    private void AssertHolds(int points)
    {
        using var store = Open();
        Assert.Equal(
            Enumerable.Range(0, points).Select(step => (long)step),
            store.Metrics(new TrialId("s", 0)).Select(point => point.Point.Step));
        Assert.Equal([SampleSweeps.Checkpoint(Synced)], store.Checkpoints(new TrialId("s", 0)));
    }

    private void AssertGoesOn(int points)
    {
        using (var store = Open())
            store.AddMetrics(Claim(store), Points(points, points + 600));
        AssertHolds(points + 600);
    }

    private static Claim Claim(ITrackingStore store)
    {
        var trial = store.FindTrial(new TrialId("s", 0))!;
        return new Claim(trial, trial.Attempts);
    }

    private void Reboot() => _processes.Current = _processes.Current with { BootId = "another" };

    private ITrackingStore Open() => LiteDbTrackingStore.Open(
        Path, StoreAccess.Create, new LiteDbStoreOptions { Time = new ManualTime(), Processes = _processes });

    private ITrackingStore OpenToBeKilled()
    {
        var store = Open();
        _killed.Add(store);
        return store;
    }

    private State Taken() => new(File.ReadAllBytes(Path), File.ReadAllBytes(Log), File.ReadAllBytes(Seal));

    private void Restore(State state)
    {
        File.WriteAllBytes(Path, state.File);
        File.WriteAllBytes(Log, state.Log);
        File.WriteAllBytes(Seal, state.Seal);
        _processes.Current = _processes.Current with { BootId = "boot-1" };
    }

    private static List<MetricPoint> Points(int from, int to) =>
        [
            .. Enumerable
                .Range(from, to - from)
                .Select(step => new MetricPoint("train/loss", step, 0, step, new ManualTime().GetUtcNow())),
        ];

    /// <summary>The three files of a store at one moment.</summary>
    private sealed record State(byte[] File, byte[] Log, byte[] Seal);
}
