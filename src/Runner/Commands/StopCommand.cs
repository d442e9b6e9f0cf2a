using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class StopCommand
{
    // A worker between two trials has not seen the request yet, so one look without a running trial is not enough.
    private const int QuietLooks = 4;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var command = new Command(
            "stop",
            "Stop the running trials of a sweep on any machine: each saves a checkpoint and returns to the queue. "
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
        if (await WaitAsync(store, sweep, context.Time, cancellationToken) is > 0 and var running)
        {
            context.Error.WriteLine(
                $"{sweep} was asked to stop, and {running} of its trials still run: each stops at the "
                    + "end of its step.");
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
