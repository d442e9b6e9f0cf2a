using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

internal static class ResumeCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.OptionalName(
            "SWEEP", "The sweep. Default: every sweep that is not done, the oldest first.");
        var command = new Command(
            "resume",
            "Resume the trials of a sweep that have not ended, each from its last checkpoint. Example: sweep resume "
                + "alexnet-lr") { name };
        var workers = new WorkerCountOptions(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            IReadOnlyList<SweepRecord> sweeps = result.GetValue(name) is { } wanted
                ? [Lookup.Sweep(store, wanted)]
                : [.. store.Sweeps().Where(sweep => !store.IsDone(sweep.Name))];
            if (sweeps.Count == 0)
                context.Error.WriteLine($"Nothing is left to do in {store.Url}.");
            return await new SweepRun(context, workers.Read(result)).ResumeAllAsync(
                store, sweeps, shouldRun: null, cancellationToken);
        });
        return command;
    }
}
