using Microsoft.Extensions.Hosting;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Decisions;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Trials;

/// <summary>Claims trials from a sweep's queue and runs one after the other. Where results decide the trials, it
/// decides when the queue is empty. Ends when every trial has ended, also those of other processes, which may die; when
/// the host stops; when the sweep is asked to stop; or when its time does not suffice for another trial.</summary>
internal sealed class WorkerService(
    SweepRecord sweep, ITrackingStore store, WorkerOptions options, TrialExecution execution, SweepDecider? decider,
    ISweepProgress progress, IHostApplicationLifetime lifetime, TimeProvider time) : CommandService(lifetime)
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(5);

    // A worker that is asked to stop ends within five seconds. A step that takes longer is lost.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly string _name = sweep.Name;

    // The output of a program has no other place.
    private readonly bool _keepsLogs = options.IsSupervised || sweep.IsOfPrograms();

    private readonly WorkerTime? _workerTime =
        options.UntilUtc is { } until ? new WorkerTime(until, sweep.Config(), time) : null;

    public static Task<ServiceResult> HostAsync(
        CommandContext context, ITrackingStore store, SweepRecord sweep, TrialCatalog catalog, WorkerOptions options,
        ISweepProgress progress, CancellationToken cancellationToken)
    {
        var execution = new TrialExecution(store, options, catalog, catalog.Data.Load, progress, context.Time);
        var decider = sweep.Config().IsDecidedByResults ? new SweepDecider(store, sweep, catalog, context.Time) : null;
        return HostAsync(
            lifetime => new WorkerService(sweep, store, options, execution, decider, progress, lifetime, context.Time),
            cancellationToken);
    }

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
        // A request that came while the process started is seen before the first claim.
        IsStopped |= store.IsStopRequested(_name);
        var faultsInARow = 0;
        while (!IsStopped && !stop.IsCancellationRequested)
        {
            // Whoever started the process may have time for the trial, or another machine.
            if (_workerTime?.AllowsClaim == false)
                return;
            if (store.ClaimNext(_name, options.Owner, _keepsLogs) is { } claim)
            {
                var begin = time.GetTimestamp();
                var result = await RunAsync(claim, graceEnds, stop);
                _workerTime?.Add(time.GetElapsedTime(begin));
                faultsInARow = result == ExecutionResult.Released ? faultsInARow + 1 : 0;
                if (faultsInARow > 0)
                    await Task.Delay(PauseAfter(faultsInARow), time, stop);

                // A fault leaves libtorch's memory on the GPU, or a context in which every later call fails.
                IsStopped |= result != ExecutionResult.Done && options.IsSupervised
                    && DeviceKinds.Parse(sweep.Definition.Device) == DeviceKind.Cuda;
            }
            else if (store.IsDone(_name))
                return;
            else if (decider is null || !store.IsOpen(_name) || !decider.TryDecide())
                await Task.Delay(store.PollingInterval, time, stop);
        }
    }

    // What holds the memory or the disk needs time to release it. Without a pause, one fault would hit the whole queue.
    private static TimeSpan PauseAfter(int faultsInARow) => TimeSpan.FromSeconds(
        Math.Min(FirstPause.TotalSeconds * Math.Pow(2, faultsInARow - 1), LongestPause.TotalSeconds));

    private async Task<ExecutionResult> RunAsync(Claim claim, Task graceEnds, CancellationToken stop)
    {
        using var training = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = Task.Factory.StartNew(
            () => execution.Run(sweep, claim, training.Token), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            await RenewAsync(claim, run, graceEnds, training);
            if (graceEnds.IsCompleted && !run.IsCompleted)
            {
                CurrentProcess.IsTrainingLeft = true;
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
            return ExecutionResult.Done;
        }
    }

    // Until the trial ends, loses its lease or takes too long to stop. Training never continues without a lease.
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
            // Another process has the trial, or it has just ended: the run tells which.
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

internal sealed record WorkerOptions
{
    public required LeaseOwner Owner { get; init; }

    /// <summary>The device that the process is bound to; null for the one in the sweep's config.</summary>
    public Device? Device { get; init; }

    /// <summary>When the time of the process on its machine ends; null for no limit.</summary>
    public DateTimeOffset? UntilUtc { get; init; }

    /// <summary>True if a supervisor replaces the process when it ends with work left. Each attempt's standard error
    /// then goes to the trial's folder, not to the user's terminal.</summary>
    public bool IsSupervised { get; init; }
}

/// <summary>Checks at each <see cref="ITrackingStore.PollingInterval"/> whether a sweep is asked to stop, one check at
/// a time: while a store does not answer, more of them would take every thread of the pool.</summary>
internal sealed class StopRequestWatch : IAsyncDisposable
{
    private readonly Lock _checking = new();
    private readonly ITrackingStore _store;
    private readonly string _sweep;
    private readonly Action _onStop;
    private readonly ITimer _timer;

    public StopRequestWatch(ITrackingStore store, string sweep, TimeProvider time, Action onStop)
    {
        (_store, _sweep, _onStop) = (store, sweep, onStop);
        _timer = time.CreateTimer(_ => Check(), null, store.PollingInterval, store.PollingInterval);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Check()
    {
        if (!_checking.TryEnter())
            return;
        try
        {
            if (_store.IsStopRequested(_sweep))
                _onStop();
        }
        catch (TrackingException)
        {
            // The next check may succeed. A store that fails for good ends the trial that writes to it.
        }
        finally
        {
            _checking.Exit();
        }
    }
}
