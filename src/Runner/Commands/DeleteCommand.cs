using System.CommandLine;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>sweep delete</c>: forgets a sweep.</summary>
internal static class DeleteCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("SWEEP") { Description = "The sweep." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Delete without asking." };
        var command = new Command(
            "delete",
            "Delete a sweep with its trials, metrics and artifacts, unless a trial of it is running. "
                + "Example: sweep delete alexnet-lr --yes")
        {
            name,
            yes,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            if (!result.GetValue(yes) && !await IsConfirmedAsync(sweep, context, cancellationToken))
            {
                await context.Error.WriteLineAsync("Nothing was deleted.");
                return ExitCodes.Interrupted;
            }

            context.PrepareArtifacts(store);
            store.DeleteSweep(sweep.Definition.Name);
            context.Out.Write($"Deleted {sweep.Definition.Name} with {sweep.TrialCount} trials.\n");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<bool> IsConfirmedAsync(
        SweepRecord sweep, CommandContext context, CancellationToken cancellationToken)
    {
        if (!context.CanAsk)
            throw new CommandException(
                $"Nobody can be asked whether to delete '{sweep.Definition.Name}': add --yes to delete it.");
        await context.Error.WriteAsync(
            $"Delete the sweep '{sweep.Definition.Name}', its {sweep.TrialCount} trials and their artifacts? "
                + "[y/N] ");
        var answer = await context.In.ReadLineAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes";
    }
}
