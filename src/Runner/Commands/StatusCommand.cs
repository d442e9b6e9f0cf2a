using Spectre.Console;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

/// <summary><c>status</c>: shows what runs now. It only reads, so any number may watch.</summary>
internal static class StatusCommand
{
    // A worker between two trials holds no lease, so one look without a lease is not enough.
    private const int QuietLooks = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.OptionalName("SWEEP", "The sweep. Default: every sweep with trials that wait or run.")
            .CompleteSweeps(context);
        var once = new Option<bool>("--once")
        {
            Description = "Show the status once. By default, a terminal shows it every second until nothing runs.",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "status", "Show what runs now and its progress. Example: sweep status alexnet-lr --once")
        { name, once, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var (only, commands) = (result.GetValue(name), context.Commands(store.Url));
            var seen = new HashSet<string>();
            IReadOnlyList<SweepStatus> Read() =>
                [.. Sweeps(store, only, seen).Select(sweep => SweepStatus.Read(store, sweep, context.Time))];

            var sweeps = Read();
            if (result.GetValue(json))
            {
                JsonOutput.Write(context, sweeps.Select(StatusScreen.ToJson));
                return ExitCodes.Done;
            }

            if (context.IsTerminal && !result.GetValue(once) && sweeps.Any(sweep => sweep.IsActive))
                sweeps = await WatchAsync(context, Read, commands, cancellationToken);
            foreach (var line in StatusScreen.Lines(sweeps, commands, context.Columns))
                context.Out.Write(line + "\n");
            return ExitCodes.Done;
        });
        return command;
    }

    // A sweep that was open once stays, so that the watcher sees its end.
    private static IEnumerable<SweepRecord> Sweeps(ITrackingStore store, string? only, HashSet<string> seen)
    {
        if (only is not null)
            return [Lookup.Sweep(store, only)];
        var sweeps = store.Sweeps();
        seen.UnionWith(sweeps.Select(sweep => sweep.Name).Where(name => !store.IsDone(name)));
        return sweeps.Where(sweep => seen.Contains(sweep.Name));
    }

    // Draws until nothing runs or the user interrupts, clears the display and returns the last state.
    private static async Task<IReadOnlyList<SweepStatus>> WatchAsync(
        CommandContext context, Func<IReadOnlyList<SweepStatus>> read, SweepCommands commands,
        CancellationToken cancellationToken)
    {
        var sweeps = read();
        await context.Output.Live(Text.Empty).AutoClear(true).StartAsync(async live =>
        {
            for (var quiet = 0; quiet < QuietLooks && sweeps.Any(sweep => sweep.IsOpen);)
            {
                var lines = StatusScreen.Lines(sweeps, commands, context.Columns);
                live.UpdateTarget(new Rows(lines.Select(line => new Text(line))));
                try
                {
                    await Task.Delay(Interval, context.Time, cancellationToken);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // Watching changes nothing, so ending it is no interruption.
                    return;
                }

                sweeps = read();
                quiet = sweeps.Any(sweep => sweep.IsActive) ? 0 : quiet + 1;
            }
        });
        return sweeps;
    }
}
