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
            await RunTrialsAsync(stop.Token).ConfigureAwait(false);
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

    private async Task RunTrialsAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (store.ClaimNext(_name, setting.Owner, setting.KeepsLogs) is { } claim)
                await RunAsync(claim, stop).ConfigureAwait(false);
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

    private async Task RunAsync(Claim claim, CancellationToken stop)
    {
        using var training = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = Task.Factory.StartNew(
            () => execution.Run(sweep, claim, training.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await RenewAsync(claim, run, training).ConfigureAwait(false);
            await run.ConfigureAwait(false);
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

    // Returns when the trial has ended or its lease is lost; no training goes on without a lease.
    private async Task RenewAsync(Claim claim, Task run, CancellationTokenSource training)
    {
        try
        {
            while (await Task.WhenAny(run, Task.Delay(RenewalInterval, time, CancellationToken.None)).ConfigureAwait(false) != run)
                store.Renew(claim);
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
