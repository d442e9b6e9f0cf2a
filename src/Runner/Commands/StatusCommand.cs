using Spectre.Console;
using SweepRunner.Runner.Launchers;
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
            var tasks = new TaskReader(context, store);
            async Task<IReadOnlyList<SweepStatus>> ReadAsync()
            {
                var sweeps = new List<SweepStatus>();
                foreach (var sweep in Sweeps(store, only, seen))
                    sweeps.Add(SweepStatus.Read(
                        store, sweep, await tasks.ReadAsync(sweep.Name, cancellationToken), context.Time));
                return sweeps;
            }

            var sweeps = await ReadAsync();
            if (result.GetValue(json))
            {
                JsonOutput.Write(context, sweeps.Select(StatusScreen.ToJson));
                return ExitCodes.Done;
            }

            if (context.IsTerminal && !result.GetValue(once) && sweeps.Any(sweep => sweep.IsActive))
                sweeps = await WatchAsync(context, ReadAsync, commands, cancellationToken);
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
        CommandContext context, Func<Task<IReadOnlyList<SweepStatus>>> readAsync, SweepCommands commands,
        CancellationToken cancellationToken)
    {
        var sweeps = await readAsync();
        await context.Output.Live(Text.Empty).AutoClear(true).StartAsync(async live =>
        {
            for (var quiet = 0; quiet < QuietLooks && sweeps.Any(sweep => sweep.IsOpen);)
            {
                var lines = StatusScreen.Lines(sweeps, commands, context.Columns);
                live.UpdateTarget(new Rows(lines.Select(line => new Text(line))));
                try
                {
                    await Task.Delay(Interval, context.Time, cancellationToken);
                    sweeps = await readAsync();
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // Watching changes nothing, so ending it is no interruption.
                    return;
                }

                quiet = sweeps.Any(sweep => sweep.IsActive) ? 0 : quiet + 1;
            }
        });
        return sweeps;
    }
}

/// <summary>Asks clusters for the tasks of sweeps, and not again within ten seconds: they serve many users.</summary>
internal sealed class TaskReader(CommandContext context, ITrackingStore store)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (long Timestamp, SweepTasks Tasks)> _read = [];

    public async Task<SweepTasks> ReadAsync(string sweep, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(sweep, out var last) && context.Time.GetElapsedTime(last.Timestamp) < Interval)
            return last.Tasks;
        var tasks = await SweepTasks.ReadAsync(new LaunchPlace(context, store, sweep), cancellationToken);
        _read[sweep] = (context.Time.GetTimestamp(), tasks);
        return tasks;
    }
}
