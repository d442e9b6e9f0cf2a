using MathNet.Numerics.Distributions;

namespace SweepRunner.Search.Racing;

/// <summary>A cell in a race: one whose first seed completed, and whose every completed seed has a finite
/// cost.</summary>
internal sealed class Contender
{
    // A cell is dropped once it is more likely than not that more than this share of its seeds diverges.
    private const double MostDiverging = 0.2;

    private readonly IReadOnlyList<TrialObservation> _trials;

    private Contender(CellObservation cell)
    {
        (Cell, _trials) = (cell.Cell, cell.Trials);
        Completed = _trials.Count(trial => trial.State is TrialState.Completed);
        Diverged = _trials.Count(trial => trial.State is TrialState.Diverged);
        Underway = _trials.Count(trial => trial.State is TrialState.Running or TrialState.Paused);
    }

    /// <summary>The number of the cell.</summary>
    public int Cell { get; }

    /// <summary>Completed seeds.</summary>
    public int Completed { get; }

    /// <summary>Diverged seeds.</summary>
    public int Diverged { get; }

    /// <summary>Seeds whose result is still missing.</summary>
    public int Underway { get; }

    /// <summary>Seeds that were given to the cell, whatever became of them.</summary>
    public int Begun => _trials.Count;

    /// <summary>True while the cell may get seeds: the posterior of its survival, under the prior of Jeffreys,
    /// Beta(½, ½), does not drop it.</summary>
    public bool IsLikelyToSurvive =>
        Diverged == 0 || Beta.CDF(Diverged + 0.5, Completed + 0.5, MostDiverging) >= 0.5;

    /// <summary>The cell as a contender; null if it is none.</summary>
    public static Contender? From(CellObservation cell) =>
        cell.First.State is TrialState.Completed
        && cell.Trials.All(trial =>
            trial.State is not TrialState.Completed || trial.Cost is { } cost && double.IsFinite(cost))
            ? new Contender(cell)
            : null;

    /// <summary>The differences of the costs to another cell on the seeds that both have completed, in the order of
    /// the seeds: positive where this cell is worse. Never empty, for the first seed is one of them.</summary>
    public IReadOnlyList<double> DifferencesTo(Contender other)
    {
        var differences = new List<double>(Math.Min(Completed, other.Completed));
        foreach (var mine in _trials)
            if (mine.State is TrialState.Completed && other.CostOf(mine.Seed) is { } theirs)
                differences.Add(mine.Cost!.Value - theirs);
        return differences;
    }

    /// <summary>True if the cell has no seed left to complete that another cell has completed. A failed seed is not
    /// left.</summary>
    public bool HasFinishedSeedsOf(Contender other) =>
        Completed >= other.Completed || other._trials.All(theirs =>
            theirs.State is not TrialState.Completed
            || _trials.Any(mine =>
                mine.Seed == theirs.Seed && mine.State is not (TrialState.Running or TrialState.Paused)));

    private double? CostOf(long seed) =>
        _trials.FirstOrDefault(trial => trial.Seed == seed && trial.State is TrialState.Completed)?.Cost;
}
