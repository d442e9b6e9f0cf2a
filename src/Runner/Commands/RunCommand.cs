using System.CommandLine;
using SweepRunner.Runner.Running;

namespace SweepRunner.Runner.Commands;

/// <summary><c>run CONFIG</c>: runs a sweep to its end, or goes on with one that was begun.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var config = ConfigOptions.Config();
        var set = ConfigOptions.Set();
        var command = new Command(
            "run",
            "Run a sweep: every trial that is not done yet, then the table of its cells. Example: sweep run configs/quickstart.json") { config, set };
        command.SetAction((result, cancellationToken) =>
        {
            var run = new SweepRun(context, result.GetRequiredValue(CommonOptions.Store));
            return run.RunAsync(result.GetRequiredValue(config), result.GetRequiredValue(set), cancellationToken);
        });
        return command;
    }
}
