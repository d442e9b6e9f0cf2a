using Microsoft.Extensions.Hosting;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Runner.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Sweeps;

/// <summary>
/// Keeps worker processes at a sweep until it is done: starts them, starts another in the place of one that died, and
/// writes that death into the store. It holds nothing that is not in the store, so it may itself be killed at any
/// moment.
/// </summary>
internal sealed class SupervisorService(
    SweepRecord sweep,
    ITrackingStore store,
    IReadOnlyList<Device> slots,
    WorkerLauncher launch,
    ISweepProgress progress,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : CommandService(lifetime)
{
    /// <summary>Workers in a row that end by a fault of their own, no trial having ended meanwhile, until the sweep is
    /// given up.</summary>
    internal const int MostFaultsInARow = 3;

    /// <summary>Workers in a row that are killed before they take a trial, until the sweep is given up.</summary>
    internal const int MostEarlyDeathsInARow = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    // A worker ends by itself after four; the promise is to have ended after five.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4.5);

    // A supervisor that is killed together with its worker, a moment later, has then not counted the death against the
    // trial.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);

    private readonly string _name = sweep.Definition.Name;
    private readonly IReadOnlyList<TrialRecord> _trials = store.Trials(sweep.Definition.Name);
    private int _faultsInARow;
    private int _earlyDeathsInARow;

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var watch = new StopRequestWatch(store, _name, time, () => IsStopped = true);
        var workers = slots.Select(device => KeepAsync(device, stop)).ToList();
        var all = Task.WhenAll(workers);
        await Task.WhenAny(workers);

        // A worker that hangs, or was stopped for good, does not hold up a sweep that is done.
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
                // Another worker takes the place of the one that ended.
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    // True when another worker is to take its place.
    private async Task<bool> RunWorkerAsync(Device device, CancellationToken stop)
    {
        using var worker = launch(device);
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

        var end = await running;
        return !stop.IsCancellationRequested && await ShouldReplaceAsync(worker, end, stop);
    }

    private async Task<bool> ShouldReplaceAsync(IWorker worker, WorkerEnd end, CancellationToken stop)
    {
        if (end.ExitCode == ExitCodes.Done)
            return false;
        if (end.ExitCode == ExitCodes.Interrupted)
        {
            IsStopped |= store.IsStopRequested(_name);
            return !IsStopped;
        }

        // The store, or the data, cannot be used, and the worker has tried for a while: another would fare no better,
        // and no trial is to blame.
        if (end.ExitCode == ExitCodes.BadInput)
            throw new WorkerFaultException(end.LastWords);

        var attempt = worker.Owner is { } owner ? store.LastAttemptOf(_name, owner) : null;
        var hasDied = attempt is { Ending: null or AttemptEnding.Died or AttemptEnding.Lost };
        if (hasDied)
            await RecordDeathAsync(attempt!, end, stop);
        else if (ProcessEnds.SignalOf(end.ExitCode) is null)
            await CountAsync(ref _faultsInARow, MostFaultsInARow, end, stop);
        else
            await CountAsync(ref _earlyDeathsInARow, MostEarlyDeathsInARow, end, stop);
        return true;
    }

    private async Task RecordDeathAsync(AttemptRecord attempt, WorkerEnd end, CancellationToken stop)
    {
        var signal = ProcessEnds.SignalOf(end.ExitCode);
        var death = new WorkerDeath(signal is null ? end.ExitCode : null, signal, time.GetUtcNow());
        progress.TrialLeft(
            attempt.Trial,
            $"its worker ended by {ProcessEnds.Describe(death.ExitCode, signal)}; the trial goes on from "
                + $"its last checkpoint. The worker's log: {attempt.LogPath}");
        await Task.Delay(Settling, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stop.IsCancellationRequested)
            store.RecordDeath(new TrialId(_name, attempt.Trial), attempt.Number, death);
    }

    // Workers that cannot work would else be started for ever.
    private Task CountAsync(ref int inARow, int most, WorkerEnd end, CancellationToken stop)
    {
        var count = Interlocked.Increment(ref inARow);
        var how = ProcessEnds.Describe(end.ExitCode, ProcessEnds.SignalOf(end.ExitCode));
        if (count >= most)
            throw new WorkerFaultException(
                end.LastWords.Length > 0
                    ? end.LastWords
                    : $"{count} workers in a row ended by {how} before they took a trial.");
        progress.Say(
            $"A worker ended by {how}{(end.LastWords.Length > 0 ? $": {end.LastWords}" : "")}. Another is " + "started."
        );
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
                progress.TrialEnded(ended.Trial, ended.End);
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

/// <summary>No worker gets any further: the message is the last one's last words.</summary>
internal sealed class WorkerFaultException(string message) : Exception(message);
