using MathNet.Numerics.Statistics;

namespace SweepRunner.Search;

/// <summary>The cells that tell a model something: they completed, diverged, were pruned, or pause.</summary>
/// <param name="Cells">The cells, in order.</param>
/// <param name="Costs">The cost of each; null if it has none, as a cell that diverged.</param>
internal sealed record ObservedCells(IReadOnlyList<CellObservation> Cells, IReadOnlyList<double?> Costs)
{
    /// <summary>Reads a history; null if no cell has completed with a finite cost. A cell that was pruned or pauses has
    /// its last cost, but does not count as better than the median of the completed cells: it was stopped because
    /// others were better at the same epoch.</summary>
    public static ObservedCells? Of(SearchHistory history)
    {
        var completed = history.Cells
            .Select(cell => cell.State is TrialState.Completed ? cell.Cost : null)
            .OfType<double>()
            .ToList();
        if (completed.Count == 0)
            return null;

        var median = completed.Median();
        List<CellObservation> cells =
            [.. history.Cells.Where(cell => cell.State is not (TrialState.Running or TrialState.Failed))];
        return new(cells, [.. cells.Select(cell => cell.State switch
        {
            TrialState.Completed => cell.Cost,
            TrialState.Pruned or TrialState.Paused when LastOf(cell.First) is { } last => Math.Max(last, median),
            _ => null,
        })]);
    }

    private static double? LastOf(TrialObservation trial) =>
        trial.Curve is [.., { Cost: var last }] && double.IsFinite(last) ? last : null;
}
