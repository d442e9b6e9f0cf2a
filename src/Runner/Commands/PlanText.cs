using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Commands;

/// <summary>A plan as a table and as JSON.</summary>
internal static class PlanText
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Cells, seeds and trials in words.</summary>
    public static string Size(SweepPlan plan)
    {
        var size = $"{Count(plan.Cells, "cell")} x {Count(plan.Config.Seeds.Count, "seed")} = {Count(plan.Trials.Count, "trial")}";
        return plan.MergedCells == 0 ? size : $"{size} ({Count(plan.MergedCells, "cell")} left out: equal to an earlier one)";
    }

    /// <summary>Writes the table and what it adds up to.</summary>
    public static void Write(SweepPlan plan, PlanEstimate estimate, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in (string[])["trial", "cell", "seed", .. plan.SpacePaths, "images", "steps", "time"])
            table.AddColumn(new TableColumn(Markup.Escape(heading)).NoWrap());
        foreach (var trial in plan.Trials)
            table.AddRow([.. Cells(trial, estimate).Select(cell => new Text(cell))]);
        console.Write(table);

        var total = plan.Trials.Aggregate(TimeSpan.Zero, (sum, trial) => sum + estimate.Of(trial.Config));
        console.WriteLine($"{plan.Config.Name}: {Size(plan)}, {Number(plan.Trials.Sum(trial => trial.Size.Steps))} steps");
        console.WriteLine($"about {Duration(total)} one after the other on {plan.DeviceKind} with {Count(plan.Threads, "thread")} a trial, if none diverges; estimated from {estimate.Source}");
    }

    /// <summary>The plan as one JSON object.</summary>
    public static string Json(SweepPlan plan, PlanEstimate estimate)
    {
        var trials = plan.Trials.Select(trial => (JsonNode)new JsonObject
        {
            ["number"] = trial.Number,
            ["cell"] = trial.Cell,
            ["seed"] = trial.Seed,
            ["identity"] = trial.Identity,
            ["space"] = new JsonObject(plan.SpacePaths.Zip(trial.SpaceValues, (path, value) => KeyValuePair.Create(path, value is null ? null : JsonNode.Parse(value)))),
            ["images"] = trial.Size.TrainImages,
            ["stepsPerEpoch"] = trial.Size.StepsPerEpoch,
            ["steps"] = trial.Size.Steps,
            ["estimatedSeconds"] = Math.Round(estimate.Of(trial.Config).TotalSeconds, 1),
            ["config"] = JsonNode.Parse(trial.ConfigJson),
        });
        return new JsonObject
        {
            ["sweep"] = plan.Config.Name,
            ["device"] = plan.DeviceKind,
            ["threads"] = plan.Threads,
            ["cells"] = plan.Cells,
            ["mergedCells"] = plan.MergedCells,
            ["estimateSource"] = estimate.Source,
            ["trials"] = new JsonArray([.. trials]),
        }.ToJsonString(Indented);
    }

    private static IEnumerable<string> Cells(PlannedTrial trial, PlanEstimate estimate) =>
    [
        Number(trial.Number),
        Number(trial.Cell),
        trial.Seed.ToString(CultureInfo.InvariantCulture),
        .. trial.SpaceValues.Select(value => value is null ? "-" : value.StartsWith('"') ? value.Trim('"') : value),
        Number(trial.Size.TrainImages),
        Number(trial.Size.Steps),
        Duration(estimate.Of(trial.Config)),
    ];

    private static string Count(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        { TotalDays: < 3 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} d"),
    };
}
