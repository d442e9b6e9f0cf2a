using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class DeleteCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var yes = new Option<bool>("--yes", "-y") { Description = "Delete without asking." };
        var command = new Command(
            "delete",
            "Delete a sweep with its trials, metrics and artifacts. Refuses while a trial runs. Example: sweep delete "
                + "alexnet-lr --yes") { name, yes };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            if (!result.GetValue(yes) && !await IsConfirmedAsync(sweep, context, cancellationToken))
            {
                context.Error.WriteLine("Nothing was deleted.");
                return ExitCodes.Interrupted;
            }

            await RefuseTasksAsync(new LaunchPlace(context, store, sweep.Name), cancellationToken);
            context.PrepareArtifacts(store);
            store.DeleteSweep(sweep.Name);
            context.Out.Write($"Deleted {sweep.Name} with {NumberText.Count(sweep.TrialCount, "trial")}.\n");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task RefuseTasksAsync(LaunchPlace place, CancellationToken cancellationToken)
    {
        var tasks = await SweepTasks.ReadAsync(place, cancellationToken);
        if (tasks.Living.Count() is > 0 and var count)
        {
            var stop = place.Context.Commands(place.Store.Url).Write("stop", place.Sweep);
            throw new CommandException(
                $"{NumberText.Count(count, "task")} of the sweep '{place.Sweep}' "
                    + $"{(count == 1 ? "waits or runs" : "wait or run")} on a cluster. '{stop}' ends them.");
        }

        if (tasks.Fault is { } fault)
            place.Context.Error.WriteLine($"Warning: tasks of it may wait; they end when they start. {fault}");
    }

    private static async Task<bool> IsConfirmedAsync(
        SweepRecord sweep, CommandContext context, CancellationToken cancellationToken)
    {
        var name = sweep.Name;
        if (!context.CanAsk)
            throw new CommandException(
                $"Cannot ask whether to delete '{name}' without a terminal. Add --yes to delete it.");
        var trials = NumberText.Count(sweep.TrialCount, "trial");
        context.Error.Write($"Delete the sweep '{name}', its {trials} and their artifacts? [y/N] ");
        var answer = await context.In.ReadLineAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes";
    }
}
