using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

/// <summary><c>enqueue SWEEP --set PATH=VALUE</c>: adds a cell by hand.</summary>
internal static class EnqueueCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var set = new Option<string[]>("--set")
        {
            Description = "The value at a path that the sweep varies, such as optimizer.lr=0.02. May be repeated.",
            HelpName = "PATH=VALUE",
            Required = true,
        };
        var cell = new Option<int?>("--cell")
        {
            Description = "The cell whose values the others are. Default: those of the sweep file's trial.",
            HelpName = "NUMBER",
        }.Taking("the number of a cell", text => int.TryParse(text, out _));
        var command = new Command(
            "enqueue",
            "Add a cell to a sweep's queue, in its space or beside it. Running workers take it. Example: sweep enqueue "
                + "alexnet-lr --set optimizer.lr=0.02") { name, set, cell };
        command.SetAction((result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            context.PrepareArtifacts(store);
            var addition = new CellAddition(result.GetRequiredValue(set), result.GetValue(cell));
            var trials = addition.Apply(store, sweep, sweep.Catalog(context.Images(cancellationToken)));
            var numbers = string.Join(", ", trials.Select(trial => trial.Number));
            context.Out.Write(
                $"{sweep.Name}: cell {trials[0].Definition.Cell} is in the queue "
                    + $"({(trials.Count == 1 ? "trial" : "trials")} {numbers}).\n");
            if (store.RunningTrials(sweep.Name) == 0)
                context.Error.WriteLine($"'{context.Commands(store.Url).Write("resume", sweep.Name)}' runs it.");
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
