using Microsoft.Extensions.Hosting;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Trials;

/// <summary>
/// Takes one trial after the other from a sweep's queue and runs it. Ends when no trial is left, neither in the queue
/// nor with another process that may yet die of it; or when the host stops; or when the sweep is asked to.
/// </summary>
internal sealed class WorkerService(
    SweepRecord sweep,
    ITrackingStore store,
    WorkerSetting setting,
    TrialExecution execution,
    ISweepProgress progress,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : CommandService(lifetime)
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(5);

    // One that is asked to stop has ended after five seconds: what a longer step has done since the last checkpoint is
    // given up.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.5);

    private readonly string _name = sweep.Definition.Name;

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var watch = new StopRequestWatch(store, _name, time, () =>
        {
            IsStopped = true;
            _ = stop.CancelAsync();
        });
        try
        {
            await RunTrialsAsync(GraceAfterAsync(stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task GraceAfterAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Grace, time, CancellationToken.None);
    }

    private async Task RunTrialsAsync(Task graceEnds, CancellationToken stop)
    {
        // A request that came while the process started is seen before it takes anything.
        IsStopped |= store.IsStopRequested(_name);
        var faultsInARow = 0;
        while (!IsStopped && !stop.IsCancellationRequested)
        {
            if (store.ClaimNext(_name, setting.Owner, setting.KeepsLogs) is { } claim)
            {
                var end = await RunAsync(claim, graceEnds, stop);
                faultsInARow = end == ExecutionEnd.GivenBack ? faultsInARow + 1 : 0;
                if (faultsInARow > 0)
                    await Task.Delay(PauseAfter(faultsInARow), time, stop);

                // What a fault leaves on a GPU goes with the process alone: memory that libtorch keeps, a context in
                // which every later call fails.
                IsStopped |= end != ExecutionEnd.Done
                    && setting.IsReplaced
                    && sweep.Definition.Device == DeviceKind.Cuda.Name();
            }
            else if (store.IsDone(_name))
                return;
            else
                await Task.Delay(LookInterval, time, stop);
        }
    }

    // Whatever holds the memory or the disk needs time to give it back: else one fault would go through the whole
    // queue.
    private static TimeSpan PauseAfter(int faultsInARow) =>
        TimeSpan.FromSeconds(
            Math.Min(FirstPause.TotalSeconds * Math.Pow(2, faultsInARow - 1), LongestPause.TotalSeconds));

    private async Task<ExecutionEnd> RunAsync(Claim claim, Task graceEnds, CancellationToken stop)
    {
        using var training = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = Task.Factory.StartNew(
            () => execution.Run(sweep, claim, training.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            await RenewAsync(claim, run, graceEnds, training);
            if (graceEnds.IsCompleted && !run.IsCompleted)
            {
                ProcessEnds.IsTrainingLeft = true;
                stop.ThrowIfCancellationRequested();
            }

            return await run;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            progress.TrialLeft(claim.Trial.Number, null);
            throw;
        }
        catch (Exception exception) when (exception is LeaseLostException or OperationCanceledException)
        {
            progress.TrialLeft(claim.Trial.Number, "taken over by another process");
            return ExecutionEnd.Done;
        }
    }

    // Returns when the trial has ended, its lease is lost or it takes too long to stop; no training goes on without a
    // lease.
    private async Task RenewAsync(Claim claim, Task run, Task graceEnds, CancellationTokenSource training)
    {
        try
        {
            while (true)
            {
                await Task.WhenAny(run, graceEnds, Task.Delay(RenewalInterval, time, CancellationToken.None));
                if (run.IsCompleted || graceEnds.IsCompleted)
                    return;
                store.Renew(claim);
            }
        }
        catch (LeaseLostException)
        {
            // Another process has the trial, or it has just ended: how, the task tells.
            await training.CancelAsync();
        }
        catch
        {
            await training.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}

/// <summary>What a process is that runs trials.</summary>
internal sealed record WorkerSetting
{
    /// <summary>The process, as the holder of leases.</summary>
    public required LeaseOwner Owner { get; init; }

    /// <summary>The device that it was bound to; null for the one that the sweep's config names.</summary>
    public Device? Device { get; init; }

    /// <summary>True where a supervisor starts another process in the place of this one when it ends with work
    /// left.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>True to keep each attempt's standard error in the trial's folder; false where that is the user's
    /// terminal.</summary>
    public bool KeepsLogs { get; init; }
}
