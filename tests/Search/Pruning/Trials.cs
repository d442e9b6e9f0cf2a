namespace SweepRunner.Search.Tests.Pruning;

/// <summary>Cells with one trial each, for tests of pruning.</summary>
internal static class Trials
{
    /// <summary>A cell whose trial has a cost after each of some epochs, and has come as far as the last of
    /// them.</summary>
    public static CellObservation Cell(
        int number, TrialState state, int allEpochs, params (int Epochs, double Cost)[] curve) =>
        new(number, new SearchPoint([]),
        [
            new TrialObservation(number, 0, state)
            {
                AllEpochs = allEpochs,
                Epochs = curve.Length > 0 ? curve[^1].Epochs : 0,
                Curve = [.. curve.Select(each => new EpochCost(each.Epochs, each.Cost))],
                Cost = state is TrialState.Completed ? curve[^1].Cost : null,
            },
        ]);

    public static CellObservation Reaching(this CellObservation cell, int epochs) =>
        cell with { Trials = [cell.First with { Epochs = epochs }] };

    /// <summary>The trials that go on, in the order in which they do.</summary>
    public static IEnumerable<int> Promoted(
        this PruneConfig rule, IReadOnlyList<CellObservation> cells, bool canGrow) =>
        rule.Judge(cells, canGrow).Where(each => each.Action is PruneAction.Promote).Select(each => each.Trial);
}
