using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Sql.Sqlite;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    private static readonly double[] Values =
        [1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, 1.0 / 3];

    private static readonly DateTime Modified = new(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static readonly string[] LeftOut = ["2/attempt-1.log", "4/attempt-1.log"];

    private readonly Lazy<TemporaryFolder> _others = new(() => new TemporaryFolder());

    /// <summary>The kinds of store that a sweep is copied from and back to.</summary>
    public static TheoryData<string> OtherKinds => [LiteDbTrackingStore.Scheme, SqliteTrackingStore.Scheme];

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void CopyFrom_SweepInEveryState_HasAllOfItAndIsTheSameWhenItCameBack(string kind)
    {
        using var other = OpenOther(kind);
        Fill(other, "s");

        var copied = Store.CopyFrom(other, "s");
        AssertSame(other, OpenAnother());
        using var back = OpenOther(kind, "back.db");
        back.CopyFrom(Store, "s");

        Assert.All(Store.Files("s"), file => Assert.Equal(Modified, file.ModifiedUtc));
        Assert.Equivalent(new SweepCopy(8, 15, 5, 38, IsReplacement: false, LeftOut), copied, strict: true);
        AssertSame(other, back);
    }

    [Fact]
    public void CopyFrom_SweepThatKeepsItsFilesInTheStore_HasAllOfThemThereAndBackInAFolder()
    {
        using var other = OpenOther();
        Fill(other, "s", """{"artifacts":"store"}""");

        Store.CopyFrom(other, "s");
        AssertSame(other, Store);
        Assert.Equal(Store.FilesOf("s").AreInStore, !Directory.Exists(Store.SweepArtifacts("s")));
        using var back = OpenOther(name: "back.db");
        back.CopyFrom(Store, "s");
        AssertSame(other, back);

        Checkpointed(back, steps: 20, new string('x', 3 << 20));
        Store.CopyFrom(back, "s");
        AssertSame(back, Store);
    }

    [Fact]
    public void CopyFrom_ManyPointsOfATrial_KeepsEachBitAndTheirOrder()
    {
        using var other = OpenOther();
        other.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var points = Enumerable.Range(0, 20_000).Select(step => Point("train/loss", step, Math.Sin(step))).ToList();
        for (var trial = 0; trial < 2; trial++)
            other.AddMetrics(other.ClaimNext("s", Processes.Start(7 + trial))!, points);
        Processes.Kill(7);
        Processes.Kill(8);

        Assert.Equal(40_000, Store.CopyFrom(other, "s").Points);

        Assert.Equal(other.Metrics("s"), Store.Metrics("s"));
    }

    [Fact]
    public void CopyFrom_TrialRuns_IsRefusedUntilItsOwnerIsDead()
    {
        using var other = OpenOther();
        other.CreateSweep(SampleSweeps.Named("s"));
        var claim = other.ClaimNext("s", Processes.Start(7))!;

        var refused = Assert.Throws<SweepRunningException>(() => Store.CopyFrom(other, "s"));
        Assert.Equal("A trial of the sweep 's' is running. Stop it, then copy the sweep.", refused.Message);
        Assert.Null(Store.FindSweep("s"));

        other.AddMetrics(claim, [Point("train/loss", 0, 1)]);
        Processes.Kill(7);
        Store.CopyFrom(other, "s");
        var trial = Store.FindTrial(new TrialId("s", 0))!;
        Assert.Equal((Outcome.Queued, 1, null), (trial.Outcome, trial.Attempts, trial.StartedUtc));
        var attempt = Assert.Single(Store.Attempts(trial.Id));
        Assert.Equal(
            (AttemptEnding.Died, false, 1L, Time.GetUtcNow()),
            (attempt.Ending, attempt.IsDeathSeen, attempt.StepsAfter, attempt.EndedUtc));
        Assert.Equal(Outcome.Running, other.FindTrial(trial.Id)!.Outcome);
        Assert.Equal(2, Claimed("s", processId: 8).Attempt);
    }

    [Fact]
    public void CopyFrom_TrialRunsInThisStore_IsRefused()
    {
        using var other = OpenOther();
        other.CreateSweep(SampleSweeps.Named("s"));
        Store.CopyFrom(other, "s");
        Claimed("s");

        Assert.Throws<SweepRunningException>(() => Store.CopyFrom(other, "s"));
        Assert.Equal(1, Store.RunningTrials("s"));
    }

    [Fact]
    public void CopyFrom_NoSuchSweep_IsRefused()
    {
        using var other = OpenOther();

        var refused = Assert.Throws<SweepMissingException>(() => Store.CopyFrom(other, "s"));

        Assert.Equal($"There is no sweep 's' in the store '{other.Url}'.", refused.Message);
    }

    [Fact]
    public void CopyFrom_SweepWentOnElsewhere_ReplacesTheEarlierOneWithItsFilesAndKeepsItsLogs()
    {
        using var other = OpenOther();
        Store.CreateSweep(SampleSweeps.Named("s"));
        Store.CreateSweep(SampleSweeps.Named("kept"));
        Checkpointed(Store, steps: 10, "first");
        Write(Store, 0, "attempt-1.log", "of attempt 1");
        other.CopyFrom(Store, "s");
        File.Delete(Path.Join(other.SweepArtifacts("s"), "0/attempt-1.log"));
        Checkpointed(other, steps: 20, "second");

        var copied = Store.CopyFrom(other, "s");

        Assert.True(copied.IsReplacement);
        Assert.Equal(2, Store.Attempts(new TrialId("s", 0)).Count);
        Assert.Equal([20, 10], Store.Checkpoints(new TrialId("s", 0)).Select(checkpoint => checkpoint.Steps));
        Assert.Equal("second", File.ReadAllText(Path.Join(Store.SweepArtifacts("s"), "0/checkpoint-20")));
        Assert.Equal("of attempt 1", File.ReadAllText(Path.Join(Store.SweepArtifacts("s"), "0/attempt-1.log")));
        Assert.Equal(4, Store.Trials("kept").Count);
        Assert.Empty(Directory.GetDirectories(Path.Join(Store.ArtifactsFolder, "incoming")));
    }

    [Fact]
    public void CopyFrom_SweepWentOnInBothStores_IsRefusedWithWhatDiffersAndChangesNothing()
    {
        using var other = OpenOther();
        Store.CreateSweep(SampleSweeps.Named("s", trials: 5));
        other.CopyFrom(Store, "s");
        foreach (var store in new[] { Store, other })
        {
            var trials = store == other ? 4 : 5;
            for (var trial = 0; trial < trials; trial++)
            {
                var claim = store.ClaimNext("s", Processes.Start(store == other ? 8 : 9))!;
                store.Finish(claim, SampleSweeps.Completed, []);
            }
        }

        Store.AddEvent(new NewEvent("s", null, "note", "here"));
        var before = Store.Contents("s");

        var refused = Assert.Throws<SweepDiffersException>(() => Store.CopyFrom(other, "s"));

        Assert.Equal(
            $"The store '{Store.Url}' has a sweep 's' too, and the one in '{other.Url}' does not contain all of it: "
                + "attempt 1 of trial 0 is another one; attempt 1 of trial 1 is another one; attempt 1 of trial 2 is "
                + "another one; and 3 more. Nothing was changed. Delete one of the two, or copy to another store.",
            refused.Message);
        Assert.Equivalent(before, Store.Contents("s"), strict: true);
    }

    [Fact]
    public void CopyFrom_RetriedElsewhere_ReplacesTheFailure()
    {
        using var other = OpenOther();
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Store.Finish(Claimed("s"), SampleSweeps.Completed with { Outcome = Outcome.Failed }, []);
        other.CopyFrom(Store, "s");
        other.Requeue("s", _ => true, fromStart: false);
        Store.CopyFrom(other, "s");
        Assert.Equal(Outcome.Queued, Store.FindTrial(new TrialId("s", 0))!.Outcome);

        other.Finish(other.ClaimNext("s", Processes.Start(8))!, SampleSweeps.Completed, []);
        Store.CopyFrom(other, "s");

        Assert.Equal(Outcome.Completed, Store.FindTrial(new TrialId("s", 0))!.Outcome);
    }

    [Theory]
    [InlineData(true, "is missing")]
    [InlineData(false, "is damaged: its checksum differs")]
    public void CopyFrom_CheckpointUnfit_IsRefusedAndLeavesNothing(bool isMissing, string how)
    {
        using var other = OpenOther();
        other.CreateSweep(SampleSweeps.Named("s"));
        Checkpointed(other, steps: 10, "content");
        var file = Path.Join(other.SweepArtifacts("s"), "0/checkpoint-10");
        if (isMissing)
            File.Delete(file);
        else
            File.WriteAllText(file, "c0ntent");

        var refused = Assert.Throws<TrackingException>(() => Store.CopyFrom(other, "s"));

        Assert.Equal(
            $"The checkpoint '0/checkpoint-10' of trial s/0 {how}, and the trial would lose the steps up to it. "
                + "Nothing was copied. Resume the sweep where it is until the trial has ended or has another "
                + "checkpoint, then copy it.",
            refused.Message);
        Assert.Null(Store.FindSweep("s"));
        Assert.Empty(Store.Files("s"));
    }

    [Fact]
    public void CopyFrom_SweepChangesMeanwhile_IsRefusedAndLeavesNothing()
    {
        using var other = OpenOther();
        other.CreateSweep(SampleSweeps.Named("s"));
        var changing = StoreThatChanges.Around(other, () => other.AddEvent(new NewEvent("s", null, "note", "x")));

        var refused = Assert.Throws<TrackingException>(() => Store.CopyFrom(changing, "s"));

        Assert.Equal(
            $"The sweep 's' in '{other.Url}' was changed while it was copied. Nothing was copied. End what runs it, "
                + "then copy it again.",
            refused.Message);
        Assert.Null(Store.FindSweep("s"));
    }

    /// <summary>Another store of a kind, with the same clock and processes.</summary>
    private ITrackingStore OpenOther(string kind = LiteDbTrackingStore.Scheme, string name = "other.db")
    {
        var path = _others.Value.File($"{kind}-{name}");
        return kind == LiteDbTrackingStore.Scheme
            ? LiteDbTrackingStore.Open(path, StoreAccess.Create, new() { Time = Time, Processes = Processes })
            : SqliteTrackingStore.Open(path, StoreAccess.Create, new() { Time = Time, Processes = Processes });
    }

    // Trials of every outcome, with whatever can belong to one.
    private void Fill(ITrackingStore store, string sweep, string configJson = "{}")
    {
        store.CreateSweep(SampleSweeps.Named(sweep, trials: 7) with
        {
            ConfigJson = configJson,
            Description = Nasty,
            ConfigText = Nasty,
            Overrides = [Nasty],
            SpacePaths = ["a", "b"],
            IsObjectiveMaximized = false,
            Threads = 3,
            Beginning = new NewDecision(DecisionKind.Begin, "begun"),
        });
        Outcome[] ends = [Outcome.Completed, Outcome.Failed, Outcome.Diverged, Outcome.Cancelled];
        foreach (var (number, outcome) in ends.Index())
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));
            var claim = store.ClaimNext(sweep, Processes.Start(7), keepsLog: true)!;
            if (number != 2)
                Write(store, number, "attempt-1.log", $"log of {number}");
            store.AddEvent(new NewEvent(sweep, number, "note", Nasty));
            var points = number == 1 ? Values.Index().SelectMany(Points).ToList() : [];
            store.Finish(
                claim,
                new TrialEnd
                {
                    Outcome = outcome,
                    Kind = Nasty,
                    Step = long.MaxValue,
                    Epochs = 2,
                    Steps = 14,
                    LastFiniteLoss = 0.1,
                    ElapsedSeconds = 1 / 3.0,
                    Error = Nasty,
                    DivergenceJson = "{}",
                },
                points);
        }

        Checkpointed(store, steps: 10, "content", sweep);
        store.Pause(store.ClaimNext(sweep, Processes.Start(8))!, []);
        store.Release(store.ClaimNext(sweep, Processes.Start(8))!, "a fault");
        store.Decide(sweep, 1, new NewDecision(DecisionKind.Propose, Nasty)
        {
            FactsJson = """{"a":1}""",
            Added = [SampleSweeps.Trial(7) with { PauseAfterEpochs = 3, Data = new DataFacts(1, 2, 3, 1 / 3.0) }],
        });
        store.RequestStop(sweep);
        Write(store, 0, "checkpoints/deep/x", "program");
        Directory.CreateDirectory(Path.Join(store.SweepArtifacts(sweep), ArtifactNames.Report));
        File.WriteAllText(Path.Join(store.SweepArtifacts(sweep), ArtifactNames.Report, "report.html"), "report");

        IEnumerable<MetricPoint> Points((int Index, double Item) value) =>
            [Point("train/loss", value.Index, value.Item), Point("val/é", value.Index * 5, value.Item)];
    }

    // The first trial that waits has a checkpoint with its file, and waits again.
    private void Checkpointed(ITrackingStore store, long steps, string content, string sweep = "s")
    {
        var claim = store.ClaimNext(sweep, Processes.Start(9), keepsLog: true)!;
        var checkpoint = SampleSweeps.Checkpoint(steps) with { Sha256 = Sha256(content), Bytes = content.Length };
        Write(store, claim.Trial.Number, checkpoint.File, content);
        store.SaveCheckpoint(claim, checkpoint, [Point("train/loss", steps - 1, 1)]);
        store.Release(claim);
    }

    private static string Sha256(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static void Write(ITrackingStore store, int trial, string name, string content)
    {
        var path = Path.Join(store.TrialArtifacts(new TrialId("s", trial)), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, Modified);
    }

    private static void AssertSame(ITrackingStore expected, ITrackingStore actual)
    {
        Assert.Equivalent(Known(expected), Known(actual), strict: true);
        Assert.Equal(expected.Metrics("s").Select(Bits), actual.Metrics("s").Select(Bits));
        Assert.Equal(
            expected.Files("s").Select(file => (file.Path, file.Bytes)),
            actual.Files("s").Select(file => (file.Path, file.Bytes)));
        Assert.Equal(ContentsOf(expected), ContentsOf(actual));
        Assert.Equal(expected.IsStopRequested("s"), actual.IsStopRequested("s"));
        Assert.Equal(
            expected.Attempts("s").Select(attempt => Path.GetFileName(attempt.LogPath)),
            actual.Attempts("s").Select(attempt => Path.GetFileName(attempt.LogPath)));
    }

    // Kinds of store have types of their own for what a sweep is.
    private static SweepContents Known(ITrackingStore store)
    {
        var contents = store.Contents("s")!;
        var sweep = contents.Sweep with { Definition = new NewSweep(contents.Sweep.Definition, []) };
        return contents with { Sweep = sweep };
    }

    private static (int, MetricPoint, long) Bits(TrialMetricPoint point) =>
        (point.Trial, point.Point with { Value = 0 }, BitConverter.DoubleToInt64Bits(point.Point.Value));

    private static IEnumerable<string> ContentsOf(ITrackingStore store) => store.Files("s").Select(file =>
    {
        using var reader = new StreamReader(store.OpenFile("s", file));
        return reader.ReadToEnd();
    });
}

/// <summary>A store that changes when its points are read.</summary>
public class StoreThatChanges : DispatchProxy
{
    private ITrackingStore? _store;
    private Action? _change;

    /// <summary>Wraps a store.</summary>
    public static ITrackingStore Around(ITrackingStore store, Action change)
    {
        var proxy = Create<ITrackingStore, StoreThatChanges>();
        (((StoreThatChanges)proxy)._store, ((StoreThatChanges)proxy)._change) = (store, change);
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(ITrackingStore.Metrics))
            _change!();
        return targetMethod.Invoke(_store, args);
    }
}
