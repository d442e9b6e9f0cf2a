using Microsoft.Extensions.Hosting;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Runner.Trials;

namespace SweepRunner.Runner.Launchers.Local;

/// <summary>Runs worker processes until a sweep is done: starts them, replaces those that die, and records their deaths
/// in the store. It holds nothing that the store does not, so it may be killed at any moment.</summary>
internal sealed class SupervisorService(
    SweepRecord sweep, ITrackingStore store, IReadOnlyList<Device> slots, Func<Device, IWorker> start,
    ISweepProgress progress, IHostApplicationLifetime lifetime, TimeProvider time) : CommandService(lifetime)
{
    /// <summary>The sweep is given up after so many workers in a row with a fault of their own, and no ended trial
    /// between them.</summary>
    internal const int MostFaultsInARow = 3;

    /// <summary>The sweep is given up after so many workers in a row that are killed before they claim a
    /// trial.</summary>
    internal const int MostEarlyDeathsInARow = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    // A worker ends by itself after four seconds, and is promised to end within five.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4.5);

    // A supervisor that is killed just after its worker has then not counted the death against the trial.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);

    private readonly string _name = sweep.Name;
    private readonly IReadOnlyList<TrialRecord> _trials = store.Trials(sweep.Name);
    private int _faultsInARow;
    private int _earlyDeathsInARow;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var watch = new StopRequestWatch(store, _name, time, () => IsStopped = true);
        var workers = slots.Select(device => KeepAsync(device, stop)).ToList();
        var all = Task.WhenAll(workers);
        await Task.WhenAny(workers);

        // A worker that hangs, or was stopped for good, does not delay the end of a sweep that is done.
        await all.WaitAsync(Grace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!all.IsCompleted && store.IsDone(_name))
            await stop.CancelAsync();
        await all;
        stoppingToken.ThrowIfCancellationRequested();
    }

    private async Task KeepAsync(Device device, CancellationTokenSource stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await RunWorkerAsync(device, stop.Token))
            {
                // A new worker replaces the one that ended.
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    // True if a new worker is needed.
    private async Task<bool> RunWorkerAsync(Device device, CancellationToken stop)
    {
        using var worker = start(device);
        var running = worker.RunAsync(Relay);
        try
        {
            await ((Task)running).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!running.IsCompleted)
            {
                worker.Stop();
                await ((Task)running)
                    .WaitAsync(Grace, time, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            worker.Kill();
        }

        var exit = await running;
        return !stop.IsCancellationRequested && await ShouldReplaceAsync(worker, exit, stop);
    }

    private async Task<bool> ShouldReplaceAsync(IWorker worker, WorkerExit exit, CancellationToken stop)
    {
        if (exit.Code == ExitCodes.Done)
            return false;
        if (exit.Code == ExitCodes.Interrupted)
        {
            IsStopped |= store.IsStopRequested(_name);
            return !IsStopped;
        }

        // The store or the data is unusable: another worker would fail too, and no trial is to blame.
        if (exit.Code == ExitCodes.BadInput)
            throw new WorkerFaultException(exit.LastWords);

        var attempt = worker.Owner is { } owner ? store.LastAttemptOf(_name, owner) : null;
        var hasDied = attempt is { Ending: null or AttemptEnding.Died or AttemptEnding.Lost };
        if (hasDied)
            await RecordDeathAsync(attempt!, exit, stop);
        else if (ExitStatus.SignalOf(exit.Code) is null)
            await CountAsync(ref _faultsInARow, MostFaultsInARow, exit, stop);
        else
            await CountAsync(ref _earlyDeathsInARow, MostEarlyDeathsInARow, exit, stop);
        return true;
    }

    private async Task RecordDeathAsync(AttemptRecord attempt, WorkerExit exit, CancellationToken stop)
    {
        var signal = ExitStatus.SignalOf(exit.Code);
        var death = new WorkerDeath(signal is null ? exit.Code : null, signal, time.GetUtcNow());
        progress.TrialLeft(
            attempt.Trial,
            $"its worker ended by {ExitStatus.Describe(death.ExitCode, signal)}; the trial resumes from "
                + $"its last checkpoint. The worker's log: {attempt.LogPath}");
        if (store.FilesOf(_name).AreInStore)
            new ScratchLogs(store, _name).Collect();
        await Task.Delay(Settling, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stop.IsCancellationRequested)
            store.RecordDeath(new TrialId(_name, attempt.Trial), attempt.Number, death);
    }

    // Without a limit, workers that cannot work would be started for ever.
    private Task CountAsync(ref int inARow, int most, WorkerExit exit, CancellationToken stop)
    {
        var count = Interlocked.Increment(ref inARow);
        var how = ExitStatus.Describe(exit.Code, ExitStatus.SignalOf(exit.Code));
        if (count >= most)
            throw new WorkerFaultException(
                exit.LastWords.Length > 0
                    ? exit.LastWords
                    : $"{count} workers in a row ended by {how} before they took a trial.");
        progress.Say(
            $"A worker ended by {how}{(exit.LastWords.Length > 0 ? $": {exit.LastWords}" : "")}. Another "
                + "is started.");
        return Task.Delay(Pause * count, time, stop);
    }

    private void Relay(ProgressMessage message)
    {
        switch (message)
        {
            case StartedMessage started:
                Interlocked.Exchange(ref _earlyDeathsInARow, 0);
                if (Trial(started.Trial) is { } trial)
                    progress.TrialStarted(trial, started.StepsDone);
                break;
            case StepMessage step:
                progress.Step(step.Trial, step.Progress);
                break;
            case MetricMessage metric:
                progress.Metric(metric.Trial, metric.Metric, metric.Value);
                break;
            case EndedMessage ended:
                Interlocked.Exchange(ref _faultsInARow, 0);
                progress.TrialEnded(ended.Trial, ended.End, ended.Objective);
                break;
            case LeftMessage left:
                progress.TrialLeft(left.Trial, left.Why);
                break;
            case SaidMessage said:
                progress.Say(said.Message);
                break;
        }
    }

    // The sweep may have grown since its trials were read.
    private TrialRecord? Trial(int number) =>
        number < _trials.Count ? _trials[number] : store.FindTrial(new TrialId(_name, number));
}

/// <summary>No worker makes progress. The message is the last output of the last one.</summary>
internal sealed class WorkerFaultException(string message) : Exception(message);
