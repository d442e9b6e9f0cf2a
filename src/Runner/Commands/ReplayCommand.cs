using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Decisions;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

/// <summary><c>replay SWEEP</c>: makes the decisions of a sweep again and compares.</summary>
internal static class ReplayCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var command = new Command(
            "replay",
            "Make every decision of a search, a race or a pruning rule again from the results that it had seen, and "
                + "compare. Changes nothing. Example: sweep replay my-search") { name };
        command.SetAction((result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            var decisions = store.Decisions(sweep.Name).Count;
            if (decisions == 0)
                throw new CommandException(
                    $"All trials of '{sweep.Name}' were planned before it ran; there is no decision to replay.");
            var replay = SweepReplay.Run(store, sweep, sweep.Catalog(context.Images(cancellationToken)));
            foreach (var difference in replay.Differences)
                context.Out.Write($"{difference}\n");
            context.Out.Write(
                $"{replay.Replayed} of {NumberText.Count(decisions, "decision")} made again: "
                    + (replay.Differences.Count == 0 ? "all come out the same" : $"{replay.Differences.Count} differ")
                    + ".\n");
            return Task.FromResult(replay.Differences.Count == 0 ? ExitCodes.Done : ExitCodes.Failed);
        });
        return command;
    }
}
