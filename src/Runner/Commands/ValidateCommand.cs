using SweepRunner.Experiments.Data.Images;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class ValidateCommand
{
    public static Command Create(CommandContext context)
    {
        var config = CommonOptions.Config();
        var set = CommonOptions.Set();
        var json = CommonOptions.Json();
        var command = new Command("validate", "Check a sweep file and all its trials; run nothing.")
        { config, set, json };
        command.SetAction((result, cancellationToken) =>
        {
            var (file, overrides) = (result.GetRequiredValue(config), result.GetRequiredValue(set));
            var images = context.Images(cancellationToken);
            if (result.GetValue(json))
                return Task.FromResult(WriteJson(context, file, overrides, images));
            var plan = SweepLoader.Load(file, overrides, images);
            context.Out.Write($"{file}: {PlanScreen.Size(plan)}; no faults.\n");
            PlanScreen.WriteWarnings(context, plan);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static int WriteJson(
        CommandContext context, string file, IReadOnlyList<string> overrides, ImageFolders images)
    {
        try
        {
            var plan = SweepLoader.Load(file, overrides, images);
            JsonOutput.Write(context, ValidationScreen.ToJson(file, plan));
            return ExitCodes.Done;
        }
        catch (CommandException exception) when (exception.InnerException is FaultsException faults)
        {
            JsonOutput.Write(context, ValidationScreen.ToJson(file, faults.Faults));
            return ExitCodes.BadInput;
        }
    }
}
