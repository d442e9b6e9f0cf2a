using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Screens;

internal static class SweepScreen
{
    public static void Write(CommandContext context, ITrackingStore store, SweepRecord sweep, bool isJson)
    {
        var (trials, cells, space) = Read(store, sweep.Definition);
        if (isJson)
        {
            JsonOutput.Write(context, ToJson(store, sweep, trials, cells, CellLabels.Of(sweep, Records(trials))));
            return;
        }

        WriteHead(context, sweep);
        context.Out.Write("\n");
        WriteCells(context, sweep, cells, space);
        context.Out.Write("\nTrials\n");
        Trials(trials, space, sweep.Definition.ObjectiveMetric).WriteTo(context);
        TrialScreen.WriteEvents(context, store.Events(sweep.Name).Where(happening => happening.Event.Trial is null));
    }

    public static void WriteCells(CommandContext context, ITrackingStore store, SweepRecord sweep)
    {
        var (_, cells, space) = Read(store, sweep.Definition);
        WriteCells(context, sweep, cells, space);
    }

    /// <summary>What a demand on the best cell says, given the objective's metric, that cell or null, and the labels
    /// of cells.</summary>
    public static string? ShortfallOf(
        ITrackingStore store, SweepRecord sweep, Func<string, CellRow?, Func<int, string>, string?> demand)
    {
        var (trials, cells, _) = Read(store, sweep.Definition);
        var labels = CellLabels.Of(sweep, [.. trials.Select(trial => trial.Result.Trial)]);
        return demand(sweep.Definition.ObjectiveMetric, cells.FirstOrDefault(cell => cell.IsBest), labels.Short);
    }

    private static (IReadOnlyList<TrialReading> Trials, IReadOnlyList<CellRow> Cells, SpaceColumns Space) Read(
        ITrackingStore store, SweepFacts sweep)
    {
        var trials = TrialReading.Read(store, sweep);
        var cells = CellTable.Create([.. trials.Select(trial => trial.Result)], sweep.IsObjectiveMaximized);
        return (trials, cells, new SpaceColumns(sweep.SpacePaths, Records(trials)));
    }

    private static IReadOnlyList<TrialRecord> Records(IEnumerable<TrialReading> trials) =>
        [.. trials.Select(trial => trial.Result.Trial)];

    private static void WriteCells(
        CommandContext context, SweepRecord sweep, IReadOnlyList<CellRow> cells, SpaceColumns space)
    {
        ScreenText.WriteLine(context, $"Cells, the best first: {sweep.Definition.ObjectiveMetric} of completed trials");
        Cells(cells, space).WriteTo(context);
    }

    private static TextTable Cells(IReadOnlyList<CellRow> cells, SpaceColumns space)
    {
        var table = new TextTable(
        [
            "cell", "rank", .. TextColumn.ForPaths(space.Paths), new("completed", 3), new("diverged", 2),
            new("failed", 5), "mean", new("std", 6), new("ci95", 4), new("min", 7), new("max", 7),
            new("", IsText: true),
        ]);
        foreach (var cell in cells)
            table.Add(
            [
                cell.Cell, Rank(cell), .. space.Of(cell.Example), cell.Count(Outcome.Completed),
                cell.Count(Outcome.Diverged), cell.Count(Outcome.Failed), cell.Sample.Mean,
                cell.Sample.StandardDeviation, HalfWidth(cell.Sample.Interval), cell.Sample.Minimum,
                cell.Sample.Maximum, cell.IsBest ? "best" : cell.Sample.Mean is null ? Standing(cell) : "",
            ]);
        return table;
    }

    private static string Rank(CellRow cell) => NumberText.Of(cell.Standing.Rank) + (cell.Standing.IsTied ? "=" : "");

    private static string? HalfWidth(ConfidenceInterval? interval) =>
        interval is { } ends ? "±" + NumberText.Of(ends.High / 2 - ends.Low / 2) : null;

    private static string Standing(CellRow cell) =>
        string.Join(", ", cell.Outcomes.Keys.Order().Select(outcome => outcome.Name()));

    private static void WriteHead(CommandContext context, SweepRecord sweep)
    {
        var definition = sweep.Definition;
        ScreenText.WriteLine(
            context, $"{definition.Name}: {sweep.TrialCount} trials, created {NumberText.Of(sweep.CreatedUtc)} UTC");
        if (definition.Description is { } description)
            ScreenText.WriteLine(context, VisibleText.Line(description));
        ScreenText.WriteLine(
            context,
            $"objective {definition.ObjectiveMetric}, {ListScreen.Goal(definition)}; device "
                + $"{definition.Device}, threads {definition.Threads}");
        if (Provenance.Of(definition) is { } provenance)
            ScreenText.WriteLine(context, $"created by {VisibleText.Line(provenance.ToString())}");
        if (definition.Overrides.Count > 0)
            ScreenText.WriteLine(context, $"overridden: {VisibleText.Line(string.Join(", ", definition.Overrides))}");
    }

    public static TextTable Trials(IReadOnlyList<TrialReading> trials, SpaceColumns space, string objective)
    {
        var table = new TextTable(
        [
            "trial", new("cell", 6), new("seed", 3), .. TextColumn.ForPaths(space.Paths), "outcome",
            new("kind", 2, IsText: true), new("at step", 4), new("epochs", 8), new("steps", 7), objective,
            new("time", 5),
        ]);
        foreach (var (progress, result) in trials.Select(each => (each.Progress, each.Result)))
        {
            var trial = progress.Trial;
            table.Add(
            [
                trial.Number, trial.Definition.Cell, trial.Definition.Seed, .. space.Of(trial), trial.Outcome,
                trial.End?.Kind, trial.End?.Step, progress.Epochs, progress.Steps,
                result.Objective, NumberText.OfSeconds(progress.ElapsedSeconds),
            ]);
        }

        return table;
    }

    private static object ToJson(
        ITrackingStore store, SweepRecord sweep, IReadOnlyList<TrialReading> trials, IReadOnlyList<CellRow> cells,
        CellLabels labels) =>
        new
        {
            Sweep = ListScreen.ToJson(sweep, store.OutcomeCounts(sweep.Name)),
            sweep.Definition.SpacePaths,
            sweep.Definition.Overrides,
            Provenance = JsonOutput.Parse(sweep.Definition.ProvenanceJson),
            Cells = cells.Select(cell => ToJson(sweep.Definition, cell, labels)),
            Trials = trials.Select(trial => TrialScreen.ToJson(sweep.Definition, trial)),
        };

    public static object ToJson(SweepFacts sweep, CellRow cell, CellLabels labels) => new
    {
        cell.Cell,
        Label = labels.Short(cell.Cell),
        Space = JsonOutput.Space(sweep.SpacePaths, cell.Example.Definition.SpaceValues),
        Outcomes = cell.Outcomes.OrderBy(each => each.Key).ToDictionary(each => each.Key.Name(), each => each.Value),
        cell.Standing.Rank,
        cell.Standing.IsTied,
        cell.Sample.Count,
        cell.Sample.Mean,
        cell.Sample.StandardDeviation,
        cell.Sample.Interval,
        cell.Sample.Minimum,
        cell.Sample.Maximum,
        cell.IsBest,
    };
}
