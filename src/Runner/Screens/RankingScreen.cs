using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;

namespace SweepRunner.Runner.Screens;

/// <summary>The cells of a sweep, and what can be said of the best.</summary>
internal sealed class RankingScreen
{
    private readonly SweepFacts _sweep;
    private readonly IReadOnlyList<TrialReading> _trials;
    private readonly double? _margin;
    private readonly IReadOnlyList<CellRow> _cells;
    private readonly CellLabels _labels;

    public RankingScreen(SweepRecord sweep, IReadOnlyList<TrialReading> trials, CellLabels labels, double? margin)
    {
        (_sweep, _trials, _labels, _margin) = (sweep.Definition, trials, labels, margin);
        _cells = CellTable.Create([.. trials.Select(trial => trial.Result)], Objective.Of(_sweep), margin);
    }

    /// <summary>Writes the table, and below it the best cell with what is open.</summary>
    public void WriteTo(CommandContext context, SweepCommands commands)
    {
        ScreenText.WriteLine(context, $"Cells, the best first: {Objective.Of(_sweep).Name} of completed trials");
        Table().WriteTo(context);
        foreach (var note in Notes())
            ScreenText.WriteLine(context, VisibleText.Line(note));
        if (RankingText.NextToTell(_cells) is { Standing: { MoreSeeds: { } seeds, ComparedWith: { } best } } next)
            context.Out.Write($"  {RerunCommand.ForMoreSeeds(_sweep.Name, [best, next.Cell], seeds, commands)}\n");
    }

    public IEnumerable<object> ToJson() => _cells.Select(cell => ToJson(_sweep, cell, _labels));

    public static object ToJson(SweepFacts sweep, CellRow cell, CellLabels labels) => new
    {
        cell.Cell,
        Label = labels.Short(cell.Cell),
        Space = JsonOutput.Space(sweep.SpacePaths, cell.Example.Definition.SpaceValues),
        Outcomes = cell.Outcomes.OrderBy(each => each.Key).ToDictionary(each => each.Key.Name(), each => each.Value),
        cell.AtChance,
        cell.Group,
        cell.Rank,
        cell.Standing.CouldBeBest,
        cell.Standing.MoreSeeds,
        cell.Standing.NeedsTooManySeeds,
        cell.Standing.IsWithinMargin,
        cell.Sample.Count,
        cell.Sample.Mean,
        cell.Sample.StandardDeviation,
        cell.Sample.Interval,
        cell.Sample.Minimum,
        cell.Sample.Maximum,
        cell.IsBest,
    };

    private TextTable Table()
    {
        // Only a sweep that prunes has them.
        var stopped = new[] { Outcome.Pruned, Outcome.Paused }
            .Where(outcome => _cells.Any(cell => cell.Count(outcome) > 0))
            .ToList();
        var table = new TextTable(
        [
            "cell", "rank", .. TextColumn.ForPaths(_labels.Paths), new("completed", 3), new("diverged", 2),
            .. stopped.Select(outcome => new TextColumn(outcome.Name(), 4)), new("failed", 5), "mean", new("std", 6),
            new("ci95", 4), new("min", 7), new("max", 7), new("more seeds", 3), new("", IsText: true),
        ]);
        foreach (var cell in _cells)
            table.Add(
            [
                cell.Cell, cell.Rank, .. _labels.Texts(cell.Cell), cell.Count(Outcome.Completed),
                cell.Count(Outcome.Diverged), .. stopped.Select(outcome => (object?)cell.Count(outcome)),
                cell.Count(Outcome.Failed), cell.Sample.Mean, cell.Sample.StandardDeviation,
                CellText.Interval(cell.Sample), cell.Sample.Minimum, cell.Sample.Maximum, MoreSeeds(cell.Standing),
                CellText.Standing(cell, _margin),
            ]);
        return table;
    }

    private static object? MoreSeeds(Standing standing) =>
        standing.NeedsTooManySeeds ? RankingText.TooManySeeds : standing.MoreSeeds;

    private IEnumerable<string> Notes()
    {
        var metric = Objective.Of(_sweep).Name;
        if (_cells is not [{ IsBest: true } best, ..])
        {
            var reason = NoBest.Reason([.. _trials.Select(trial => trial.Result)], _sweep.ObjectiveMetric);
            yield return $"No best cell: {reason}.";
            yield break;
        }
        var lost = CellText.Remarks(best) is { } remarks ? $" ({remarks})" : "";
        yield return $"Best: {_labels.Long(best.Cell)}: {metric} {CellText.Mean(best)}{lost}{Test(best)}.";
        if (RankingText.AtChance(_cells) is { } atChance)
            yield return atChance;
        if (RankingText.Open(_cells) is { } open)
            yield return open;
        if (_margin is { } margin && !_cells.Any(cell => !cell.IsBest && cell.Standing.IsWithinMargin == true))
            yield return $"No other cell is shown to be within {NumberText.Short(margin)} of the best.";
        if (RankingText.NextToTell(_cells) is { Standing: { MoreSeeds: { } seeds, ComparedWith: { } other } } next)
            yield return $"{RankingText.MoreSeeds(_labels.Long(next.Cell), _labels.Long(other), seeds)}:";
    }

    private string Test(CellRow best)
    {
        var trials = _trials.Where(each => each.Result.IsRanked && each.Result.Trial.Definition.Cell == best.Cell);
        return RankingText.TestOf(_sweep.ObjectiveMetric, trials.Select(trial => trial.Progress)) is var (metric, test)
            ? $"; {metric} {CellText.MeanAndInterval(test)}"
            : "";
    }
}
