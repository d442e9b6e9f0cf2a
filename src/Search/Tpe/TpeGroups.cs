namespace SweepRunner.Search.Tpe;

/// <summary>The cells that TPE learns from, split into good and other ones, each in the order in which they were
/// added.</summary>
/// <param name="Below">The best tenth of the cells with a result, at most 25.</param>
/// <param name="Above">The others. Those that still run are among them, so that a proposal does not crowd around them
/// (the constant liar).</param>
/// <param name="Results">The number of cells with a result.</param>
internal sealed record TpeGroups(
    IReadOnlyList<CellObservation> Below, IReadOnlyList<CellObservation> Above, int Results)
{
    private const double BelowShare = 0.1;
    private const int MostBelow = 25;

    /// <summary>Splits cells. A completed cell is better than one that was stopped early, and of those the one that came
    /// further is better. A cell that diverged, or completed without a finite cost, is never good. A cell that failed
    /// tells nothing and is in neither group.</summary>
    public static TpeGroups Of(IReadOnlyList<CellObservation> cells)
    {
        var ranked = cells.Where(cell => RankOf(cell) is not null).OrderBy(cell => RankOf(cell)!.Value);
        var results = cells.Count(cell => cell.State is not (TrialState.Running or TrialState.Failed));
        var below = ranked
            .Take(Math.Min((int)Math.Ceiling(BelowShare * results), MostBelow))
            .Select(cell => cell.Cell)
            .ToHashSet();
        return new(
            [.. cells.Where(cell => below.Contains(cell.Cell))],
            [.. cells.Where(cell => cell.State is not TrialState.Failed && !below.Contains(cell.Cell))],
            results);
    }

    // Its rank among the cells that can be good, the least the best; null for others.
    private static (int StoppedEarly, int Epochs, double Cost)? RankOf(CellObservation cell) => cell.State switch
    {
        TrialState.Completed when cell.Cost is { } cost => (0, 0, cost),
        TrialState.Pruned or TrialState.Paused
            when cell.First.Curve is [.., { Cost: var last }] && double.IsFinite(last) =>
            (1, -cell.First.Epochs, last),
        _ => null,
    };
}
