namespace SweepRunner.Search.Tpe;

/// <summary>The cells that TPE learns from, split into good and other ones, each in the order in which they were
/// added.</summary>
/// <param name="Below">The best tenth of the cells with a result, at most 25.</param>
/// <param name="Above">The others. Those that still run are among them, so that a proposal does not crowd around them
/// (the constant liar).</param>
/// <param name="Survived">The cells with a finite cost, completed or stopped early.</param>
/// <param name="Diverged">The cells that diverged, or completed without a finite cost.</param>
internal sealed record TpeGroups(
    IReadOnlyList<CellObservation> Below,
    IReadOnlyList<CellObservation> Above,
    IReadOnlyList<CellObservation> Survived,
    IReadOnlyList<CellObservation> Diverged)
{
    private const double BelowShare = 0.1;
    private const int MostBelow = 25;

    /// <summary>The number of cells with a result.</summary>
    public int Results => Survived.Count + Diverged.Count;

    /// <summary>Splits cells. A completed cell is better than one that was stopped early, and of those the one that
    /// came further is better. A cell that diverged, or completed without a finite cost, is never good. A cell that
    /// failed tells nothing and is in no group.</summary>
    public static TpeGroups Of(IReadOnlyList<CellObservation> cells)
    {
        List<CellObservation> survived = [.. cells.Where(cell => RankOf(cell) is not null)];
        List<CellObservation> diverged = [.. cells.Where(HasDiverged)];
        var count = Math.Min((int)Math.Ceiling(BelowShare * (survived.Count + diverged.Count)), MostBelow);
        var below = survived.OrderBy(cell => RankOf(cell)!.Value).Take(count).Select(cell => cell.Cell).ToHashSet();
        return new(
            [.. survived.Where(cell => below.Contains(cell.Cell))],
            [.. cells.Where(cell => cell.State is not TrialState.Failed && !below.Contains(cell.Cell))],
            survived,
            diverged);
    }

    private static bool HasDiverged(CellObservation cell) => cell.State switch
    {
        TrialState.Diverged => true,
        TrialState.Completed => cell.Cost is null,
        TrialState.Pruned or TrialState.Paused => LastCost(cell) is { } cost && !double.IsFinite(cost),
        _ => false,
    };

    // Its rank among the cells that can be good, the least the best; null for others.
    private static (int StoppedEarly, int Epochs, double Cost)? RankOf(CellObservation cell) => cell.State switch
    {
        TrialState.Completed when cell.Cost is { } cost => (0, 0, cost),
        TrialState.Pruned or TrialState.Paused when LastCost(cell) is { } last && double.IsFinite(last) =>
            (1, -cell.First.Epochs, last),
        _ => null,
    };

    private static double? LastCost(CellObservation cell) => cell.First.Curve is [.., { Cost: var last }] ? last : null;
}
