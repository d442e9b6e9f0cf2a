using SweepRunner.Search.Racing;

namespace SweepRunner.Search.Scheduling;

/// <summary>The rules of a sweep.</summary>
public sealed record SweepRules
{
    /// <summary>The search.</summary>
    public required SearchConfig Search { get; init; }

    /// <summary>The space of the search; null if the sweep has only single cells.</summary>
    public required SearchSpace? Space { get; init; }

    /// <summary>The most seeds of a cell, at least 1.</summary>
    public required int Seeds { get; init; }

    /// <summary>The pruning rule; null if every trial runs to its end.</summary>
    public PruneConfig? Prune { get; init; }

    /// <summary>The race that gives out seeds; null if every cell gets all.</summary>
    public RaceConfig? Race { get; init; }

    /// <summary>The limits of the sweep; null without.</summary>
    public BudgetConfig? Budget { get; init; }

    /// <summary>True if larger values of the objective are better: a cost is then its negative.</summary>
    public bool IsMaximized { get; init; }
}

/// <summary>The trials of a sweep as they are now.</summary>
public sealed record SweepSituation
{
    /// <summary>Every cell, in the order in which they were added.</summary>
    public required IReadOnlyList<CellObservation> Cells { get; init; }

    /// <summary>The cells that lie in the space of the search, and those that it proposed and that have no trial of
    /// their own.</summary>
    public required IReadOnlyList<CellObservation> Searched { get; init; }

    /// <summary>The cells that the search has proposed.</summary>
    public required int Proposals { get; init; }

    /// <summary>Hours in which at least one trial ran.</summary>
    public double Hours { get; init; }

    /// <summary>Hours of all trials together.</summary>
    public double DeviceHours { get; init; }

    /// <summary>The number of trials, those that still run among them.</summary>
    public int Begun => Cells.Sum(cell => cell.Trials.Count);

    /// <summary>True if a trial waits in the queue, or runs.</summary>
    public bool IsAnyRunning => Trials.Any(trial => trial.State is TrialState.Running);

    /// <summary>The paused trials, by number.</summary>
    public IEnumerable<TrialObservation> Paused =>
        Trials.Where(trial => trial.State is TrialState.Paused).OrderBy(trial => trial.Number);

    private IEnumerable<TrialObservation> Trials => Cells.SelectMany(cell => cell.Trials);
}
