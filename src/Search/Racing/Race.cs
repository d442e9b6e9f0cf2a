namespace SweepRunner.Search.Racing;

/// <summary>
/// Spends seeds where they decide which cell is the best. All comparisons are paired on the seeds that both cells have
/// completed.
/// <list type="bullet">
/// <item>While cells are proposed, a cell doubles its seeds as long as it is not worse than the incumbent, which is the
/// intensification of SMAC (Hutter, Hoos and Leyton-Brown 2011, LION 5). For every few new cells, one seed goes to the
/// incumbent and the cell that is hardest to tell from it (<see cref="TopTwo"/>), so that chance does not keep a cell
/// in the lead.</item>
/// <item>In the last part of a budget in trials, or when there is no new cell, all seeds go to those two.</item>
/// </list>
/// </summary>
public static class Race
{
    // The part of a budget in trials for the end.
    private const double EndShare = 0.15;

    private const int CellsPerSeed = 5;

    /// <summary>What a sweep does next: a pure function, ties by the number of the cell. Seeds that run are never
    /// issued again, and failed ones do not count. A cell whose first trial has not completed gets no further seed; a
    /// first trial that is paused is not waited for.</summary>
    /// <param name="race">The keys of the race.</param>
    /// <param name="cells">Every cell of the sweep.</param>
    /// <param name="budget">What may still be spent.</param>
    public static RaceStep Next(RaceConfig race, IReadOnlyList<CellObservation> cells, RaceBudget budget)
    {
        var left = budget.Trials - budget.Begun ?? int.MaxValue;
        if (left <= 0)
            return new RaceOver($"the budget of {Words.Count(budget.Trials!.Value, "trial")} is spent");
        var field = RaceField.From(cells);
        var isEnd = !budget.CanPropose || left <= Math.Floor(EndShare * (budget.Trials ?? 0));
        var step = field.Leader is null ? null
            : SeedsThatLeadersNeed(race, field.Leader)
            ?? (isEnd ? new TopTwo(race, field).Next() : Intensify(race, field));
        return step is null
            ? WithoutSeeds(race, field, cells, budget)
            : step with { Count = Math.Min(step.Count, left) };
    }

    /// <summary>The number of the cell that is the best so far, judged by the seeds that it shares with others; null
    /// if there is none.</summary>
    public static int? Incumbent(IReadOnlyList<CellObservation> cells) => RaceField.From(cells).Leader?.Cell;

    private static MoreSeeds? SeedsThatLeadersNeed(RaceConfig race, Contender leader)
    {
        var missing = Math.Min(race.Min - leader.Completed - leader.Underway, race.Max - leader.Begun);
        return missing > 0
            ? new MoreSeeds(
                leader.Cell, missing, $"it is the incumbent, which has at least {Words.Count(race.Min, "seed")}")
            : null;
    }

    private static MoreSeeds? Intensify(RaceConfig race, RaceField field)
    {
        var leader = field.Leader!;
        foreach (var challenger in field.Others.Where(other => other.Underway == 0))
        {
            var most = Math.Min(race.Max, leader.Begun) - challenger.Begun;
            if (most <= 0)
                continue;
            var differences = challenger.DifferencesTo(leader);
            if (differences.Average() <= 0)
                return new MoreSeeds(
                    challenger.Cell, Math.Min(challenger.Completed, most),
                    $"{Words.Mean(differences.Count)} is not worse than that of cell {leader.Cell}, the incumbent");
        }

        var seeds = leader.Begun - 1 + field.Others.Sum(other => other.Begun - 1);
        return (seeds + 1) * CellsPerSeed <= field.Others.Count + 1 ? new TopTwo(race, field).Next() : null;
    }

    private static RaceStep WithoutSeeds(
        RaceConfig race, RaceField field, IReadOnlyList<CellObservation> cells, RaceBudget budget)
    {
        var reason = field.Leader is { } leader
            ? $"no cell needs a seed more than a new cell does, with cell {leader.Cell} as the incumbent"
            : "no cell has completed yet";
        if (budget.CanPropose)
            return new NewCell(reason);
        if (cells.Any(cell => cell.Trials.Any(trial => trial.State is TrialState.Running)))
            return new AwaitSeeds("results are missing");
        return new RaceOver(field.Leader is null ? "no cell has completed" : new TopTwo(race, field).WhyOver());
    }
}

/// <summary>Parts of reasons.</summary>
internal static class Words
{
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public static string Mean(int seeds) => seeds == 1 ? "the first seed" : $"the mean of {seeds} shared seeds";
}
