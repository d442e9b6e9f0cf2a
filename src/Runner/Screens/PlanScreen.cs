using SweepRunner.Experiments.Models;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Screens;

internal static class PlanScreen
{
    /// <summary><c>2 cells x 3 seeds = 6 trials</c>.</summary>
    public static string Size(SweepPlan plan)
    {
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
        var table = new TextTable(
            [
                "trial", new("cell", 4), new("seed", 2), .. TextColumn.ForPaths(plan.SpacePaths), new("images", 5),
                new("steps", 3), "time",
            ]);
        foreach (var trial in plan.Trials)
            table.Add(
            [
                trial.Number, trial.Cell.Number, trial.Seed,
                .. trial.Cell.SpaceValues.Select(value => value?.Trim('"')), trial.Cell.Size?.TrainImages,
                trial.Cell.Size?.Steps, NumberText.OfSeconds(estimate.SecondsOf(trial.Cell.Config)),
            ]);
        table.WriteTo(context);

        context.Out.Write("\n");
        foreach (var network in Networks(plan))
            ScreenText.WriteLine(
                context,
                $"{network.Name}: {NumberText.Count(network.Parameters, "parameter")} at "
                    + $"{network.Side}×{network.Side}, "
                    + $"{network.Activation}{(network.Recipe is { } recipe ? $"; learns with {recipe}" : "")}");
        ScreenText.WriteLine(
            context,
            $"{plan.Config.Name}: {Size(plan)}, "
                + $"{NumberText.Count(plan.Trials.Sum(trial => trial.Cell.Size?.Steps ?? 0), "step")}");
        ScreenText.WriteLine(
            context,
            $"about {NumberText.OfSeconds(times.WallSeconds)} with {NumberText.Count(times.Workers, "worker")}, for "
                + $"{NumberText.OfSeconds(times.WorkSeconds)} of work; less where trials diverge");
        ScreenText.WriteLine(
            context, $"device {plan.Resources.DeviceKind.Name()}, threads {plan.Resources.Threads} a trial");
        ScreenText.WriteLine(context, $"estimated from {estimate.Source}");
    }

    public static object ToJson(SweepPlan plan, PlanEstimate estimate, PlanTimes times) => new
    {
        plan.Config.Name,
        Device = plan.Resources.DeviceKind.Name(),
        plan.Resources.Threads,
        plan.Cells,
        plan.MergedCells,
        times.Workers,
        EstimatedWorkSeconds = Math.Round(times.WorkSeconds, 1),
        EstimatedWallSeconds = Math.Round(times.WallSeconds, 1),
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
            EstimatedSeconds = Math.Round(estimate.SecondsOf(trial.Cell.Config), 1),
            Config = JsonOutput.Parse(trial.Cell.ConfigJson),
        }),
    };

    // Cells that differ in other things than the network share a line.
    private static IEnumerable<NetworkFacts> Networks(SweepPlan plan) => plan.Trials
        .Select(trial => trial.Cell.Config)
        .OfType<NetworkTrial>()
        .DistinctBy(trial => (trial.Model, trial.Data.Name, trial.Data.Resize))
        .Select(trial => NetworkFacts.Of(trial.Model, trial.Data))
        .Distinct();
}
