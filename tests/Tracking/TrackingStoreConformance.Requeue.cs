using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    [Fact]
    public void Requeue_EveryOutcome_TakesThoseThatMayRunAgain()
    {
        CreateOneOfEachOutcome();
        var asked = new List<int>();

        var count = Store.Requeue("s", trial => { asked.Add(trial.Number); return true; }, fromStart: false);

        Assert.Equal(3, count);
        Assert.Equal([2, 3, 4], asked);
        Assert.Equal(
            [
                Outcome.Completed,
                Outcome.Pruned,
                Outcome.Queued,
                Outcome.Queued,
                Outcome.Queued,
                Outcome.Running,
                Outcome.Queued,
            ],
            Store.Trials("s").Select(trial => trial.Outcome));
    }

    [Fact]
    public void Requeue_FailedAndDiverged_KeepsWhatTheFailedCanGoOnFrom()
    {
        CreateOneOfEachOutcome();

        Store.Requeue("s", _ => true, fromStart: false);

        Assert.Equal(
            [0, 1, 1, 0, 1, 1, 0],
            Enumerable.Range(0, 7).Select(number => Store.Checkpoints(new TrialId("s", number)).Count));
        Assert.Equal([1, 1, 1, 0, 1, 1, 0], Enumerable.Range(0, 7).Select(number => PointsOf("s", number).Count));
        var failed = Store.FindTrial(new TrialId("s", 2))!;
        Assert.Null(failed.End);
        Assert.Null(failed.StartedUtc);
        Assert.Null(failed.EndedUtc);
        var claim = Claimed("s", processId: 50);
        Assert.Equal((2, 2), (claim.Trial.Number, claim.Attempt));
        Store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed }, []);
        Assert.Equal(new TrialEnd { Outcome = Outcome.Completed }, Store.FindTrial(new TrialId("s", 2))!.End);
    }

    [Fact]
    public void Requeue_ProgramsThatStartFromNothing_DeletesTheirFoldersOfCheckpoints()
    {
        CreateOneOfEachOutcome();
        var folders = Enumerable.Range(0, 7)
            .Select(number => Path.Join(Store.TrialArtifacts(new TrialId("s", number)), ArtifactNames.Checkpoints))
            .ToList();
        foreach (var folder in folders)
            Directory.CreateDirectory(Path.Join(folder, "inner"));

        // The diverged one starts from nothing in any case.
        Store.Requeue("s", _ => true, fromStart: false);
        Assert.Equal([true, true, true, false, true, true, true], folders.Select(Directory.Exists));
    }

    [Fact]
    public void Requeue_FromStart_RemovesEveryPointAndCheckpointOfTheChosen()
    {
        CreateOneOfEachOutcome();

        Assert.Equal(1, Store.Requeue("s", trial => trial.Outcome == Outcome.Failed, fromStart: true));

        Assert.Equal(
            [0, 1, 0, 0, 1, 1, 0],
            Enumerable.Range(0, 7).Select(number => Store.Checkpoints(new TrialId("s", number)).Count));
        Assert.Equal([1, 1, 0, 1, 1, 1, 0], Enumerable.Range(0, 7).Select(number => PointsOf("s", number).Count));
        Assert.Equal(0, Claimed("s", processId: 50).Trial.Number - 2);
        Assert.Equal(0, Store.Attempts(new TrialId("s", 2))[1].StepsBefore);
    }

    [Fact]
    public void RequestStop_UntilCleared_IsSeenByEveryInstance()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));
        Store.CreateSweep(SampleSweeps.Named("t"));
        using var other = OpenAnother();
        Assert.False(other.IsStopRequested("s"));

        Store.RequestStop("s");
        Store.RequestStop("s");

        Assert.True(other.IsStopRequested("s"));
        Assert.False(other.IsStopRequested("t"));
        other.ClearStop("s");
        Assert.False(Store.IsStopRequested("s"));
    }

    [Fact]
    public void RequestStop_NoSuchSweep_DoesNothing()
    {
        Store.RequestStop("none");
        Store.ClearStop("none");

        Assert.False(Store.IsStopRequested("none"));
    }

    /// <summary>Trials 0 to 4 ended in each way, 5 running, each with a point and a checkpoint; 6 queued.</summary>
    private void CreateOneOfEachOutcome()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 7));
        Outcome[] outcomes = [Outcome.Completed, Outcome.Pruned, Outcome.Failed, Outcome.Diverged, Outcome.Cancelled];
        for (var number = 0; number < 6; number++)
        {
            var claim = Claimed("s", processId: 20 + number);
            Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10), [Point("train/loss", 9, 1)]);
            if (number < outcomes.Length)
            {
                Store.Finish(
                    claim,
                    SampleSweeps.Completed with
                    {
                        Outcome = outcomes[number],
                        Kind = "k",
                        Step = 9,
                        LastFiniteLoss = 1,
                        Error = "e",
                        DivergenceJson = "{}",
                    },
                    []);
            }
        }
    }
}
