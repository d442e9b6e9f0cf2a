using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Launchers.Tasks;

/// <summary>Runs workers as a task that a launcher has started: as many as the task has room for, until no trial is
/// left for it or its time ends. It leaves no process behind, and queues itself again if work is left.</summary>
/// <param name="context">The command.</param>
/// <param name="store">The store.</param>
/// <param name="sweep">The sweep.</param>
/// <param name="task">This process as a task.</param>
/// <param name="start">Starts a worker on a device, given when the time of the task ends.</param>
internal sealed class TaskRun(
    CommandContext context, ITrackingStore store, SweepRecord sweep, IWorkerTask task,
    Func<Device, DateTimeOffset?, IWorker> start)
{
    // The cluster answers slowly while it ends many jobs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _name = sweep.Name;

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var display = ISweepProgress.Create(context);
        var progress = new TaskProgress(display, context.Time);
        if (store.PrepareArtifacts(_name) is { } note)
            progress.Say(note);
        progress.Begin(sweep, store.Trials(_name), isDecided: store.IsOpen(_name));
        if (store.IsDone(_name))
            return ExitCodes.Done;
        MachineNotes.Record(store, sweep.Definition, context.Time, progress.Say);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var watch = await TaskWatch.StartAsync(task, store, sweep, progress, context.Time, stop);
        var slots = Slots();
        var until = watch.EndsUtc is { } ends ? $" until {ends.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "";
        progress.Say(
            $"{char.ToUpperInvariant(task.Name[0])}{task.Name[1..]} on {Environment.MachineName}{until}, with "
                + $"{NumberText.Count(slots.Count, "worker")}.");
        var end = await CommandService.HostAsync(
            lifetime => new SupervisorService(
                sweep, store, slots, device => start(device, watch.EndsUtc), progress, lifetime, context.Time),
            stop.Token);
        if (end.Fault is { } fault)
            throw Recorded(fault);
        return await EndAsync(watch.Reason, progress, cancellationToken);
    }

    // A fault of the node is one of all trials: 'status' shows it.
    private CommandException Recorded(Exception fault)
    {
        var message = $"{task.Name} on {Environment.MachineName} ended early: {fault.Message}";
        if (fault is not TrackingException)
            LaunchEvents.AddFailure(store, _name, message);
        return new CommandException(message, fault);
    }

    private IReadOnlyList<Device> Slots()
    {
        var resources = TrialResources.Of(sweep.Definition);
        // The cluster shows a task its own GPUs alone, numbered from 0.
        return
        [
            .. Enumerable.Range(0, task.Share.TrialsOfATask(resources)).Select(number =>
                resources.DeviceKind == DeviceKind.Cpu ? Device.Cpu : new Device(DeviceKind.Cuda, number)),
        ];
    }

    private async Task<int> EndAsync(TaskStop? stop, TaskProgress progress, CancellationToken cancellationToken)
    {
        if (store.IsDone(_name))
        {
            progress.Say($"The sweep {_name} is done.");
            return ExitCodes.Done;
        }

        if (store.IsStopRequested(_name))
        {
            progress.Say($"The sweep {_name} was asked to stop.");
            return ExitCodes.Done;
        }

        if (stop is TaskStop.Idle)
        {
            progress.Say("No trial is left for this task: others run the last ones.");
            return ExitCodes.Done;
        }

        using var patience = new CancellationTokenSource(Patience, context.Time);
        var reading = await ReadAsync(patience.Token);
        var why = reading.Ending switch
        {
            // The cluster may have seen it too, and have queued the task again.
            _ when stop is TaskStop.Orphaned => "The process of the cluster that started the task is dead.",
            TaskEnding.Cancelled => "The task was cancelled.",
            TaskEnding.Preempted => "The task was preempted.",
            TaskEnding.Requeued => "The cluster has queued the task again.",
            TaskEnding.TimeLimit => "The time limit of the task has ended it.",
            TaskEnding.Forgotten => "The cluster does not know this task.",
            _ when cancellationToken.IsCancellationRequested => "A signal asked the task to end.",
            _ => "The time of the task ends before another trial could reach a checkpoint.",
        };
        progress.Say($"{why} Its trials are in the queue of the sweep, with their checkpoints.");
        if (reading.Ending is TaskEnding.None or TaskEnding.TimeLimit)
            return await RequeueAsync(reading, progress, patience.Token);
        return ExitCodes.Interrupted;
    }

    private async Task<int> RequeueAsync(TaskReading reading, TaskProgress progress, CancellationToken patience)
    {
        var resume = context.Commands(store.Url).Write("resume", _name);
        if (!reading.CanRequeue)
        {
            progress.Say($"The task must not be queued again; '{resume}' submits what is left.");
            return ExitCodes.Interrupted;
        }

        try
        {
            progress.Say("The task queues itself again, to continue the sweep.");
            await task.RequeueAsync(patience);
            return ExitCodes.Done;
        }
        catch (CommandException exception)
        {
            progress.Say($"The task could not be queued again: {exception.Message} '{resume}' submits what is left.");
            return ExitCodes.Failed;
        }
    }

    private async Task<TaskReading> ReadAsync(CancellationToken patience)
    {
        try
        {
            return await task.ReadAsync(patience);
        }
        catch (Exception exception) when (exception is CommandException or OperationCanceledException)
        {
            return new TaskReading(TaskEnding.Forgotten, null, CanRequeue: false);
        }
    }
}
