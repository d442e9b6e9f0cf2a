using Microsoft.Extensions.Hosting;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Running;

/// <summary>Takes one trial after the other from a sweep's queue and runs it, until none is left or the host stops.</summary>
internal sealed class SweepService(
    SweepRecord sweep,
    ITrackingStore store,
    LeaseOwner owner,
    TrialExecution execution,
    ISweepProgress progress,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(5);

    /// <summary>What ended the service before its time; null when the queue is empty or the host was stopped.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A background service that throws would end the host with exit code 0.
        try
        {
            while (!stoppingToken.IsCancellationRequested && store.ClaimNext(sweep.Definition.Name, owner) is { } claim)
            {
                progress.TrialStarted(claim.Trial);
                await RunAsync(claim, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Fault = exception;
        }

        lifetime.StopApplication();
    }

    private async Task RunAsync(Claim claim, CancellationToken stoppingToken)
    {
        using var training = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var run = Task.Factory.StartNew(
            () => execution.Run(sweep, claim, training.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await RenewAsync(claim, run, training).ConfigureAwait(false);
            await run.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LeaseLostException || (exception is OperationCanceledException && !stoppingToken.IsCancellationRequested))
        {
            progress.TrialLost();
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
