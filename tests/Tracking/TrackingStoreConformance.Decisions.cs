using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    private static readonly NewDecision Begin = new(DecisionKind.Begin, "the search is tpe");
    private static readonly NewDecision End = new(DecisionKind.End, "100 trials have ended");

    [Fact]
    public void Decisions_PlannedSweep_AreNoneAndItIsNotOpen()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 0));

        Assert.Empty(Store.Decisions("s"));
        Assert.False(Store.IsOpen("s"));
        Assert.True(Store.IsDone("s"));
    }

    [Fact]
    public void CreateSweep_WithABeginning_IsOpenUntilItsDecisionsEnd()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 0) with { Beginning = Begin });
        Assert.True(Store.IsOpen("s"));
        Assert.False(Store.IsDone("s"));

        Assert.True(Store.Decide("s", 1, End));

        Assert.False(Store.IsOpen("s"));
        Assert.True(Store.IsDone("s"));
        Assert.Equal([DecisionKind.Begin, DecisionKind.End], OpenAnother().Decisions("s").Select(each => each.Kind));
    }

    [Fact]
    public void Decide_ToEndWhileATrialRuns_IsDoneOnceThatHasEnded()
    {
        Deciding(trials: 1);
        var claim = Claimed("s");
        Store.Decide("s", 1, End);
        Assert.False(Store.IsDone("s"));

        Store.Finish(claim, SampleSweeps.Completed, []);

        Assert.True(Store.IsDone("s"));
    }

    [Fact]
    public void Decide_WholeDecision_ReadsBack()
    {
        Deciding(trials: 3);
        PauseNext();
        PauseNext();
        Time.Advance(TimeSpan.FromHours(2));

        Store.Decide("s", 1, new NewDecision(DecisionKind.Enqueue, Nasty)
        {
            FactsJson = """{"loss":0.1,"seen":[0,1]}""",
            Added = [SampleSweeps.Trial(3), SampleSweeps.Trial(4)],
            Promoted = [new Promotion(1, null)],
            Ended = [(0, Pruned)],
        });

        Assert.Equivalent(
            new DecisionRecord
            {
                Number = 1,
                Kind = DecisionKind.Enqueue,
                Reason = Nasty,
                FactsJson = """{"loss":0.1,"seen":[0,1]}""",
                Trials = [3, 4, 1, 0],
                TimeUtc = Time.GetUtcNow(),
            },
            OpenAnother().Decisions("s")[1],
            strict: true);
    }

    [Fact]
    public void Decide_EveryKind_ReadsBack()
    {
        Deciding(trials: 0);
        var kinds = Enum.GetValues<DecisionKind>();
        foreach (var (index, kind) in kinds.Index())
            Assert.True(Store.Decide("s", index + 1, new NewDecision(kind, "")));

        Assert.Equal(kinds, Store.Decisions("s").Skip(1).Select(each => each.Kind));
    }

    [Fact]
    public void Decide_CountOfAnother_ChangesNothing()
    {
        Deciding(trials: 1);
        using var other = OpenAnother();
        var decision = new NewDecision(DecisionKind.Propose, "x") { Added = [SampleSweeps.Trial(1)] };

        Assert.True(other.Decide("s", 1, decision));
        Assert.False(Store.Decide("s", 1, decision with { Added = [SampleSweeps.Trial(2)] }));
        Assert.False(Store.Decide("s", 3, decision with { Added = [SampleSweeps.Trial(2)] }));
        Assert.False(Store.Decide("none", 0, decision));

        Assert.Equal(["identity-0", "identity-1"], Store.Trials("s").Select(trial => trial.Definition.Identity));
        Assert.Equal(2, Store.Decisions("s").Count);
        Assert.Equal(2, Store.FindSweep("s")!.TrialCount);
    }

    [Fact]
    public async Task Decide_ByManyAtOnce_OneEachIsTaken()
    {
        Deciding(trials: 0);

        var taken = await Task
            .WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => TakenBy(writer))))
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(Enumerable.Range(1, 10), taken.SelectMany(numbers => numbers).Order());
        Assert.Equal(Enumerable.Range(0, 11), Store.Decisions("s").Select(each => each.Number));
        Assert.Equal(Enumerable.Range(0, 10), Store.Trials("s").Select(trial => trial.Number));
        Assert.Equal(
            Enumerable.Range(0, 10).Select(number => new[] { number }),
            Store.Decisions("s").Skip(1).Select(each => each.Trials));
    }

    [Fact]
    public void Decide_Added_AreQueuedBehindTheOthersWithTheirPauses()
    {
        Deciding(trials: 1);
        var added = SampleSweeps.Trial(7) with { PauseAfterEpochs = 3 };

        Store.Decide(
            "s", 1, new NewDecision(DecisionKind.Propose, "") { Added = [added, SampleSweeps.Trial(5)] });

        Assert.Equivalent(added, Store.FindTrial(new TrialId("s", 1))!.Definition, strict: true);
        Assert.Equal(
            [(0, Outcome.Queued, null), (1, Outcome.Queued, 3), (2, Outcome.Queued, (int?)null)],
            Store.Trials("s").Select(trial => (trial.Number, trial.Outcome, trial.PauseAfterEpochs)));
        Assert.Equal([0, 1, 2, null], Enumerable.Range(0, 4).Select(_ => Claimed("s")?.Trial.Number));
    }

    [Fact]
    public void Pause_Claimed_KeepsPointsAndCheckpointAndLeavesTheQueue()
    {
        Deciding(trials: 1);
        var claim = Claimed("s");
        Time.Advance(TimeSpan.FromMinutes(1));
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10), []);

        Store.Pause(claim, [Point("val/loss", 9, 2)]);

        Assert.Null(Claimed("s"));
        Assert.True(Store.IsOpen("s"));
        Assert.Equal(1, Store.OutcomeCounts("s")[Outcome.Paused]);
        var trial = Store.FindTrial(claim.Trial.Id)!;
        Assert.Equal((Outcome.Paused, 1), (trial.Outcome, trial.Attempts));
        Assert.Null(trial.End);
        Assert.Null(trial.EndedUtc);
        Assert.Equal([("val/loss", 9L, 2.0)], PointsOf("s", 0));
        Assert.Equal([SampleSweeps.Checkpoint(10)], Store.Checkpoints(claim.Trial.Id));
        var attempt = Assert.Single(Store.Attempts(claim.Trial.Id));
        Assert.Equal(
            (AttemptEnding.Paused, null, null, 10L, Time.GetUtcNow()),
            (attempt.Ending, attempt.Outcome, attempt.Reason, attempt.StepsAfter, attempt.EndedUtc));
        Assert.Throws<LeaseLostException>(() => Store.AddMetrics(claim, [Point("val/loss", 10, 2)]));
    }

    [Fact]
    public void Pause_PointIsThereAlready_WritesNothing()
    {
        Deciding(trials: 1);
        var claim = Claimed("s");
        Store.AddMetrics(claim, [Point("val/loss", 9, 2)]);

        Assert.Throws<ArgumentException>(() => Store.Pause(claim, [Point("val/loss", 9, 2)]));

        Assert.Equal(Outcome.Running, Store.FindTrial(claim.Trial.Id)!.Outcome);
        Assert.Null(Store.Attempts(claim.Trial.Id)[0].Ending);
    }

    [Fact]
    public void Decide_PromotedTwice_GoesOnFromItsCheckpointToTheNextPause()
    {
        Deciding(trials: 1, pauseAfterEpochs: 1);
        Assert.Equal(1, Store.FindTrial(new TrialId("s", 0))!.PauseAfterEpochs);
        PauseNext();
        Store.Decide("s", 1, Promote(0, pauseAfterEpochs: 3));

        // A worker that dies, or gives the trial back, changes no pause.
        Store.Release(Claimed("s"));
        var claim = Claimed("s");
        Assert.Equal((3, 3), (claim.Attempt, claim.Trial.PauseAfterEpochs));
        Assert.Equal([SampleSweeps.Checkpoint(10)], Store.Checkpoints(claim.Trial.Id));
        Store.Pause(claim, []);
        Store.Decide("s", 2, Promote(0, pauseAfterEpochs: null));

        Assert.Null(Claimed("s").Trial.PauseAfterEpochs);
    }

    [Fact]
    public void Decide_PausedTrialEnds_HasTheEndAndKeepsItsCheckpoint()
    {
        Deciding(trials: 1);
        PauseNext();
        Time.Advance(TimeSpan.FromMinutes(1));

        Store.Decide("s", 1, new NewDecision(DecisionKind.Prune, "") { Ended = [(0, Pruned)] });

        var trial = Store.FindTrial(new TrialId("s", 0))!;
        Assert.Equal((Outcome.Pruned, Pruned, Time.GetUtcNow()), (trial.Outcome, trial.End, trial.EndedUtc));
        Assert.Equal([SampleSweeps.Checkpoint(10)], Store.Checkpoints(trial.Id));
        Assert.Equal(0, Store.Requeue("s", _ => true, fromStart: false));
    }

    [Fact]
    public void Decide_PrunedTrialIsRevived_HasNoEndAndItsCheckpoint()
    {
        Deciding(trials: 1);
        PauseNext();
        Store.Decide("s", 1, new NewDecision(DecisionKind.Prune, "") { Ended = [(0, Pruned)] });

        Store.Decide("s", 2, Promote(0, pauseAfterEpochs: 9));

        var trial = Store.FindTrial(new TrialId("s", 0))!;
        Assert.Equal((Outcome.Queued, 9), (trial.Outcome, trial.PauseAfterEpochs));
        Assert.Null(trial.End);
        Assert.Null(trial.EndedUtc);
        Assert.Equal([SampleSweeps.Checkpoint(10)], Store.Checkpoints(trial.Id));
        Assert.Equal(2, Claimed("s").Attempt);
    }

    [Fact]
    public void Decide_AnyPartIsRefused_ChangesNothing()
    {
        Deciding(trials: 3);
        PauseNext();
        PauseNext();
        var decision = new NewDecision(DecisionKind.Prune, "")
        {
            Added = [SampleSweeps.Trial(3)],
            Promoted = [new Promotion(0, null)],
            Ended = [(1, Pruned)],
        };
        NewDecision[] refused =
        [
            decision with { Added = [SampleSweeps.Trial(3), SampleSweeps.Trial(2)] },
            decision with { Added = [SampleSweeps.Trial(3), SampleSweeps.Trial(3)] },
            decision with { Promoted = [new Promotion(0, null), new Promotion(0, null)] },
            decision with { Promoted = [new Promotion(0, null), new Promotion(2, null)] },
            decision with { Promoted = [new Promotion(-1, null)] },
            decision with { Ended = [(1, Pruned), (1, Pruned)] },
            decision with { Ended = [(1, Pruned), (0, Pruned)] },
            decision with { Ended = [(1, Pruned), (8, Pruned)] },
            decision with { Ended = [(1, Pruned with { Outcome = Outcome.Paused })] },
        ];

        foreach (var each in refused)
            Assert.Throws<ArgumentException>(() => Store.Decide("s", 1, each));

        Assert.Single(Store.Decisions("s"));
        Assert.Equal(
            [Outcome.Paused, Outcome.Paused, Outcome.Queued], Store.Trials("s").Select(trial => trial.Outcome));
        Assert.True(Store.Decide("s", 1, decision));
    }

    [Fact]
    public void Decide_UnfitChanges_AreNamed()
    {
        Deciding(trials: 2);
        Assert.Equal(
            "Trial 1 cannot go on: it is queued.",
            Assert.Throws<ArgumentException>(() => Store.Decide("s", 1, Promote(1, null))).Message);
        Assert.Equal(
            "Trial 2 cannot end: the sweep has no such trial.",
            Assert.Throws<ArgumentException>(() =>
                Store.Decide("s", 1, new NewDecision(DecisionKind.Prune, "") { Ended = [(2, Pruned)] })).Message);
        Assert.Equal(
            "Trials 1 and 2 of 's' have the same identity. (Parameter 'sweep')",
            Assert.Throws<ArgumentException>(() =>
                Store.Decide("s", 1, new NewDecision(DecisionKind.Propose, "") { Added = [SampleSweeps.Trial(1)] })
            ).Message);
    }

    [Fact]
    public void ExtendSweep_DecisionsHadEnded_DecidesAgain()
    {
        var sweep = Deciding(trials: 2);
        Store.Decide("s", 1, End);

        Store.ExtendSweep("s", sweep);
        Assert.False(Store.IsOpen("s"));
        Store.ExtendSweep("s", sweep with { ConfigJson = """{"search":{"trials":200}}""" });

        Assert.True(Store.IsOpen("s"));
        var reopened = Store.Decisions("s")[2];
        Assert.Equal(
            (DecisionKind.Reopen, "the sweep was extended", 3, 0),
            (reopened.Kind, reopened.Reason, Store.Decisions("s").Count, reopened.Trials.Count));
    }

    [Fact]
    public void ExtendSweep_StillOpen_DecidesOn()
    {
        var sweep = Deciding(trials: 1);
        PauseNext();

        Store.ExtendSweep("s", sweep with { Trials = [.. sweep.Trials, SampleSweeps.Trial(1)] });

        Assert.Equal(DecisionKind.Begin, Assert.Single(Store.Decisions("s")).Kind);
        Assert.Equal([Outcome.Paused, Outcome.Queued], Store.Trials("s").Select(trial => trial.Outcome));
    }

    [Fact]
    public void ExtendSweep_WasPlannedAndNowDecides_Begins()
    {
        var sweep = SampleSweeps.Named("s", trials: 1);
        Store.CreateSweep(sweep);

        Store.ExtendSweep("s", sweep with { Beginning = Begin });

        Assert.Equal(DecisionKind.Begin, Assert.Single(Store.Decisions("s")).Kind);
        Assert.True(Store.IsOpen("s"));
    }

    [Fact]
    public void Requeue_DecisionsHadEnded_DecidesAgain()
    {
        Deciding(trials: 2);
        Store.Finish(Claimed("s"), SampleSweeps.Completed with { Outcome = Outcome.Failed }, []);
        Store.Decide("s", 1, End);

        Store.Requeue("s", _ => false, fromStart: false);
        Assert.False(Store.IsOpen("s"));
        Store.Requeue("s", _ => true, fromStart: false);

        var reopened = Store.Decisions("s")[2];
        Assert.Equal((DecisionKind.Reopen, "1 trial was queued anew"), (reopened.Kind, reopened.Reason));
        Assert.True(Store.IsOpen("s"));
    }

    [Fact]
    public void DeleteSweep_WithDecisions_TakesThemAlong()
    {
        Deciding(trials: 1);
        PauseNext();
        Store.DeleteSweep("s");
        Assert.Empty(Store.Decisions("s"));

        Store.CreateSweep(SampleSweeps.Named("s", trials: 0));

        Assert.Empty(Store.Decisions("s"));
        Assert.False(Store.IsOpen("s"));
    }

    [Fact]
    public void DeathsWithoutProgress_TrialHasPaused_BeginAnew()
    {
        Deciding(trials: 1);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            Claimed("s", processId: attempt);
            Store.RecordDeath(new TrialId("s", 0), attempt, new WorkerDeath(null, 9, Time.GetUtcNow()));
        }

        Assert.Equal(2, Store.DeathsWithoutProgress(new TrialId("s", 0)));
        Store.Pause(Claimed("s"), []);

        Assert.Equal(0, Store.DeathsWithoutProgress(new TrialId("s", 0)));
    }

    [Fact]
    public void ClaimNext_FaultedTrialHasPaused_IsNoLongerLast()
    {
        Deciding(trials: 2);
        Store.Release(Claimed("s"), "disk full");
        var other = Claimed("s");
        Store.Pause(Claimed("s"), []);
        Store.Release(other);

        Store.Decide("s", 1, Promote(0, null));

        Assert.Equal(0, Claimed("s").Trial.Number);
    }

    private static TrialEnd Pruned { get; } = SampleSweeps.Completed with
    {
        Outcome = Outcome.Pruned,
        Kind = "rung 1 of 2: 0.61, cut at 0.66",
    };

    private static NewDecision Promote(int trial, int? pauseAfterEpochs) =>
        new(DecisionKind.Promote, "") { Promoted = [new Promotion(trial, pauseAfterEpochs)] };

    private NewSweep Deciding(int trials, int? pauseAfterEpochs = null)
    {
        var planned = SampleSweeps.Named("s", trials);
        var sweep = planned with
        {
            Beginning = Begin,
            Trials = [.. planned.Trials.Select(trial => trial with { PauseAfterEpochs = pauseAfterEpochs })],
        };
        Store.CreateSweep(sweep);
        return sweep;
    }

    private void PauseNext()
    {
        var claim = Claimed("s");
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10), []);
        Store.Pause(claim, []);
    }

    /// <summary>The numbers of the decisions that one of several writers got, until there are eleven.</summary>
    private List<int> TakenBy(int writer)
    {
        using var store = Open();
        var taken = new List<int>();
        for (var number = store.Decisions("s").Count; number <= 10; number = store.Decisions("s").Count)
        {
            var trial = SampleSweeps.Trial((100 * number) + writer);
            if (store.Decide("s", number, new NewDecision(DecisionKind.Propose, $"{writer}") { Added = [trial] }))
                taken.Add(number);
        }

        return taken;
    }
}
