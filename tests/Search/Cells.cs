namespace SweepRunner.Search.Tests;

/// <summary>Cells of a history with one trial each.</summary>
internal static class Cells
{
    private static readonly Axis Line = new("x", new UniformDomain(0, 1));

    /// <summary>A completed trial.</summary>
    public static TrialObservation Completed(double? cost) => new(0, 0, TrialState.Completed) { Cost = cost };

    /// <summary>A diverged trial.</summary>
    public static TrialObservation Diverged() => new(0, 0, TrialState.Diverged);

    /// <summary>A running trial.</summary>
    public static TrialObservation Running() => new(0, 0, TrialState.Running);

    /// <summary>A failed trial.</summary>
    public static TrialObservation Failed() => new(0, 0, TrialState.Failed);

    /// <summary>A trial that was stopped after some epochs with a cost.</summary>
    public static TrialObservation Pruned(int epochs, double cost) => new(0, 0, TrialState.Pruned)
    {
        Epochs = epochs,
        Curve = [new EpochCost(epochs, cost)],
    };

    /// <summary>A trial that pauses after some epochs with a cost.</summary>
    public static TrialObservation Paused(int epochs, double cost) =>
        Pruned(epochs, cost) with { State = TrialState.Paused };

    /// <summary>A cell at a place of a line from 0 to 1.</summary>
    public static SearchPoint PointAt(double x) => new([new PointValue(Line, $"{x:R}", null)]);

    /// <summary>A history with a trial for each cell, the cells from left to right of a line.</summary>
    public static IReadOnlyList<CellObservation> Of(params IEnumerable<TrialObservation> trials)
    {
        var all = trials.ToList();
        return [.. all.Select((trial, cell) =>
            new CellObservation(cell, PointAt((cell + 0.5) / all.Count), [trial with { Number = cell }]))];
    }

    /// <summary>A history of points with the results of a function.</summary>
    public static SearchHistory History(
        IEnumerable<SearchPoint> points, Func<SearchPoint, TrialObservation> result, int seeds = 1) =>
        new([.. points.Select((point, cell) =>
            new CellObservation(cell, point, [result(point) with { Number = cell }]))], seeds);

    /// <summary>Asks until there is no further cell or a number of them, and tells each result at once.</summary>
    public static List<Proposal> Run(
        SearchConfig search, SearchSpace space, Func<SearchPoint, TrialObservation> result, int most = int.MaxValue)
    {
        var (proposals, cells) = (new List<Proposal>(), new List<CellObservation>());
        while (proposals.Count < most && search.Ask(space, new(cells), proposals.Count) is Proposal proposal)
        {
            proposals.Add(proposal);
            cells.Add(new(cells.Count, proposal.Point, [result(proposal.Point) with { Number = cells.Count }]));
        }

        return proposals;
    }
}
