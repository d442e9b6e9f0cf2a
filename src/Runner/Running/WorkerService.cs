using Microsoft.Extensions.Hosting;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Running;

/// <summary>
/// Takes one trial after the other from a sweep's queue and runs it. Ends when no trial is left, neither in the queue nor with another
/// process that may yet die of it; or when the host stops; or when the sweep is asked to.
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
    // One that is asked to stop has ended after five seconds: what a longer step has done since the last checkpoint is given up.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.5);

    private readonly string _name = sweep.Definition.Name;

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var looking = new PeriodicTimer(LookInterval, time);
        var watch = WatchForStopAsync(looking, stop);
        try
        {
            await RunTrialsAsync(GraceAfterAsync(stop.Token), stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            stoppingToken.ThrowIfCancellationRequested();
        }
        finally
        {
            looking.Dispose();
            await watch.ConfigureAwait(false);
        }
    }

    private async Task GraceAfterAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Grace, time, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task RunTrialsAsync(Task graceEnds, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (store.ClaimNext(_name, setting.Owner, setting.KeepsLogs) is { } claim)
                await RunAsync(claim, graceEnds, stop).ConfigureAwait(false);
            else if (IsDone())
                return;
            else
                await Task.Delay(LookInterval, time, stop).ConfigureAwait(false);
        }
    }

    private bool IsDone()
    {
        var counts = store.OutcomeCounts(_name);
        return !counts.ContainsKey(Outcome.Queued) && !counts.ContainsKey(Outcome.Running);
    }

    private async Task WatchForStopAsync(PeriodicTimer looking, CancellationTokenSource stop)
    {
        try
        {
            while (await looking.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (!store.IsStopRequested(_name))
                    continue;
                IsStopped = true;
                await stop.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
        catch (TrackingException)
        {
            // A store that fails shows at the next renewal, where it ends the service.
        }
    }

    private async Task RunAsync(Claim claim, Task graceEnds, CancellationToken stop)
    {
        var training = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = Task.Factory.StartNew(
            () => execution.Run(sweep, claim, training.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await RenewAsync(claim, run, graceEnds, training).ConfigureAwait(false);
            if (graceEnds.IsCompleted && !run.IsCompleted)
            {
                ProcessEnds.IsTrainingLeft = true;
                stop.ThrowIfCancellationRequested();
            }

            await run.ConfigureAwait(false);
            training.Dispose();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            progress.TrialLeft(claim.Trial.Number, null);
            throw;
        }
        catch (Exception exception) when (exception is LeaseLostException or OperationCanceledException)
        {
            progress.TrialLeft(claim.Trial.Number, "taken over by another process");
        }
    }

    // Returns when the trial has ended, its lease is lost or it takes too long to stop; no training goes on without a lease.
    private async Task RenewAsync(Claim claim, Task run, Task graceEnds, CancellationTokenSource training)
    {
        try
        {
            while (true)
            {
                await Task.WhenAny(run, graceEnds, Task.Delay(RenewalInterval, time, CancellationToken.None)).ConfigureAwait(false);
                if (run.IsCompleted || graceEnds.IsCompleted)
                    return;
                store.Renew(claim);
            }
        }
        catch (LeaseLostException)
        {
            // Another process has the trial, or it has just ended: how, the task tells.
            await training.CancelAsync().ConfigureAwait(false);
        }
        catch
        {
            await training.CancelAsync().ConfigureAwait(false);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
