using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    private const string Nasty = "a'b\"c;--\n\r\t<b>&é漢🜚 %s {0} \\ \u0001";

    [Fact]
    public void CreateSweep_EveryField_ReadsBackFromAnotherInstance()
    {
        var written = new NewSweep
        {
            Name = "nasty-1",
            Description = Nasty,
            ConfigText = "// comment\n{ \"a\": 1 }" + Nasty,
            ConfigJson = """{"a":1}""",
            Overrides = ["optimizer.lr=0.1", Nasty],
            SpacePaths = ["init.name", Nasty],
            ObjectiveMetric = "val/loss",
            IsObjectiveMaximized = false,
            Device = "cuda",
            Threads = 3,
            ProvenanceJson = """{"host":"x"}""",
            Trials = [],
        };

        var created = Store.CreateSweep(written);
        var found = OpenAnother().FindSweep("nasty-1")!;

        Assert.Equivalent(written, new NewSweep(found.Definition, []), strict: true);
        Assert.Equivalent(written, new NewSweep(created.Definition, []), strict: true);
        Assert.Equal(Time.GetUtcNow(), found.CreatedUtc);
        Assert.Equal(TimeSpan.Zero, found.CreatedUtc.Offset);
        Assert.Equal(0, found.TrialCount);
    }

    [Fact]
    public void CreateSweep_WithoutDescription_KeepsNull()
    {
        Store.CreateSweep(SampleSweeps.Named("plain"));

        Assert.Null(Store.FindSweep("plain")!.Definition.Description);
        Assert.Empty(Store.FindSweep("plain")!.Definition.Overrides);
    }

    [Fact]
    public void CreateSweep_Trials_AreQueuedInPlanOrderWithEveryField()
    {
        var trial = new NewTrial
        {
            Cell = 5,
            Seed = long.MaxValue,
            Identity = Nasty,
            ConfigJson = """{"lr":0.1}""",
            SpaceValues = ["\"normal\"", null, """{"name":"sgd"}""", Nasty],
            Data = new DataFacts(12_000, 5000, 10, 1 / 3.0),
        };
        Store.CreateSweep(SampleSweeps.Named("s") with { Trials = [trial, SampleSweeps.Trial(1)] });

        var trials = Store.Trials("s");

        Assert.Equal([0, 1], trials.Select(read => read.Number));
        Assert.Equivalent(trial, trials[0].Definition, strict: true);
        Assert.Equivalent(trials[1], Store.FindTrial(new TrialId("s", 1)), strict: true);
        Assert.Equal(2, Store.FindSweep("s")!.TrialCount);
        Assert.All(trials, read =>
        {
            Assert.Equal("s", read.Sweep);
            Assert.Equal(Outcome.Queued, read.Outcome);
            Assert.Equal(0, read.Attempts);
            Assert.Null(read.End);
            Assert.Null(read.StartedUtc);
            Assert.Null(read.EndedUtc);
        });
    }

    [Fact]
    public void CreateSweep_NameTaken_IsRefusedAndChangesNothing()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));

        var exception = Assert.Throws<SweepExistsException>(() =>
            OpenAnother().CreateSweep(SampleSweeps.Named("s", trials: 3))
        );

        Assert.Equal("A sweep named 's' already exists in the store.", exception.Message);
        Assert.Equal(2, Store.Trials("s").Count);
    }

    [Fact]
    public void CreateSweep_IdentityTwice_IsRefusedWhole()
    {
        var twice = SampleSweeps.Named("s") with
        {
            Trials = [SampleSweeps.Trial(0), SampleSweeps.Trial(1), SampleSweeps.Trial(0)],
        };

        var exception = Assert.Throws<ArgumentException>(() => Store.CreateSweep(twice));

        Assert.Equal("Trials 0 and 2 of 's' have the same identity. (Parameter 'sweep')", exception.Message);
        Assert.Null(Store.FindSweep("s"));
        Assert.Empty(Store.Trials("s"));
    }

    [Fact]
    public void CreateSweep_SameIdentitiesInTwoSweeps_AreBothKept()
    {
        Store.CreateSweep(SampleSweeps.Named("a"));
        Store.CreateSweep(SampleSweeps.Named("b"));

        Assert.Equal(4, Store.Trials("b").Count);
    }

    [Fact]
    public void Sweeps_Several_AreListedOldestFirst()
    {
        foreach (var name in new[] { "zeta", "alpha", "mid" })
        {
            Store.CreateSweep(SampleSweeps.Named(name));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["zeta", "alpha", "mid"], Store.Sweeps().Select(sweep => sweep.Definition.Name));
    }

    [Fact]
    public void Find_NothingThere_IsNullOrEmpty()
    {
        Assert.Null(Store.FindSweep("s"));
        Assert.Null(Store.FindTrial(new TrialId("s", 0)));
        Assert.Empty(Store.Sweeps());
        Assert.Empty(Store.Trials("s"));
        Assert.Empty(Store.Events("s"));
        Assert.Empty(Store.Metrics("s"));
        Assert.Empty(Store.OutcomeCounts("s"));
        Assert.Empty(Store.Checkpoints(new TrialId("s", 0)));
        Assert.Empty(Store.Attempts(new TrialId("s", 0)));
        Assert.Null(Store.LastAttemptOf("s", Processes.Start(7)));
        Assert.Equal(0, Store.DeathsWithoutProgress(new TrialId("s", 0)));
        Assert.Equal(0, Store.Requeue("s", _ => true, fromStart: false));
        Assert.False(Store.DeleteSweep("s"));
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Assert.Null(Store.FindTrial(new TrialId("s", 1)));
    }

    [Fact]
    public void FindSweep_NameInAnotherCase_IsAnotherName()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));

        Assert.Null(Store.FindSweep("S"));
    }

    [Fact]
    public void OutcomeCounts_SomeClaimedSomeEnded_CountsEach()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));
        Store.Finish(Claimed("s"), SampleSweeps.Completed, []);
        Claimed("s");

        var counts = Store.OutcomeCounts("s");

        Assert.Equal(
            new Dictionary<Outcome, int> { [Outcome.Queued] = 2, [Outcome.Running] = 1, [Outcome.Completed] = 1 },
            counts.OrderBy(count => count.Key).ToDictionary());
    }

    [Fact]
    public void IsDone_WhileATrialIsQueuedOrRunning_IsFalse()
    {
        Assert.True(Store.IsDone("s"));
        Store.CreateSweep(SampleSweeps.Named("other"));
        Store.CreateSweep(SampleSweeps.Named("s", trials: 3));
        Assert.False(Store.IsDone("s"));

        var claims = Enumerable.Range(0, 3).Select(_ => Claimed("s")).ToList();
        Assert.False(Store.IsDone("s"));
        Store.Finish(claims[0], SampleSweeps.Completed, []);
        Store.Finish(claims[1], SampleSweeps.Completed with { Outcome = Outcome.Failed }, []);
        Assert.False(Store.IsDone("s"));
        Store.Finish(claims[2], SampleSweeps.Completed, []);
        Assert.True(Store.IsDone("s"));

        Store.Requeue("s", _ => true, fromStart: false);
        Assert.False(Store.IsDone("s"));
    }

    [Fact]
    public void DeleteSweep_WithTrialsMetricsEventsArtifacts_LeavesNothingOfItAndAllOfTheOthers()
    {
        foreach (var name in new[] { "gone", "kept" })
        {
            Store.CreateSweep(SampleSweeps.Named(name));
            var claim = Claimed(name);
            Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(steps: 1), []);
            Store.Finish(claim, SampleSweeps.Completed with { Outcome = Outcome.Failed }, [Point("val/loss", 1, 2)]);
            Store.AddEvent(new NewEvent(name, null, "note", "hello"));
            File.WriteAllText(Path.Join(Store.TrialArtifacts(new TrialId(name, 0)), "log.txt"), name);
        }

        Assert.True(Store.DeleteSweep("gone"));

        Assert.Null(Store.FindSweep("gone"));
        Assert.Empty(Store.Trials("gone"));
        Assert.Empty(Store.Metrics("gone"));
        Assert.Empty(Store.Events("gone"));
        Assert.Empty(Store.Checkpoints(new TrialId("gone", 0)));
        Assert.Empty(Store.Attempts(new TrialId("gone", 0)));
        Assert.False(Directory.Exists(Store.SweepArtifacts("gone")));
        Assert.Single(Store.Sweeps());
        Assert.Single(Store.Metrics("kept"));
        Assert.Single(Store.Events("kept"));
        Assert.Single(Store.Checkpoints(new TrialId("kept", 0)));
        Assert.Single(Store.Attempts(new TrialId("kept", 0)));
        Assert.Equal("kept", File.ReadAllText(Path.Join(Store.TrialArtifacts(new TrialId("kept", 0)), "log.txt")));
    }

    [Fact]
    public void DeleteSweep_TrialRunning_IsRefusedUntilItsOwnerIsDead()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));
        Claimed("s", processId: 7);

        var exception = Assert.Throws<SweepRunningException>(() => Store.DeleteSweep("s"));
        Assert.Equal("A trial of the sweep 's' is running. Stop it, then delete the sweep.", exception.Message);
        Assert.NotNull(Store.FindSweep("s"));

        Processes.Kill(7);
        Assert.True(Store.DeleteSweep("s"));
    }

    [Fact]
    public void DeleteSweep_CreatedAgain_StartsAfreshAndTheOldClaimWritesNothing()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));
        var old = Claimed("s", processId: 7);
        Processes.Kill(7);
        Store.DeleteSweep("s");
        Time.Advance(TimeSpan.FromSeconds(1));
        Store.CreateSweep(SampleSweeps.Named("s"));
        var young = Claimed("s", processId: 8);

        Assert.Equal(old.Attempt, young.Attempt);
        Assert.Throws<LeaseLostException>(() => Store.AddMetrics(old, [Point("train/loss", 0, 1)]));
        Assert.Empty(Store.Metrics("s"));
    }

    [Fact]
    public void TrialArtifacts_SweepNamedAsAPath_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Store.TrialArtifacts(new TrialId("../elsewhere", 0)));
        Assert.Throws<ArgumentException>(() => Store.TrialArtifacts(new TrialId("..", 0)));
    }
}
