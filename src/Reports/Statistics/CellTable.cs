namespace SweepRunner.Reports.Statistics;

/// <summary>Compares the cells of a sweep by their objective.</summary>
public static class CellTable
{
    /// <summary>The cells by rank, then by mean (the best first), then by number; last, by number, the cells without a
    /// value. A diverged trial, a NaN or an infinity never enters a mean. The trials are in plan order.</summary>
    public static IReadOnlyList<CellRow> Create(IReadOnlyList<TrialResult> trials, bool isMaximized)
    {
        var trialsByCell = trials.GroupBy(trial => trial.Trial.Definition.Cell)
            .ToDictionary(cell => cell.Key, cell => cell.ToList());
        var objectivesByCell = trialsByCell.ToDictionary(
            cell => cell.Key, cell => new CellObjectives(cell.Key, BySeed(cell.Value)));
        var ranks = CellRanking.Rank([.. objectivesByCell.Values], isMaximized);
        return [.. ranks.Select((rank, index) => new CellRow
        {
            Cell = rank.Cell,
            Example = trialsByCell[rank.Cell][0].Trial,
            Outcomes = trialsByCell[rank.Cell].CountBy(trial => trial.Trial.Outcome).ToDictionary(),
            Sample = Sample.From(objectivesByCell[rank.Cell].ObjectiveBySeed.Values),
            Standing = rank,
            IsBest = index == 0 && rank.Rank is not null,
        })];
    }

    private static Dictionary<long, double> BySeed(IEnumerable<TrialResult> trials)
    {
        var bySeed = new Dictionary<long, double>();
        foreach (var trial in trials.Where(trial => trial.IsRanked))
            bySeed[trial.Trial.Definition.Seed] = trial.Objective!.Value;
        return bySeed;
    }
}

/// <summary>A cell with its statistics over the finite objectives of its completed trials.</summary>
public sealed record CellRow
{
    /// <summary>The cell's number in the plan.</summary>
    public required int Cell { get; init; }

    /// <summary>The cell's first trial. All trials of a cell have the same value at each path.</summary>
    public required TrialRecord Example { get; init; }

    /// <summary>The number of trials by outcome, without outcomes of no trial.</summary>
    public required IReadOnlyDictionary<Outcome, int> Outcomes { get; init; }

    /// <summary>The cell's objectives.</summary>
    public required Sample Sample { get; init; }

    /// <summary>The cell's rank.</summary>
    public required CellRank Standing { get; init; }

    /// <summary>True for the cell with the best mean.</summary>
    public bool IsBest { get; init; }
    internal bool IsRanked => Standing.Rank is not null;

    /// <summary>The number of trials with an outcome.</summary>
    public int Count(Outcome outcome) => Outcomes.GetValueOrDefault(outcome);
}
