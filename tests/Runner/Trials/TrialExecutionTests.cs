using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Trials;

[Collection(TrainingTests.Name)]
public sealed class TrialExecutionTests : IDisposable
{
    private TinySweep _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void Run_ToItsEnd_CompletesWithEveryMetric()
    {
        _tiny.Progress.OnStep = _ => _tiny.Time.Advance(TimeSpan.FromSeconds(0.25));
        Run();

        var trial = _tiny.Trial();
        Assert.Equal(
            new TrialEnd
            {
                Outcome = Outcome.Completed,
                Epochs = 2,
                Steps = 4,
                ElapsedSeconds = 1,
                LastFiniteLoss = trial.End!.LastFiniteLoss,
            },
            trial.End);
        var points = Points();
        Assert.Equal([0L, 1, 2, 3], points.Where(point => point.Metric == "train/loss").Select(point => point.Step));
        Assert.Equal(trial.End.LastFiniteLoss, points.Last(point => point.Metric == "train/loss").Value);
        Assert.Equal(
            [
                "system/images_per_second",
                "system/memory_bytes",
                "system/test_seconds",
                "system/train_seconds",
                "system/val_seconds",
                "test/accuracy",
                "test/loss",
                "train/accuracy",
                "train/epoch_loss",
                "train/gradient_norm",
                "train/learning_rate",
                "train/loss",
                "val/accuracy",
                "val/loss",
            ],
            points.Select(point => point.Metric).Distinct());
        Assert.Equal([trial.End], _tiny.Progress.Ended);
        // Two batches while it trained; the rest came with the end.
        Assert.Equal(2, _tiny.Store.Batches.Count);
    }

    [Fact]
    public void Run_LogCannotBeWritten_CompletesWithoutIt()
    {
        var claim = _tiny.Store.ClaimNext(TinySweep.Name, LeaseOwners.Current(), keepsLog: true)!;
        Directory.CreateDirectory(claim.LogPath!);
        _tiny.Execution.Run(_tiny.Sweep, claim, CancellationToken.None);

        Assert.Equal(Outcome.Completed, _tiny.Trial().Outcome);
    }

    [Fact]
    public void Run_Throws_FailsWithTheErrorKept()
    {
        _tiny.Progress.OnStep = progress =>
        {
            if (progress.Step == 3)
                throw new InvalidOperationException("out of memory\nasked for 5 GB");
        };
        Run();

        var end = _tiny.Trial().End!;
        Assert.Equal(
            new TrialEnd
            {
                Outcome = Outcome.Failed,
                Kind = "out of memory",
                Epochs = 1,
                Steps = 3,
                Error = end.Error,
            },
            end);
        Assert.StartsWith(
            "System.InvalidOperationException: out of memory\nasked for 5 GB\n   at ",
            end.Error,
            StringComparison.Ordinal);
        Assert.Equal([0L, 1, 2], Points().Where(point => point.Metric == "train/loss").Select(point => point.Step));
        Assert.Equal([end], _tiny.Progress.Ended);
    }

    [Fact]
    public void Run_OutOfMemory_GoesBackToTheQueueOnceThenFails()
    {
        const string Reason = "CUDA out of memory. Tried to allocate 5 GiB";
        _tiny.Progress.OnStep = progress =>
        {
            if (progress.Step == 3)
                throw new ExternalException(Reason + "\nsee the manual");
        };
        Run();

        Assert.Equal(Outcome.Queued, _tiny.Trial().Outcome);
        Assert.Equal(["is tried again later: " + Reason], _tiny.Progress.Left);
        Assert.Empty(_tiny.Progress.Ended);

        Run();
        Assert.Equal((Outcome.Failed, Reason), (_tiny.Trial().Outcome, _tiny.Trial().End!.Kind));
        Assert.Equal(
            [AttemptEnding.Released, AttemptEnding.Finished],
            _tiny.Store.Attempts(new TrialId(TinySweep.Name, 0)).Select(attempt => attempt.Ending!.Value));
        Assert.Equal(
            [Reason, Reason], _tiny.Store.Attempts(new TrialId(TinySweep.Name, 0)).Select(attempt => attempt.Reason));
    }

