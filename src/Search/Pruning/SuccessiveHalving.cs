using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Configuration;

namespace SweepRunner.Search.Pruning;

/// <summary>
/// Asynchronous successive halving with true promotion (Li et al. 2018, "A System for Massively Parallel
/// Hyperparameter Tuning", algorithm 2): a trial pauses at each rung and goes on once it is among the best ⌊n/η⌋ of the
/// n that reached the rung. What the paper leaves open:
/// <list type="bullet">
/// <item>A diverged trial is last at every rung that it reached, and at the first one that it did not.</item>
/// <item>A cost that is missing, NaN or infinite is last too, and never promoted by comparison.</item>
/// <item>A failed trial tells nothing and is not counted.</item>
/// <item>When no cell can start, the best paused trials of the highest rung go on until enough cells have
/// completed.</item>
/// </list>
/// </summary>
public abstract record SuccessiveHalving : PruneConfig
{
    /// <summary>η: one of so many trials goes on, to so many times the epochs; at least 2.</summary>
    [Description("One of so many trials goes on at each rung, to so many times the epochs.")]
    [Range(2, SearchConfig.MostTrials)]
    public int ReductionFactor { get; init; } = 3;

    /// <summary>r: the epochs of the first rung, at least 1.</summary>
    [Description("Epochs of the first rung."), Range(1, SearchConfig.MostTrials)]
    public int MinEpochs { get; init; } = 1;

    /// <summary>The fewest cells that complete, at least 1.</summary>
    [Description("The fewest cells that run to their end."), Range(1, SearchConfig.MostTrials)]
    public int Min { get; init; } = 1;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int> Rungs(int cell, int epochs)
    {
        var rungs = new List<int>();
        var first = MinEpochs * Math.Pow(ReductionFactor, Bracket(cell, epochs));
        for (var rung = first; rung < epochs; rung *= ReductionFactor)
            rungs.Add((int)rung);
        return rungs;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<PruneVerdict> Judge(IReadOnlyList<CellObservation> cells, bool canGrow)
    {
        var climbers = cells
            .Where(cell => cell.First.State is not TrialState.Failed)
            .Select(cell => new Climber(
                cell.First, Bracket(cell.Cell, cell.First.AllEpochs), Rungs(cell.Cell, cell.First.AllEpochs)))
            .ToList();
        var paused = climbers.FindAll(climber => climber.Trial.State is TrialState.Paused);
        var rungs = paused
            .Select(climber => climber.Place)
            .Distinct()
            .ToDictionary(place => place, place => Rung.At(place, climbers, ReductionFactor));
        return
        [
            .. paused
                .OrderByDescending(climber => climber.Place.Epochs)
                .ThenBy(climber => climber.Standing)
                .Select((climber, index) => rungs[climber.Place].Judge(climber, isForced: index < Missing(climber))),
        ];

        // The cells that must still complete, without those that run at this height or above.
        int Missing(Climber climber) => canGrow ? 0
            : Min - climbers.Count(other => other.Trial.State is TrialState.Completed
                || (other.Trial.State is TrialState.Running && other.Trial.Epochs >= climber.Place.Epochs));
    }

    /// <summary>The number of rungs that a cell leaves out; only cells with the same number are compared.</summary>
    /// <param name="cell">The number of the cell.</param>
    /// <param name="epochs">The epochs of its whole trial.</param>
    private protected abstract int Bracket(int cell, int epochs);
}

/// <summary>ASHA: successive halving in one bracket.</summary>
[Case("asha", 1)]
public sealed record AshaPruning : SuccessiveHalving
{
    /// <summary>s: the rungs that are left out at the start, at least 0.</summary>
    [Description("Rungs that are left out at the start."), Range(0, 16)]
    public int MinEarlyStoppingRate { get; init; }

    private protected override int Bracket(int cell, int epochs) => MinEarlyStoppingRate;
}

/// <summary>
/// Hyperband (Li et al. 2018, JMLR 18): several brackets of successive halving, the first rung of each η times as high
/// as that of the one before; the last prunes hardly anything. A cell's bracket depends on its number alone: brackets
/// have cells in the proportions of the paper, spread evenly over the numbers.
/// </summary>
[Case("hyperband", 2)]
public sealed record HyperbandPruning : SuccessiveHalving
{
    private const double GoldenRatio = 0.6180339887498949;

    private protected override int Bracket(int cell, int epochs)
    {
        var count = 1;
        for (var rung = (double)MinEpochs * ReductionFactor; rung <= epochs; rung *= ReductionFactor)
            count++;
        // The fractions of the multiples of the golden ratio are the most evenly spread (Kronecker's sequence).
        var left = cell * GoldenRatio % 1 * Enumerable.Range(0, count).Sum(Cells);
        var bracket = 0;
        while (left >= Cells(bracket) && bracket < count - 1)
            left -= Cells(bracket++);
        return bracket;

        // The paper's n of its bracket s, which counts from the last one.
        double Cells(int bracket)
        {
            var s = count - 1 - bracket;
            return Math.Ceiling(count * Math.Pow(ReductionFactor, s) / (s + 1));
        }
    }
}
