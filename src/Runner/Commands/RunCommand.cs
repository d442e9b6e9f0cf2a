using System.CommandLine;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

/// <summary><c>run CONFIG</c>: runs a sweep to its end, or goes on with one that was begun.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var config = ConfigOptions.Config();
        var set = ConfigOptions.Set();
        var extend = new Option<bool>("--extend")
        {
            Description = "Where the sweep is there with a smaller space: keep what is done and add the new points.",
        };
        var workers = new WorkerOptions();
        var command = new Command(
            "run",
            "Run a sweep: every trial that is not done yet, then the table of its cells. Example: sweep "
                + "run configs/quickstart.json")
        {
            config,
            set,
            extend,
        };
        workers.AddTo(command);
        command.SetAction((result, cancellationToken) => new SweepRun(context, workers.Of(result)).RunAsync(
            result.StoreUrl(context),
            result.GetRequiredValue(config),
            result.GetRequiredValue(set),
            result.GetValue(extend),
            cancellationToken));
        return command;
    }
}