    [Fact]
    public void Run_FaultThatPasses_GoesOnFromItsCheckpoint()
    {
        var isFull = true;
        _tiny.Progress.OnStep = progress =>
        {
            if (progress.Step == 3 && isFull)
                throw new IOException("No space left on device", hresult: 28);
        };
        Run();
        isFull = false;
        Run();

        Assert.Equal(Outcome.Completed, _tiny.Trial().Outcome);
        // The first epoch has two steps, after which a checkpoint is taken.
        Assert.Equal([0L, 2], _tiny.Progress.StepsDone);
        Assert.Equal(
            [0L, 1, 2, 3], Points().Where(point => point.Metric == MetricNames.TrainLoss).Select(point => point.Step));
    }

    [Theory]
    [InlineData(2, Outcome.Completed)]
    [InlineData(3, Outcome.Failed)]
    public void Run_WorkersDiedWithoutProgress_FailsTheTrialAtTheThirdDeath(int deaths, Outcome outcome)
    {
        for (var death = 0; death < deaths; death++)
        {
            var claim = _tiny.Claim();
            _tiny.Store.RecordDeath(
                new TrialId(TinySweep.Name, 0), claim.Attempt, new WorkerDeath(134, null, _tiny.Time.GetUtcNow()));
        }

        Run();

        Assert.Equal(outcome, _tiny.Trial().Outcome);
        if (outcome == Outcome.Failed)
            Assert.Equal(
                "its worker died 3 times in a row without recording a new step, the last time by exit code 134",
                _tiny.Trial().End!.Kind);
    }

    [Fact]
    public void Run_ClaimNamesALog_KeepsWhatIsWrittenToTheStandardError()
    {
        _tiny.Dispose();
        _tiny = new TinySweep { Setting = new() { Owner = LeaseOwners.Current(), IsSupervised = true } };
        var claim = _tiny.Store.ClaimNext(TinySweep.Name, _tiny.Setting.Owner, keepsLog: true)!;
        _tiny.Progress.OnStep = progress =>
        {
            if (progress.Step == 2)
            {
                using var error = Console.OpenStandardError();
                error.Write("a library's last words\n"u8);
            }
        };
        _tiny.Execution.Run(_tiny.Sweep, claim, CancellationToken.None);

        Assert.Equal(
            $"""
            2026-03-04T05:06:07.089Z  attempt 1 at trial tiny/0 begins, process {Environment.ProcessId}
            a library's last words
            2026-03-04T05:06:07.089Z  completed (0.0 s)

            """,
            File.ReadAllText(claim.LogPath!));
    }

