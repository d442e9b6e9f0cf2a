using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class ValidateCommand
{
    public static Command Create(CommandContext context)
    {
        var config = CommonOptions.Config();
        var set = CommonOptions.Set();
        var command = new Command("validate", "Check a sweep file and all its trials; run nothing.") { config, set };
        command.SetAction(result =>
        {
            var file = result.GetRequiredValue(config);
            var plan = SweepLoader.Load(file, result.GetRequiredValue(set));
            context.Out.Write($"{file}: {PlanScreen.Size(plan)}; no faults.\n");
            PlanScreen.WriteWarnings(context, plan);
            return ExitCodes.Done;
        });
        return command;
    }
}
