using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Screens;

/// <summary>A cell of a sweep, with its trials in plan order.</summary>
internal sealed record ShownCell(CellRow Row, IReadOnlyList<TrialReading> Trials, CellLabels Labels)
{
    public string Label => Labels.Long(Row.Cell);
    public IReadOnlyList<TrialRecord> Records => [.. Trials.Select(trial => trial.Result.Trial)];

    /// <summary>Finds a cell by its number; the best one for null.</summary>
    /// <exception cref="CommandException">There is no such cell.</exception>
    public static ShownCell Find(ITrackingStore store, SweepRecord sweep, int? number)
    {
        var trials = TrialReading.Read(store, sweep.Definition);
        var results = trials.Select(trial => trial.Result).ToList();
        var cells = CellTable.Create(results, Objective.Of(sweep.Definition));
        var found = cells.FirstOrDefault(cell => number is null ? cell.IsBest : cell.Cell == number)
            ?? throw new CommandException(Missing(sweep, number, cells, results));
        return new ShownCell(
            found, [.. trials.Where(trial => trial.Result.Trial.Definition.Cell == found.Cell)],
            CellLabels.Of(sweep, [.. results.Select(result => result.Trial)]));
    }

    private static string Missing(
        SweepRecord sweep, int? number, IReadOnlyList<CellRow> cells, IReadOnlyList<TrialResult> results)
    {
        var name = sweep.Name;
        return number is null ? $"No cell of '{name}' is the best: "
                + $"{NoBest.Reason(results, sweep.Definition.ObjectiveMetric)}."
            : cells.Count == 0 ? $"The sweep '{name}' has no cells."
            : $"The sweep '{name}' has no cell {number}: its cells are 0 to {cells.Max(cell => cell.Cell)}.";
    }
}

internal static class CellScreen
{
    public static void Write(CommandContext context, SweepRecord sweep, ShownCell cell, string storeUrl, bool isJson)
    {
        var (definition, objective) = (sweep.Definition, Objective.Of(sweep.Definition));
        if (isJson)
        {
            JsonOutput.Write(context, new
            {
                Sweep = sweep.Name,
                Cell = RankingScreen.ToJson(definition, cell.Row, cell.Labels),
                Trials = cell.Trials.Select(trial => TrialScreen.ToJson(definition, objective, trial)),
            });
            return;
        }

        ScreenText.WriteLine(context, $"{sweep.Name}: {VisibleText.Line(cell.Label)}");
        TextTable.WriteBlock(context, Facts(definition, cell), indent: 2);
        context.Out.Write("\nTrials\n");
        SweepScreen.Trials(cell.Trials, labels: null, objective.Name).WriteTo(context);
        var again = RerunCommand.ForCell(sweep.Name, cell.Row.Cell, context.Commands(storeUrl));
        context.Out.Write($"\nRun it again:\n  {again.Replace("\n", "\n  ")}\n");
    }

    public static void WriteConfig(CommandContext context, SweepRecord sweep, ShownCell cell) =>
        JsonOutput.Write(context, CellFile.Create(sweep, cell.Records, cell.Labels.Short(cell.Row.Cell)));

    private static IEnumerable<(string Name, object? Value)> Facts(SweepFacts sweep, ShownCell cell) =>
    [
        .. cell.Labels.Paths.Zip(cell.Labels.Texts(cell.Row.Cell), (path, text) => (path, (object?)text)),
        ("rank", cell.Row.Rank),
        ("standing", CellText.StandingInFull(cell.Row) is { Length: > 0 } text ? text : null),
        .. cell.Row.Outcomes.OrderBy(each => each.Key).Select(each => (each.Key.Name(), (object?)each.Value)),
        ("did not learn", cell.Row.AtChance > 0 ? cell.Row.AtChance : null),
        ($"mean {Objective.Of(sweep).Name}", cell.Row.Sample.Mean),
        ("ci95", CellText.Interval(cell.Row.Sample)),
        ("std", cell.Row.Sample.StandardDeviation),
        ("min", cell.Row.Sample.Minimum),
        ("max", cell.Row.Sample.Maximum), .. Test(sweep, cell),
    ];

    private static IEnumerable<(string, object?)> Test(SweepFacts sweep, ShownCell cell)
    {
        var ranked = cell.Trials.Where(trial => trial.Result.IsRanked).Select(trial => trial.Progress);
        if (RankingText.TestOf(sweep.ObjectiveMetric, ranked) is var (metric, test))
            yield return ($"mean {metric}", CellText.MeanAndInterval(test));
    }
}
