using System.CommandLine;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

/// <summary><c>validate CONFIG</c>: checks a sweep file and every trial that it stands for, and runs nothing.</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var config = ConfigOptions.Config();
        var set = ConfigOptions.Set();
        var command = new Command("validate", "Check a sweep file and every trial that it stands for; run nothing.")
        {
            config,
            set,
        };
        command.SetAction(result => Run(context, result.GetRequiredValue(config), result.GetRequiredValue(set)));
        return command;
    }

    private static int Run(CommandContext context, string file, IReadOnlyList<string> overrides)
    {
        var (_, plan) = SweepLoader.Load(file, overrides);
        context.Out.Write($"{file}: {PlanScreen.Size(plan)}; no faults.\n");
        PlanScreen.WriteWarnings(context, plan);
        return ExitCodes.Done;
    }
}
