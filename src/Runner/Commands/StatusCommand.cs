using System.CommandLine;
using Spectre.Console;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>sweep status</c>: what runs now. Only reads, so any number may watch.</summary>
internal static class StatusCommand
{
    // A worker that is between two trials holds no lease: the silence has to last a while before nothing runs.
    private const int QuietLooks = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string?>("SWEEP")
        {
            Description = "The sweep; every one with trials that wait or run when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var once = new Option<bool>("--once")
        {
            Description = "Write it once. On a terminal it is otherwise drawn anew every second until nothing runs.",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "status", "Show what runs now, and how far it is. Example: sweep status alexnet-lr --once")
        {
            name,
            once,
            json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var only = result.GetValue(name);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            IReadOnlyList<SweepStatus> Read() =>
                [.. Sweeps(store, only, seen).Select(sweep => SweepStatus.Read(store, sweep, context.Time))];

            var sweeps = Read();
            if (result.GetValue(json))
            {
                JsonOutput.Write(context, sweeps.Select(StatusScreen.Shape));
                return ExitCodes.Done;
            }

            if (context.IsTerminal && !result.GetValue(once) && sweeps.Any(sweep => sweep.Held > 0))
                sweeps = await WatchAsync(context, Read, cancellationToken);
            foreach (var line in StatusScreen.Lines(sweeps, Columns(context)))
                context.Out.Write(line + "\n");
            return ExitCodes.Done;
        });
        return command;
    }

    // A sweep that was seen open stays, so that who watches sees it end.
    private static IEnumerable<SweepRecord> Sweeps(ITrackingStore store, string? only, HashSet<string> seen)
    {
        if (only is not null)
            return [Lookup.Sweep(store, only)];
        var sweeps = store.Sweeps();
        seen.UnionWith(sweeps.Select(sweep => sweep.Definition.Name).Where(name => !store.IsDone(name)));
        return sweeps.Where(sweep => seen.Contains(sweep.Definition.Name));
    }

    // Draws until nothing runs or its reader has seen enough, clears what it drew and returns what it saw last.
    private static async Task<IReadOnlyList<SweepStatus>> WatchAsync(
        CommandContext context, Func<IReadOnlyList<SweepStatus>> read, CancellationToken cancellationToken)
    {
        var sweeps = read();
        await context.Output.Live(Text.Empty).AutoClear(true).StartAsync(async live =>
        {
            for (var quiet = 0; quiet < QuietLooks && sweeps.Any(sweep => sweep.IsOpen);)
            {
                live.UpdateTarget(
                    new Rows(StatusScreen.Lines(sweeps, Columns(context)).Select(line => new Text(line))));
                try
                {
                    await Task.Delay(Interval, context.Time, cancellationToken);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // Watching changes nothing: to end it is no interruption.
                    return;
                }

                sweeps = read();
                quiet = sweeps.Any(sweep => sweep.Held > 0) ? 0 : quiet + 1;
            }
        });
        return sweeps;
    }

    private static int? Columns(CommandContext context) => context.IsTerminal ? context.Output.Profile.Width : null;
}
