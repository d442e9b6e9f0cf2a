using SweepRunner.Runner.Trials;

namespace SweepRunner.Runner.Launchers.Tasks;

/// <summary>Why a task stops its workers by itself.</summary>
internal enum TaskStop
{
    /// <summary>Its time ends.</summary>
    OutOfTime,

    /// <summary>The cluster ends it, or has started it elsewhere.</summary>
    Ended,

    /// <summary>What started it is dead.</summary>
    Orphaned,

    /// <summary>All trials that are left run elsewhere.</summary>
    Idle,
}

/// <summary>Watches over a task while its workers run, and stops them in time.</summary>
internal sealed class TaskWatch : IAsyncDisposable
{
    // A trial that a task loses unseen is free for others after its lease of 15 seconds.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), QueueLook = TimeSpan.FromSeconds(5);

    // Administrators may change the time limit, and a cluster that lost the node may run the task elsewhere.
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(60);

    private readonly IWorkerTask _task;
    private readonly ITrackingStore _store;
    private readonly string _sweep;
    private readonly TaskProgress _progress;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _end = new();
    private Task _watching = Task.CompletedTask;

    private TaskWatch(
        IWorkerTask task, ITrackingStore store, SweepRecord sweep, TaskProgress progress, TimeProvider time,
        CancellationTokenSource stop) =>
        (_task, _store, _sweep, _progress, _time, _stop) = (task, store, sweep.Name, progress, time, stop);

    /// <summary>When the time of the task ends; null for no limit.</summary>
    public DateTimeOffset? EndsUtc { get; private set; }

    /// <summary>Why it stopped the workers; null if it did not.</summary>
    public TaskStop? Reason { get; private set; }

    /// <summary>Reads the state of the task and starts to watch. <paramref name="stop"/> is cancelled when the workers
    /// have to stop.</summary>
    public static async Task<TaskWatch> StartAsync(
        IWorkerTask task, ITrackingStore store, SweepRecord sweep, TaskProgress progress, TimeProvider time,
        CancellationTokenSource stop)
    {
        var watch = new TaskWatch(task, store, sweep, progress, time, stop);
        if (await watch.FindReasonAsync(isFirst: true, stop.Token) is { } reason)
            await watch.StopAsync(reason);
        watch._watching = watch.WatchAsync();
        return watch;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        var (read, looked) = (_time.GetTimestamp(), _time.GetTimestamp());
        using var timer = new PeriodicTimer(Look, _time);
        while (await timer.WaitForNextTickAsync(_end.Token))
        {
            TaskStop? reason = null;
            if (_task.IsOrphaned)
                reason = TaskStop.Orphaned;
            else if (EndsUtc - _time.GetUtcNow() <= WorkerTime.StopMargin)
                reason = TaskStop.OutOfTime;
            else if (_time.GetElapsedTime(read) >= Reading)
            {
                reason = await FindReasonAsync(isFirst: false, _end.Token);
                read = _time.GetTimestamp();
            }
            else if (_time.GetElapsedTime(looked) >= QueueLook)
            {
                reason = IsIdle() ? TaskStop.Idle : null;
                looked = _time.GetTimestamp();
            }

            if (reason is not { } found)
                continue;
            await StopAsync(found);
            return;
        }
    }

    private Task StopAsync(TaskStop reason)
    {
        Reason = reason;
        return _stop.CancelAsync();
    }

    private async Task<TaskStop?> FindReasonAsync(bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await _task.ReadAsync(cancellationToken);
            EndsUtc = reading.EndsUtc;
            return reading.Ending == TaskEnding.None ? null : TaskStop.Ended;
        }
        catch (CommandException exception)
        {
            // The cluster may answer later. What is known stays.
            if (isFirst)
                _progress.Say($"Warning: the time of this task is not known. {exception.Message}");
            return null;
        }
    }

    private bool IsIdle()
    {
        try
        {
            return _progress.IdleTime >= LongestIdle && !_store.IsOpen(_sweep)
                && !_store.OutcomeCounts(_sweep).ContainsKey(Outcome.Queued);
        }
        catch (TrackingException)
        {
            // The next look may succeed.
            return false;
        }
    }
}
