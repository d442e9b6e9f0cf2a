namespace SweepRunner.Search;

/// <summary>The cells of a sweep with their results so far.</summary>
/// <param name="Cells">The cells, in the order in which they were added.</param>
/// <param name="SeedsPerCell">The number of seeds that each cell gets at most.</param>
public sealed record SearchHistory(IReadOnlyList<CellObservation> Cells, int SeedsPerCell = 1)
{
    /// <summary>A sweep without a cell.</summary>
    public static SearchHistory Empty { get; } = new([]);
}

/// <summary>A cell with its seeds: what a search learns from.</summary>
/// <param name="Cell">The number of the cell in the sweep.</param>
/// <param name="Point">The cell.</param>
/// <param name="Trials">Its trials, the first seed first; at least one.</param>
public sealed record CellObservation(int Cell, SearchPoint Point, IReadOnlyList<TrialObservation> Trials)
{
    /// <summary>The trial of the first seed.</summary>
    public TrialObservation First => Trials[0];

    /// <summary>The state of the cell. A cell with a seed that diverged has diverged; otherwise it has completed with
    /// its first completed seed.</summary>
    public TrialState State =>
        Trials.Any(trial => trial.State is TrialState.Diverged) ? TrialState.Diverged
        : Trials.Any(trial => trial.State is TrialState.Completed) ? TrialState.Completed
        : First.State;

    /// <summary>The mean cost over the completed seeds (less is better); null without one, or where a cost is not
    /// finite.</summary>
    public double? Cost
    {
        get
        {
            var costs = Trials.Where(trial => trial.State is TrialState.Completed).Select(trial => trial.Cost).ToList();
            return costs.Count > 0 && costs.All(cost => cost is { } value && double.IsFinite(value))
                ? costs.Average()
                : null;
        }
    }
}

/// <summary>A trial as a search sees it.</summary>
/// <param name="Number">The number of the trial in the sweep.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="State">Its state.</param>
public sealed record TrialObservation(int Number, long Seed, TrialState State)
{
    /// <summary>The objective of a completed trial as a cost: negated if it is maximized, so that less is better. Null
    /// if the trial has not completed or never logged the objective; a program may log NaN or an infinity.</summary>
    public double? Cost { get; init; }

    /// <summary>Completed epochs.</summary>
    public int Epochs { get; init; }

    /// <summary>The epochs that the whole trial takes.</summary>
    public int AllEpochs { get; init; } = 1;

    /// <summary>True if a budget paused it between its rungs.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The cost after each epoch that has one, by increasing epochs (1 is the first).</summary>
    public IReadOnlyList<EpochCost> Curve { get; init; } = [];

    /// <summary>The cost after a number of epochs: that of the last epoch up to it that has one; null without one or
    /// where the trial has not come so far.</summary>
    public double? CostAt(int epochs) =>
        Epochs < epochs ? null : Curve.LastOrDefault(each => each.Epochs <= epochs)?.Cost;
}

/// <summary>The cost of a trial after a number of epochs, as <c>objective.at</c> reads it: of the last epoch, or the
/// best of all so far. It may be NaN or infinite.</summary>
public sealed record EpochCost(int Epochs, double Cost);

/// <summary>The state of a trial for a search.</summary>
public enum TrialState
{
    /// <summary>It waits in the queue, or runs.</summary>
    Running,

    /// <summary>It pauses at a rung.</summary>
    Paused,

    /// <summary>It ran to its end.</summary>
    Completed,

    /// <summary>It diverged: a result without a value.</summary>
    Diverged,

    /// <summary>It was stopped before its end.</summary>
    Pruned,

    /// <summary>A fault of the machine or the program ended it, or the user: it tells nothing about the cell.</summary>
    Failed,
}
