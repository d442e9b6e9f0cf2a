using SweepRunner.Experiments.Models;
using SweepRunner.Runner.Configuration;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Screens;

internal static class PlanScreen
{
    /// <summary><c>2 cells x 3 seeds = 6 trials</c>.</summary>
    public static string Size(SweepPlan plan)
    {
        if (plan.Config.IsDecidedByResults)
            return new DecidedPlan(plan, null, workers: 1).Size;
        var size =
            $"{NumberText.Count(plan.Cells, "cell")} x {NumberText.Count(plan.Config.Seeds.Count, "seed")} = "
            + $"{NumberText.Count(plan.Trials.Count, "trial")}";
        return plan.MergedCells == 0
            ? size
            : $"{size} ({NumberText.Count(plan.MergedCells, "cell")} left out: equal to an earlier one)";
    }

    /// <summary>Warnings about the plan, and about this machine.</summary>
    public static IEnumerable<string> Warnings(SweepPlan plan) =>
        plan.Warnings.Concat(MachineFit.Warnings(plan.Config, Environment.ProcessorCount));

    public static void WriteWarnings(CommandContext context, SweepPlan plan)
    {
        foreach (var warning in Warnings(plan))
            context.Error.WriteLine($"Warning: {warning}");
    }

    public static void Write(CommandContext context, SweepPlan plan, PlanEstimate estimate, PlanTimes times)
    {
        // Of a program, nobody knows the steps, nor the time before one has completed.
        var isProgram = plan.Config.Trial is ProgramTrial;
        TextColumn[] sizes = isProgram ? [] : [new("images", 5), new("steps", 3)];
        TextColumn[] time = estimate.Source is null ? [] : ["time"];
        // An object whose every key has a column of its own has no rest.
        var columns = plan.SpacePaths.Index()
            .Select(path => (path.Index, Path: path.Item, Texts: SpaceColumns.Texts(
                plan.Trials.Select(trial => trial.Cell.SpaceValues[path.Index]))))
            .Where(column => column.Texts.Count > 0)
            .ToList();
        var table = new TextTable(
            [
                "trial", new("cell", 4), new("seed", 2),
                .. TextColumn.ForPaths([.. columns.Select(column => column.Path)]), .. sizes, .. time,
            ]);
        foreach (var trial in plan.Trials)
        {
            object?[] size = isProgram ? [] : [trial.Cell.Size?.TrainImages, trial.Cell.Size?.Steps];
            object?[] takes = estimate.Source is null ? []
                : [estimate.SecondsOf(trial.Cell.Config) is { } seconds ? NumberText.OfSeconds(seconds) : null];
            table.Add(
            [
                trial.Number, trial.Cell.Number, trial.Seed,
                .. columns.Select(column =>
                    trial.Cell.SpaceValues[column.Index] is { } value ? column.Texts[value] : null),
                .. size, .. takes,
            ]);
        }

        // Results decide the trials, unless there are single cells.
        if (plan.Trials.Count > 0)
        {
            table.WriteTo(context);
            context.Out.Write("\n");
        }

        foreach (var network in Networks(plan))
            ScreenText.WriteLine(
                context,
                $"{network.Name}: {NumberText.Count(network.Parameters, "parameter")} at "
                    + $"{network.Height}×{network.Width}"
                    + $"{(network.Activation is { } activation ? $", {activation}" : "")}"
                    + $"{(network.Recipe is { } recipe ? $"; learns with {recipe}" : "")}");
        var steps = isProgram || plan.Config.IsDecidedByResults
            ? ""
            : $", {NumberText.Count(plan.Trials.Sum(trial => trial.Cell.Size?.Steps ?? 0), "step")}";
        ScreenText.WriteLine(context, $"{plan.Config.Name}: {Size(plan)}{steps}");
        var workers = NumberText.Count(times.Workers, "worker");
        if (plan.Config.IsDecidedByResults)
            foreach (var line in new DecidedPlan(plan, estimate, times.Workers).Lines())
                ScreenText.WriteLine(context, line);
        else
            ScreenText.WriteLine(context, times is { WallSeconds: { } wall, WorkSeconds: { } work }
            ? $"about {NumberText.OfSeconds(wall)} with {workers}, for {NumberText.OfSeconds(work)} of work; less "
                + "where trials diverge"
            : $"{workers}; the time is not known: no trial of {(isProgram ? "this command" : "some networks")} has "
                + "completed in this store. Run one to learn it.");
        ScreenText.WriteLine(
            context, $"device {plan.Resources.DeviceKind.Name()}, threads {plan.Resources.Threads} a trial");
        if (estimate.Source is { } source)
            ScreenText.WriteLine(context, $"estimated from {source}");
    }

    public static object ToJson(SweepPlan plan, PlanEstimate estimate, PlanTimes times) => new
    {
        plan.Config.Name,
        Device = plan.Resources.DeviceKind.Name(),
        plan.Resources.Threads,
        plan.Cells,
        plan.MergedCells,
        times.Workers,
        EstimatedWorkSeconds = plan.Config.IsDecidedByResults ? null : Rounded(times.WorkSeconds),
        EstimatedWallSeconds = plan.Config.IsDecidedByResults ? null : Rounded(times.WallSeconds),
        Decided = plan.Config.IsDecidedByResults ? new DecidedPlan(plan, estimate, times.Workers).ToJson() : null,
        EstimatedFrom = estimate.Source,
        Networks = Networks(plan),
        Trials = plan.Trials.Select(trial => new
        {
            trial.Number,
            Cell = trial.Cell.Number,
            trial.Seed,
            Identity = plan.Identity(trial),
            Space = JsonOutput.Space(plan.SpacePaths, trial.Cell.SpaceValues),
            Images = trial.Cell.Size?.TrainImages,
            trial.Cell.Size?.StepsPerEpoch,
            trial.Cell.Size?.Steps,
            EstimatedSeconds = Rounded(estimate.SecondsOf(trial.Cell.Config)),
            Config = JsonOutput.Parse(trial.Cell.ConfigJson),
        }),
    };

    private static double? Rounded(double? seconds) => seconds is { } known ? Math.Round(known, 1) : null;

    // Cells that differ in other things than the network share a line.
    private static IEnumerable<NetworkFacts> Networks(SweepPlan plan) => plan.AllCells
        .Select(cell => cell.Config)
        .OfType<NetworkTrial>()
        .Select(plan.Definition.Catalog.FactsOf)
        .Distinct();
}
