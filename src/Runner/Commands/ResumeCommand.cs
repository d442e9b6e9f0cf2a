using System.CommandLine;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>resume [SWEEP]</c>: goes on with what was begun, without its file.</summary>
internal static class ResumeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string?>("SWEEP")
        {
            Description = "The sweep; every one that is not done when left out, the oldest first.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var workers = new WorkerOptions();
        var command = new Command(
            "resume",
            "Go on with the trials of a sweep that are not done, each from its last checkpoint. Example: "
                + "sweep resume alexnet-lr")
        {
            name,
        };
        workers.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var sweeps = result.GetValue(name) is { } wanted ? [Lookup.Sweep(store, wanted)] : Unfinished(store);
            if (sweeps.Count == 0)
                await context.Error.WriteLineAsync($"Nothing is left to do in {store.Url}.");
            return await new SweepRun(context, workers.Of(result)).ResumeAllAsync(
                store, sweeps, shouldRun: null, cancellationToken);
        });
        return command;
    }

    private static IReadOnlyList<SweepRecord> Unfinished(ITrackingStore store) =>
        [.. store.Sweeps().Where(sweep => !store.IsDone(sweep.Definition.Name))];
}
