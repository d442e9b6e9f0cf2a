namespace SweepRunner.Search.Tests;

/// <summary>Runs a search with one worker: asks, evaluates, and adds the result to the history.</summary>
internal sealed class Ledger(SearchConfig search, SearchSpace space)
{
    private readonly List<CellObservation> _cells = [];
    private int _asked;

    /// <summary>The history so far.</summary>
    public SearchHistory History => new([.. _cells], SeedsPerCell);

    public int SeedsPerCell { get; init; } = 1;

    /// <summary>The finite costs so far.</summary>
    public IEnumerable<double> Costs => _cells.Select(cell => cell.Cost).OfType<double>();

    /// <summary>The next answer, which is not yet carried out.</summary>
    public SearchAnswer Ask() => search.Ask(space, History, _asked);

    /// <summary>Asks so many times. A proposal becomes a cell with the outcome that is given.</summary>
    public Ledger Run(int times, Func<SearchPoint, TrialObservation> outcome)
    {
        for (var time = 0; time < times; time++)
            if (Ask() is Proposal { Point: var point })
            {
                _asked++;
                Add(point, outcome(point));
            }

        return this;
    }

    /// <summary>Asks so many times; a cost that is not finite is that of a cell that diverged.</summary>
    public Ledger Run(int times, Func<double[], double> cost) => Run(times, point => Outcome(cost(Numbers(point))));

    /// <summary>Adds a cell.</summary>
    public Ledger Add(SearchPoint point, TrialObservation outcome)
    {
        _cells.Add(new CellObservation(_cells.Count, point, [outcome with { Number = _cells.Count }]));
        return this;
    }

    public static TrialObservation Outcome(double cost) => double.IsFinite(cost)
        ? new TrialObservation(0, 0, TrialState.Completed) { Cost = cost, Epochs = 1, Curve = [new EpochCost(1, cost)] }
        : new TrialObservation(0, 0, TrialState.Diverged);

    /// <summary>The values of a cell as numbers.</summary>
    public static double[] Numbers(SearchPoint point) => [.. point.Values.Select(value => double.Parse(value.Json))];
}
