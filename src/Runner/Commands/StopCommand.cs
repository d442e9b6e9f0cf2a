using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class StopCommand
{
    // A worker between two trials has not seen the request yet, so one look without a running trial is not enough.
    private const int QuietLooks = 4;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A cluster answers slowly and serves many users.
    private static readonly TimeSpan TaskLook = TimeSpan.FromSeconds(1), TaskPatience = TimeSpan.FromSeconds(30);

    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var command = new Command(
            "stop",
            "Stop the running trials of a sweep on any machine: each saves a checkpoint and returns to the queue. Its "
                + "tasks on a cluster end, also those that wait. "
                + "Example: sweep stop alexnet-lr") { name };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name)).Definition.Name;
            return store.IsDone(sweep)
                ? SayDone(context, sweep)
                : await StopAsync(context, store, sweep, cancellationToken);
        });
        return command;
    }

    private static async Task<int> StopAsync(
        CommandContext context, ITrackingStore store, string sweep, CancellationToken cancellationToken)
    {
        store.RequestStop(sweep);
        var place = new LaunchPlace(context, store, sweep);
        var fault = await CancelAsync(place, task => task.State == TaskState.Waiting, cancellationToken);
        if (await WaitAsync(store, sweep, context.Time, cancellationToken) is > 0 and var running)
        {
            context.Error.WriteLine(
                $"{sweep} was asked to stop, and {running} of its trials still run: each stops at the "
                    + "end of its step.");
            return ExitCodes.Failed;
        }

        fault ??= await EndTasksAsync(place, cancellationToken);
        if (fault is not null)
        {
            context.Error.WriteLine(
                $"{sweep} was asked to stop, and no trial of it runs. Its tasks may wait: {fault} One that starts "
                    + "ends at once.");
            return ExitCodes.Failed;
        }

        if (store.IsDone(sweep))
        {
            // The last trial has just ended. The request would stop the workers of trials that are added later.
            store.ClearStop(sweep);
            return SayDone(context, sweep);
        }

        var resume = context.Commands(store.Url).Write("resume", sweep);
        context.Out.WriteLine($"Stopped {sweep}; {Left(store, sweep)}. '{resume}' continues it.");
        return ExitCodes.Done;
    }

    // Tasks end by themselves once they see the request. Those that hang are killed.
    private static async Task<string?> EndTasksAsync(LaunchPlace place, CancellationToken cancellationToken)
    {
        var time = place.Context.Time;
        var (begin, isCancelled) = (time.GetTimestamp(), false);
        while (await SweepTasks.ReadAsync(place, cancellationToken) is var tasks)
        {
            var elapsed = time.GetElapsedTime(begin);
            if (tasks.Fault is { } fault)
                return fault;
            if (tasks.Tasks.Count == 0)
                return null;
            if (elapsed > TaskPatience * 2)
                return $"{NumberText.Count(tasks.Tasks.Count, "task")} cannot be ended: {tasks.Tasks[0].Id}.";
            if (!isCancelled && elapsed > TaskPatience)
            {
                isCancelled = true;
                if (await CancelAsync(place, _ => true, cancellationToken) is { } refusal)
                    return refusal;
            }

            await Task.Delay(TaskLook, time, cancellationToken);
        }

        return null;
    }

    // The reason why a cluster cannot be asked; null if it can.
    private static async Task<string?> CancelAsync(
        LaunchPlace place, Func<LaunchedTask, bool> isChosen, CancellationToken cancellationToken)
    {
        try
        {
            await SweepTasks.CancelAsync(place, isChosen, cancellationToken);
            return null;
        }
        catch (CommandException exception)
        {
            return exception.Message;
        }
    }

    private static string Left(ITrackingStore store, string sweep)
    {
        var counts = store.OutcomeCounts(sweep);
        var (left, paused) = (
            counts.GetValueOrDefault(Outcome.Queued) + counts.GetValueOrDefault(Outcome.Running),
            counts.GetValueOrDefault(Outcome.Paused));
        string?[] parts =
        [
            left > 0 || paused == 0 ? $"{NumberText.Count(left, "trial")} {(left == 1 ? "is" : "are")} left" : null,
            paused > 0 ? $"{NumberText.Count(paused, "trial")} {(paused == 1 ? "pauses" : "pause")}" : null,
            store.IsOpen(sweep) ? "further trials are decided on as results arrive" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static int SayDone(CommandContext context, string sweep)
    {
        context.Out.WriteLine($"{sweep} is done: nothing runs.");
        return ExitCodes.Done;
    }

    private static async Task<int> WaitAsync(
        ITrackingStore store, string sweep, TimeProvider time, CancellationToken cancellationToken)
    {
        var (running, quiet) = (0, 0);
        for (var begin = time.GetTimestamp(); quiet < QuietLooks && time.GetElapsedTime(begin) < Patience;)
        {
            running = store.RunningTrials(sweep);
            quiet = running == 0 ? quiet + 1 : 0;
            await Task.Delay(Look, time, cancellationToken);
        }

        return running;
    }
}
