namespace SweepRunner.Reports.Analysis;

/// <summary>Says in words what the ranking of cells shows and what it does not.</summary>
public static class RankingText
{
    internal const string MoreSeedsHelp =
        "Seeds more for this cell and for the best, each, that would tell the two apart with a power of 80 %, if their "
            + "difference stays as it is";

    /// <summary>What stands in place of a number of seeds that nobody would run.</summary>
    public static string TooManySeeds { get; } = $"over {SeedPlan.Limit}";

    /// <summary>Why nothing is tested, as a sentence; null if something is, or if fewer than two cells could
    /// be.</summary>
    public static string? Untested(IReadOnlyList<CellRow> cells)
    {
        var family = cells.Where(cell => cell.Group == CellGroup.Clean).ToList();
        return family.Count < 2 || family.Exists(cell => cell.Standing.CouldBeBest is not null) ? null
            : family.TrueForAll(cell => cell.Sample.Count == 1)
                ? "One seed a cell: nothing tells differences from chance."
                : "Too few seeds in common: nothing tells differences from chance.";
    }

    /// <summary>How many cells could still be best beside the best, or why nothing is tested, as a sentence; null
    /// without another cell to compare.</summary>
    public static string? Open(IReadOnlyList<CellRow> cells)
    {
        if (Untested(cells) is { } untested)
            return untested;
        var others = cells.Where(cell => !cell.IsBest && cell.Standing.CouldBeBest is not null).ToList();
        var open = others.Count(cell => cell.Standing.CouldBeBest == true);
        return others.Count == 0 ? null
            : open == 0 ? "No other cell could still be best (95 % confidence)."
            : $"{NumberText.Count(open, "other cell")} could still be best (95 % confidence).";
    }

    /// <summary>The first of the other cells that could be best and that additional seeds would tell from the best;
    /// null without one, and while seeds are still to come.</summary>
    public static CellRow? NextToTell(IReadOnlyList<CellRow> cells) =>
        cells.Any(cell => cell.Outcomes.Keys.Any(outcome => !outcome.IsFinal())) ? null
            : cells.FirstOrDefault(cell => cell.Standing.MoreSeeds is not null);

    /// <summary>How many completed trials did not learn, as a sentence; null for none.</summary>
    public static string? AtChance(IReadOnlyList<CellRow> cells)
    {
        var (atChance, completed) = (
            cells.Sum(cell => cell.AtChance), cells.Sum(cell => cell.Count(Outcome.Completed)));
        return atChance == 0 ? null : $"{atChance} of {NumberText.Count(completed, "completed trial")} did not learn.";
    }

    /// <summary>What the additional seeds of a cell would do, as the beginning of a sentence.</summary>
    public static string MoreSeeds(string cell, string best, int seeds) =>
        $"{NumberText.Count(seeds, "more seed")} of each would tell {cell} from {best} "
            + $"(power {NumberText.Percent(SeedPlan.Power)}), if their difference stays as it is";

    /// <summary>The metric on the test data that corresponds to the objective, as <c>test/accuracy</c> to
    /// <c>val/accuracy</c> and <c>test_accuracy</c> to <c>val_accuracy</c>, over the trials of a cell that have a
    /// value; null if it was not logged, or is the objective.</summary>
    public static (string Metric, Sample Sample)? TestOf(string objective, IEnumerable<TrialProgress> trials)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var (all, noun) = (trials.ToList(), KnownMetrics.NounOf(objective));
        return new[] { $"test/{noun}", $"test_{noun}" }
            .Where(metric => metric != objective)
            .Select(metric => (metric, Sample: Sample.From(
                all.Select(trial => trial.Metrics.GetValueOrDefault(metric)?.Last ?? double.NaN),
                KnownMetrics.Describe(metric).Range)))
            .Where(test => test.Sample.Count > 0)
            .Select(test => ((string, Sample)?)test)
            .FirstOrDefault();
    }

    /// <summary>How a cell compares with the one that decides on it, as a sentence after a space; empty without a
    /// test.</summary>
    internal static string Comparison(ReportAnalysis analysis, CellRow cell)
    {
        if (cell.Standing is not { ComparedWith: { } other, Difference: { } difference } standing)
            return "";
        var against = $" Against {analysis.Labels.Long(other)}: {NumberText.Short(difference.Mean)} on "
            + $"{NumberText.Count(difference.Count, "common seed")} (standard error "
            + $"{NumberText.Short(difference.StandardError)}, one-sided p = {NumberText.Short(difference.P)} with "
            + "Bonferroni's correction)";
        return standing switch
        {
            { CouldBeBest: false } => $"{against}: shown to be worse.",
            { MoreSeeds: { } seeds } =>
                $"{against}: could still be best. {MoreSeeds("it", analysis.Labels.Short(other), seeds)}.",
            { NeedsTooManySeeds: true } =>
                $"{against}: could still be best. It would take over {SeedPlan.Limit} more seeds to tell.",
            _ => $"{against}: could still be best.",
        };
    }

    /// <summary>The commands that run the additional seeds of a cell and of the best, one a line; null for
    /// none.</summary>
    internal static string? MoreSeedsCommand(ReportAnalysis analysis, CellRow cell) =>
        cell.Standing is { MoreSeeds: { } seeds, ComparedWith: { } best }
            ? RerunCommand.ForMoreSeeds(analysis, [best, cell.Cell], seeds)
            : null;
}
