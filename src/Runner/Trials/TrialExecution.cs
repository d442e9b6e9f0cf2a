using SweepRunner.Experiments.Divergence;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Decisions;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Programs;
using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Trials;

/// <summary>Runs a claimed trial and writes its end: the one place where a fault becomes an outcome.</summary>
internal sealed class TrialExecution(
    ITrackingStore store, WorkerOptions options, TrialCatalog catalog, Func<DataConfig, Dataset> datasets,
    ISweepProgress progress, TimeProvider time)
{
    /// <summary>Runs a trial. An interrupted trial, or one with a fault that may pass, returns to the queue.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="LeaseLostException">Another process has the trial; nothing more was written.</exception>
    /// <exception cref="CommandException">A file of the program or a plug-in has changed; the trial returns to the
    /// queue.</exception>
    /// <exception cref="TrackingException">The store failed. The trial returns to the queue when its lease
    /// expires.</exception>
    public ExecutionResult Run(SweepRecord sweep, Claim claim, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var config = sweep.Config();
        using var budget = new BudgetWatch(store, sweep, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Spent);
        using var log = AttemptLog.Begin(store, claim, time, ownsStandardError: options.IsSupervised);
        using var buffer = new MetricBuffer(store, claim, progress, time);
        TrialEnd end;
        Action? clean = null;
        try
        {
            ThrowIfWorkersDie(claim, config.Retry);
            var report = claim.Trial.Config() switch
            {
                ProgramTrial program => RunProgram(sweep, claim, program, buffer, out clean, stop.Token),
                var network => Train(sweep, claim, (NetworkTrial)network, buffer, out clean, stop.Token),
            };
            if (report.IsPaused)
                return Pause(claim, buffer, log, $"pauses after {NumberText.Count(report.Epochs, "epoch")}");
            end = Completed(report);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log?.Write("interrupted");
            Release(claim, null);
            throw;
        }
        catch (OperationCanceledException) when (budget.Spent.IsCancellationRequested)
        {
            return Pause(claim, buffer, log, "pauses, since the budget of the sweep is spent");
        }
        catch (TrackingException)
        {
            // A fault of the store, not of the trial.
            throw;
        }
        catch (CommandException)
        {
            // No trial of the sweep can run.
            Release(claim, null);
            throw;
        }
        catch (Exception exception) when (IsTransient(exception) && ShouldRetry(claim, config.Retry))
        {
            log?.Write($"given back to the queue: {exception}");
            Release(claim, Reason(exception));
            progress.TrialLeft(claim.Trial.Number, $"is tried again later: {Reason(exception)}");
            return ExecutionResult.Released;
        }
        catch (Exception exception)
        {
            if (exception is not ProgramFailedException)
                log?.Write($"{exception}");
            end = Failed(exception, buffer.Progress);
        }

        var earlier = claim.Attempt == 1 ? 0 : AttemptRecord.SecondsPaused(store.Attempts(claim.Trial.Id));
        end = end with { ElapsedSeconds = earlier + time.GetElapsedTime(begin).TotalSeconds };
        store.Finish(claim, end, buffer.Close(hasEnded: end.Outcome != Outcome.Failed));
        if (end.Outcome is Outcome.Completed or Outcome.Diverged)
            clean?.Invoke();
        log?.Write(ProgressState.Describe(end));
        var objective = Objective.Of(sweep.Definition).PointOf(store, claim.Trial);
        progress.TrialEnded(claim.Trial.Number, end, objective?.Value);
        return end.Outcome == Outcome.Failed ? ExecutionResult.Failed : ExecutionResult.Done;
    }

    private ExecutionResult Pause(Claim claim, MetricBuffer buffer, AttemptLog? log, string how)
    {
        store.Pause(claim, buffer.Close());
        log?.Write(how);
        progress.TrialLeft(claim.Trial.Number, how);
        return ExecutionResult.Done;
    }

    private Device DeviceOf(SweepRecord sweep) =>
        options.Device ?? Devices.Bind(DeviceKinds.Parse(sweep.Definition.Device), sweep.Config().Device);

    private TrialReport RunProgram(
        SweepRecord sweep, Claim claim, ProgramTrial trial, MetricBuffer buffer, out Action clean,
        CancellationToken cancellationToken)
    {
        var run = new ProgramTrialRun(store, sweep, claim, trial, buffer, progress, time);
        clean = run.Clean;
        return run.Run(DeviceOf(sweep), cancellationToken);
    }

    private TrialReport Train(
        SweepRecord sweep, Claim claim, NetworkTrial trial, MetricBuffer buffer, out Action clean,
        CancellationToken cancellationToken)
    {
        if (catalog.ChangedIn(trial) is { } name)
            throw new CommandException(
                $"The plug-in of '{name}' has changed since the sweep '{sweep.Name}' was created, and its trials are "
                    + "those of the plug-in as it was. Restore it, or give the sweep another name and run it anew.");
        var config = sweep.Config();
        var storage = new TrialStorage(
            store, claim, buffer, TimeSpan.FromSeconds(config.Checkpoint.EverySeconds), time);
        clean = storage.Clean;
        if (storage.Warning is { } warning)
            progress.Say(warning);
        progress.TrialStarted(claim.Trial, storage.StepsDone);
        var setting = new TrialSetting
        {
            Seed = claim.Trial.Definition.Seed,
            Device = DeviceOf(sweep),
            Threads = sweep.Definition.Threads,
            Gpu = config.Gpu.Numerics,
            LogEverySteps = config.Log.EverySteps,
            LossAbove = config.Stop.Divergence?.LossAbove,
            PatienceEpochs = config.Stop.Patience?.Epochs,
            PatienceMetric = config.Stop.Patience?.Metric ?? MetricNames.ValidationAccuracy,
            PauseAfterEpochs = claim.Trial.PauseAfterEpochs,
        };
        return new TrainingLoop(time, catalog).Run(
            trial, setting, datasets(trial.Data), buffer, storage, cancellationToken);
    }

    private void ThrowIfWorkersDie(Claim claim, RetryConfig retry)
    {
        if (claim.Attempt <= retry.Deaths
            || store.DeathsWithoutProgress(claim.Trial.Id) is var deaths && deaths < retry.Deaths)
            return;
        var last = store.Attempts(claim.Trial.Id).Last(attempt => attempt.IsDeathSeen);
        throw new WorkerDeathException(
            $"its worker died {deaths} times in a row without recording a new step, the last time by "
                + ExitStatus.Describe(last.ExitCode, last.Signal));
    }

    private bool ShouldRetry(Claim claim, RetryConfig retry) =>
        AttemptRecord.Faults(store.Attempts(claim.Trial.Id)) < retry.Faults;

    private static TrialEnd Completed(TrialReport report) => new()
    {
        Outcome = report.Divergence is null ? Outcome.Completed : Outcome.Diverged,
        Kind = report.Divergence?.Name() ?? (report.IsStoppedByPatience ? "patience" : null),
        Step = report.OutcomeStep,
        Epochs = report.Epochs,
        Steps = report.Steps,
        LastFiniteLoss = report.LastFiniteLoss,
        DivergenceJson = report.Snapshot?.ToJson(),
    };

    private static TrialEnd Failed(Exception exception, StepProgress progress)
    {
        var (program, end) = (exception as ProgramFailedException, new TrialEnd
        {
            Outcome = Outcome.Failed,
            Kind = Reason(exception),
        });
        return program is null
            ? end with { Epochs = progress.Epoch, Steps = progress.Step, Error = exception.ToString() }
            : end with { Epochs = program.Logged.Epochs, Steps = program.Logged.Steps, Error = program.Report };
    }

    private static bool IsTransient(Exception exception) =>
        exception is ProgramFailedException { IsTransient: true } || TransientFaults.IsTransient(exception);

    private static string Reason(Exception exception) => exception.Message.Split('\n', 2)[0].Trim();

    private void Release(Claim claim, string? reason)
    {
        try
        {
            store.Release(claim, reason);
        }
        catch (LeaseLostException)
        {
            // Another worker has the trial.
        }
    }
}

internal enum ExecutionResult
{
    /// <summary>Completed or diverged.</summary>
    Done,

    Failed,

    /// <summary>In the queue again after a fault that may pass.</summary>
    Released,
}

/// <summary>A trial's workers died too often: the trial fails, so that it does not cost more workers.</summary>
internal sealed class WorkerDeathException(string message) : Exception(message);
