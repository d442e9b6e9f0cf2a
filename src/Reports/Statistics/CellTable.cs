using SweepRunner.Tracking;

namespace SweepRunner.Reports.Statistics;

/// <summary>The cells of a sweep compared by their objective.</summary>
public static class CellTable
{
    /// <summary>
    /// Every cell in the order of <see cref="CellRanking"/>: by rank, the best mean first, equal means by cell number;
    /// then, by cell number, those without a value. A diverged trial never enters a mean, nor does a NaN or an
    /// infinity.
    /// </summary>
    /// <param name="trials">The sweep's trials in plan order.</param>
    /// <param name="objectives">The objective by trial number; a trial without one is left out.</param>
    /// <param name="isMaximized">True when a larger objective is better.</param>
    public static IReadOnlyList<CellRow> Create(
        IReadOnlyList<TrialRecord> trials, IReadOnlyDictionary<int, double> objectives, bool isMaximized)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(objectives);
        var trialsByCell = trials
            .GroupBy(trial => trial.Definition.Cell)
            .ToDictionary(cell => cell.Key, cell => cell.ToList());
        var objectivesByCell = trialsByCell.ToDictionary(
            cell => cell.Key, cell => new CellObjectives(cell.Key, BySeed(cell.Value, objectives)));
        var ranks = CellRanking.Rank([.. objectivesByCell.Values], isMaximized);
        return [.. ranks.Select((rank, index) => new CellRow
        {
            Cell = rank.Cell,
            Example = trialsByCell[rank.Cell][0],
            Outcomes = trialsByCell[rank.Cell].CountBy(trial => trial.Outcome).ToDictionary(),
            Sample = Sample.From(objectivesByCell[rank.Cell].ObjectiveBySeed.Values),
            Standing = rank,
            IsBest = index == 0 && rank.Rank is not null,
        })];
    }

    private static Dictionary<long, double> BySeed(
        IEnumerable<TrialRecord> trials, IReadOnlyDictionary<int, double> objectives)
    {
        var bySeed = new Dictionary<long, double>();
        foreach (var trial in trials.Where(trial => trial.Outcome == Outcome.Completed))
        {
            if (objectives.TryGetValue(trial.Number, out var objective))
                bySeed[trial.Definition.Seed] = objective;
        }

        return bySeed;
    }
}

/// <summary>One cell of a sweep, over its seeds. The statistics are over the finite objectives of completed trials
/// alone.</summary>
public sealed record CellRow
{
    /// <summary>The cell's number in the plan.</summary>
    public required int Cell { get; init; }

    /// <summary>The cell's first trial in plan order: every trial of a cell has the same value at each path.</summary>
    public required TrialRecord Example { get; init; }

    /// <summary>How many of the cell's trials stand where; an outcome that none has is left out.</summary>
    public required IReadOnlyDictionary<Outcome, int> Outcomes { get; init; }

    /// <summary>The cell's objectives.</summary>
    public required Sample Sample { get; init; }

    /// <summary>Where the cell stands among the others of its sweep.</summary>
    public required CellRank Standing { get; init; }

    /// <summary>True for the first of the cells with a mean: the best.</summary>
    public bool IsBest { get; init; }

    /// <summary>Number of the cell's trials with an outcome.</summary>
    public int Count(Outcome outcome) => Outcomes.GetValueOrDefault(outcome);
}
