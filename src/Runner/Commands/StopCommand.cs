using System.CommandLine;
using System.Globalization;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>stop SWEEP</c>: ends the running of a sweep from another terminal, in good order.</summary>
internal static class StopCommand
{
    private const int QuietLooks = 4;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("SWEEP") { Description = "The sweep." };
        var command = new Command(
            "stop",
            "Stop the trials of a sweep that are running, wherever: each takes a checkpoint and goes "
                + "back to the queue. Example: sweep stop alexnet-lr")
        {
            name,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name)).Definition.Name;
            if (store.IsDone(sweep))
                return await SayDoneAsync(context, sweep);
            store.RequestStop(sweep);
            var running = await WaitAsync(store, sweep, context.Time, cancellationToken);
            if (running > 0)
            {
                await context.Error.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sweep} was asked to stop, and {running} of its trials still run: each stops at "
                            + $"the end of its step."));
                return ExitCodes.Failed;
            }

            var counts = store.OutcomeCounts(sweep);
            var left = counts.GetValueOrDefault(Outcome.Queued) + counts.GetValueOrDefault(Outcome.Running);
            if (left == 0)
            {
                // Its last trial has ended meanwhile: a request that stayed would stop who works on trials that come
                // later.
                store.ClearStop(sweep);
                return await SayDoneAsync(context, sweep);
            }

            var trials = string.Create(
                CultureInfo.InvariantCulture, $"{left} {(left == 1 ? "trial is" : "trials are")}");
            await context.Out.WriteLineAsync(
                $"Nothing of {sweep} runs any more; {trials} left. 'sweep resume {sweep}' goes on.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<int> SayDoneAsync(CommandContext context, string sweep)
    {
        await context.Out.WriteLineAsync($"Nothing of {sweep} runs: it is done.");
        return ExitCodes.Done;
    }

    // A worker that is between two trials has not seen the request yet: the silence has to last a while.
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
