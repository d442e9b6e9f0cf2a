namespace SweepRunner.Search;

/// <summary>A rule that stops trials early. Its properties are its keys in a config. A trial of a cell's first seed
/// pauses after the epochs of each rung; the rule then judges it among the others of the same seed. A pure function
/// without state.</summary>
public abstract record PruneConfig
{
    /// <summary>The numbers of completed epochs at which a trial pauses, increasing, each below
    /// <paramref name="epochs"/>.</summary>
    /// <param name="cell">The number of the cell.</param>
    /// <param name="epochs">The epochs of its whole trial.</param>
    public abstract IReadOnlyList<int> Rungs(int cell, int epochs);

    /// <summary>Judges every paused trial. The order of the verdicts is that in which they are carried out: the best
    /// promotion first, ties by the number of the trial.</summary>
    /// <param name="cells">Every cell of the sweep; the first trial of each is compared.</param>
    /// <param name="canGrow">False once no new cell can start: the rule then promotes until enough cells have
    /// completed, and the trials that it holds will be pruned.</param>
    public abstract IReadOnlyList<PruneVerdict> Judge(IReadOnlyList<CellObservation> cells, bool canGrow);
}

/// <summary>What happens to a paused trial.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Action">Whether it goes on.</param>
/// <param name="Rung">The rung at which it pauses, from 1, and their number.</param>
/// <param name="Cost">Its cost there; null if it has none.</param>
/// <param name="Cut">The cost that it was compared with, the worst that goes on; null if nothing was compared.</param>
public sealed record PruneVerdict(
    int Trial, PruneAction Action, (int Number, int Count) Rung, double? Cost, double? Cut);

/// <summary>What happens to a paused trial.</summary>
public enum PruneAction
{
    /// <summary>It goes on to its next rung or its end.</summary>
    Promote,

    /// <summary>It stays paused: later results may promote it.</summary>
    Hold,

    /// <summary>It is stopped.</summary>
    Prune,
}
