using System.Globalization;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Divergence;
using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Trials;

/// <summary>Runs a claimed trial to its end and writes that end: the boundary at which a fault becomes an
/// outcome.</summary>
internal sealed class TrialExecution(
    ITrackingStore store,
    WorkerSetting setting,
    Func<string, Dataset> datasets,
    ISweepProgress progress,
    TimeProvider time)
{
    /// <summary>Runs a trial; one that was interrupted, or met a fault that may pass, goes back to the queue.</summary>
    /// <returns>How that ended.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="LeaseLostException">Another process has the trial; nothing more was written.</exception>
    /// <exception cref="TrackingException">The store failed; the trial goes back to the queue when its lease
    /// ends.</exception>
    public ExecutionEnd Run(SweepRecord sweep, Claim claim, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var limits = sweep.Config();
        using var log = AttemptLog.Begin(store, claim, time);
        using var buffer = new MetricBuffer(store, claim, progress, time);
        TrialEnd end;
        TrialStorage? storage = null;
        try
        {
            ThrowIfItKillsItsWorkers(claim, limits.Retry);
            storage = new TrialStorage(
                store, claim, buffer, TimeSpan.FromSeconds(limits.Checkpoint.EverySeconds), time);
            if (storage.Warning is { } warning)
                progress.Say(warning);
            progress.TrialStarted(claim.Trial, storage.StepsDone);
            end = End(Train(sweep, limits, claim, buffer, storage, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log?.Say("interrupted");
            Release(claim, null);
            throw;
        }
        catch (TrackingException)
        {
            // The store's fault, not the trial's.
            throw;
        }
        catch (Exception exception) when (TransientFaults.IsTransient(exception) && ShouldTryAgain(claim, limits.Retry))
        {
            log?.Say($"given back to the queue: {exception}");
            Release(claim, Reason(exception));
            progress.TrialLeft(claim.Trial.Number, $"is tried again later: {Reason(exception)}");
            return ExecutionEnd.GivenBack;
        }
        catch (Exception exception)
        {
            end = Failed(exception, buffer.Progress);
        }

        end = end with { ElapsedSeconds = time.GetElapsedTime(begin).TotalSeconds };
        store.Finish(claim, end, buffer.Close(hasEnded: end.Outcome != Outcome.Failed));
        if (end.Outcome is Outcome.Completed or Outcome.Diverged)
            storage?.Clean();
        log?.Say(SweepTally.Describe(end));
        progress.TrialEnded(claim.Trial.Number, end);
        return end.Outcome == Outcome.Failed ? ExecutionEnd.Failed : ExecutionEnd.Done;
    }

    private TrialReport Train(
        SweepRecord sweep,
        SweepConfig limits,
        Claim claim,
        MetricBuffer buffer,
        TrialStorage storage,
        CancellationToken cancellationToken)
    {
        var config = claim.Trial.Config();
        var trial = new TrialSetting
        {
            Seed = claim.Trial.Definition.Seed,
            Device = setting.Device ?? Devices.Bind(DeviceKinds.Parse(sweep.Definition.Device), limits.Device),
            Threads = sweep.Definition.Threads,
            Gpu = limits.Gpu.Numerics,
            LogEverySteps = limits.Log.EverySteps,
            LossAbove = limits.Stop.Divergence?.LossAbove,
            PatienceEpochs = limits.Stop.Patience?.Epochs,
            PatienceMetric = limits.Stop.Patience?.Metric ?? MetricNames.ValidationAccuracy,
        };
        return new TrainingLoop(time).Run(
            config, trial, datasets(config.Data.Name), buffer, storage, cancellationToken);
    }

    private void ThrowIfItKillsItsWorkers(Claim claim, RetryConfig retry)
    {
        if (claim.Attempt <= retry.Deaths
            || store.DeathsWithoutProgress(claim.Trial.Id) is var deaths && deaths < retry.Deaths)
            return;
        var last = store.Attempts(claim.Trial.Id).Last(attempt => attempt.IsDeathSeen);
        throw new WorkerDeathException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"its worker died {deaths} times in a row without recording a new step, the last time by "
                    + $"{ProcessEnds.Describe(last.ExitCode, last.Signal)}"));
    }

    private bool ShouldTryAgain(Claim claim, RetryConfig retry) =>
        AttemptRecord.Faults(store.Attempts(claim.Trial.Id)) < retry.Faults;

    private static TrialEnd End(TrialReport report) => new()
    {
        Outcome = report.Divergence is null ? Outcome.Completed : Outcome.Diverged,
        Kind = report.Divergence?.Name() ?? (report.IsStoppedByPatience ? "patience" : null),
        Step = report.OutcomeStep,
        Epochs = report.Epochs,
        Steps = report.Steps,
        LastFiniteLoss = report.LastFiniteLoss,
        DivergenceJson = report.Snapshot?.ToJson(),
    };

    private static TrialEnd Failed(Exception exception, StepProgress progress) => new()
    {
        Outcome = Outcome.Failed,
        Kind = Reason(exception),
        Epochs = progress.Epoch,
        Steps = progress.Step,
        Error = exception.ToString(),
    };

    private static string Reason(Exception exception) => exception.Message.Split('\n', 2)[0].Trim();

    private void Release(Claim claim, string? reason)
    {
        try
        {
            store.Release(claim, reason);
        }
        catch (LeaseLostException)
        {
            // Another worker has it: nothing is left to give back.
        }
    }
}

/// <summary>How a claimed trial was left.</summary>
internal enum ExecutionEnd
{
    /// <summary>It has come to a result.</summary>
    Done,

    /// <summary>It has failed.</summary>
    Failed,

    /// <summary>It met a fault that may pass, and is in the queue again.</summary>
    GivenBack,
}

/// <summary>A trial's workers died too often: the trial fails instead of costing one worker after the other.</summary>
internal sealed class WorkerDeathException(string message) : Exception(message);