    [Fact]
    public void Run_ItsConfigIsDamaged_Fails()
    {
        var claim = _tiny.Claim();
        var trial = claim.Trial with { Definition = claim.Trial.Definition with { ConfigJson = "{}" } };
        _tiny.Execution.Run(_tiny.Sweep, claim with { Trial = trial }, CancellationToken.None);

        Assert.Equal(Outcome.Failed, _tiny.Trial().Outcome);
        Assert.Contains("missing required properties", _tiny.Trial().End!.Kind, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Interrupted_GivesTheTrialBackToBeRunToItsEnd()
    {
        using var interruption = new CancellationTokenSource();
        _tiny.Progress.OnStep = progress =>
        {
            _tiny.Time.Advance(TimeSpan.FromSeconds(0.5));
            if (progress.Step == 2)
                interruption.Cancel();
        };

        Assert.Throws<OperationCanceledException>(() =>
            _tiny.Execution.Run(_tiny.Sweep, _tiny.Claim(), interruption.Token)
        );
        Assert.NotEmpty(_tiny.Store.Batches);
        Assert.Equal(Outcome.Queued, _tiny.Trial().Outcome);
        Assert.Empty(_tiny.Progress.Ended);

        _tiny.Progress.OnStep = _ => { };
        Run();
        Assert.Equal(Outcome.Completed, _tiny.Trial().Outcome);
        Assert.Equal(
            Enumerable.Range(0, (int)_tiny.Trial().End!.Steps).Select(step => (long)step),
            Points().Where(point => point.Metric == MetricNames.TrainLoss).Select(point => point.Step));
    }

    [Fact]
    public void Run_InterruptedAfterItsLeaseWasLost_LeavesTheOthersTrialAlone()
    {
        using var interruption = new CancellationTokenSource();
        var claim = _tiny.Claim();
        _tiny.Progress.OnStep = progress =>
        {
            if (progress.Step == 1)
                TakeOver();
            interruption.Cancel();
        };

        Assert.Throws<LeaseLostException>(() => _tiny.Execution.Run(_tiny.Sweep, claim, interruption.Token));
        Assert.Equal((Outcome.Running, 2), (_tiny.Trial().Outcome, _tiny.Trial().Attempts));
    }

    [Fact]
    public void Run_LeaseLost_WritesNothingMore()
    {
        var claim = _tiny.Claim();
        List<MetricPoint> before = [];
        _tiny.Progress.OnStep = progress =>
        {
            if (progress.Step != 2)
                return;
            TakeOver();
            before = Points();
        };

        var fault = Assert.Throws<LeaseLostException>(() =>
            _tiny.Execution.Run(_tiny.Sweep, claim, CancellationToken.None)
        );
        Assert.Equal("Attempt 1 at trial tiny/0 no longer holds its lease: it can write nothing more.", fault.Message);
        Assert.Equal((Outcome.Running, 2), (_tiny.Trial().Outcome, _tiny.Trial().Attempts));
        Assert.Equal(before, Points());
        Assert.Empty(_tiny.Progress.Ended);
    }

    [Fact]
    public void Run_StoreFails_IsNoFaultOfTheTrial()
    {
        _tiny.Store.MetricsFault = new TrackingException("the disk is full");
        _tiny.Progress.OnStep = _ => _tiny.Time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Same(_tiny.Store.MetricsFault, Assert.Throws<TrackingException>(Run));
        Assert.Equal(Outcome.Running, _tiny.Trial().Outcome);
        Assert.Empty(_tiny.Progress.Ended);
    }

    [Fact]
    public void Run_LossAboveTheLimit_DivergesWithStepLossAndSnapshot()
    {
        _tiny.Dispose();
        _tiny = new TinySweep("stop.divergence.lossAbove=0.001");
        Run();

        var end = _tiny.Trial().End!;
        var loss = Points().Single(point => point.Metric == "train/loss").Value;
        Assert.Equal(
            (Outcome.Diverged, "loss-above", 0L, 0, 0L, loss, null),
            (end.Outcome, end.Kind, end.Step!.Value, end.Epochs, end.Steps, end.LastFiniteLoss!.Value, end.Error));
        var snapshot = JsonNode.Parse(end.DivergenceJson!)!;
        Assert.Equal(loss, snapshot["losses"]!.AsArray().Single()!.GetValue<double>());
        Assert.Equal(10, snapshot["layers"]!.AsArray().Count);
    }

    [Fact]
    public void Run_LossGoesToNaN_KeepsTheLastFiniteLoss()
    {
        _tiny.Dispose();
        _tiny = new TinySweep("trial.init={\"name\":\"normal\",\"std\":1e38}");
        Run();

        var end = _tiny.Trial().End!;
        var losses = Points().Where(point => point.Metric == "train/loss").Select(point => point.Value).ToList();
        Assert.Equal((Outcome.Diverged, end.Steps), (end.Outcome, end.Step!.Value));
        Assert.Equal(double.IsNaN(losses[^1]) ? "nan" : "inf", end.Kind);
        Assert.Equal(losses.Where(double.IsFinite).Select(loss => (double?)loss).LastOrDefault(), end.LastFiniteLoss);
    }

    [Fact]
    public void Run_PatienceRunsOut_CompletesEarlyAndSaysWhy()
    {
        _tiny.Dispose();
        _tiny = new TinySweep(
            "trial.epochs=9", "trial.optimizer.lr=1e-30", "stop.patience.epochs=1", "stop.patience.metric=val/loss");
        Run();

        var end = _tiny.Trial().End!;
        Assert.Equal(
            (Outcome.Completed, "patience", 3L, 2, 4L),
            (end.Outcome, end.Kind, end.Step!.Value, end.Epochs, end.Steps));
    }

    [Fact]
    public void Run_LoggingEverySecondStep_WritesThose()
    {
        _tiny.Dispose();
        _tiny = new TinySweep("log.everySteps=2");
        Run();

        Assert.Equal([0L, 2], Points().Where(point => point.Metric == "train/loss").Select(point => point.Step));
    }

    private void Run() => _tiny.Execution.Run(_tiny.Sweep, _tiny.Claim(), CancellationToken.None);

    private List<MetricPoint> Points() => [.. _tiny.Store.Metrics(TinySweep.Name).Select(point => point.Point)];

    private void TakeOver()
    {
        _tiny.Time.Advance(TrackingStores.LeaseDuration);
        Assert.NotNull(_tiny.Store.ClaimNext(TinySweep.Name, LeaseOwners.Current()));
    }
}
