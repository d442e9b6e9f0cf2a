using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

internal static class RunCommand
{
    public static Command Create(CommandContext context)
    {
        var config = CommonOptions.Config();
        var set = CommonOptions.Set();
        var extend = new Option<bool>("--extend")
        {
            Description = "Add the new cells of a larger space to an existing sweep, and keep what is done.",
        };
        var command = new Command(
            "run",
            "Run the trials of a sweep that have not ended, then show its cells. Example: sweep run "
                + "configs/quickstart.json") { config, set, extend };
        var workers = new WorkerCountOptions(command);
        var results = new ResultOptions(command);
        command.SetAction((result, cancellationToken) => new SweepRun(
            context, results.Add(result, workers.Read(result))).RunAsync(
            result.StoreUrl(context), result.GetRequiredValue(config), result.GetRequiredValue(set),
            result.GetValue(extend), cancellationToken));
        return command;
    }
}
