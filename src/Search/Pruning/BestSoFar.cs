using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.Statistics;
using SweepRunner.Configuration;

namespace SweepRunner.Search.Pruning;

/// <summary>
/// Prunes a trial whose best cost so far is worse than a percentile of the best costs of the others at the same epoch
/// (the median rule of Golovin et al. 2017, "Google Vizier", KDD, with the best of the others instead of their mean).
/// The others are those of the same seed that completed or went further. A trial whose cost is NaN or infinite at a
/// rung is pruned; one without a cost goes on. Nothing is pruned before enough cells have completed.
/// </summary>
public abstract record BestSoFar : PruneConfig
{
    /// <summary>The cells that complete before the first one is pruned, at least 0.</summary>
    [Description("Cells that complete before the first one is pruned."), Range(0, SearchConfig.MostTrials)]
    public int StartupTrials { get; init; } = 5;

    /// <summary>Epochs of each trial that are not judged, at least 0.</summary>
    [Description("Epochs of each trial that are not judged."), Range(0, SearchConfig.MostTrials)]
    public int WarmupEpochs { get; init; }

    /// <summary>The epochs between two judgements, at least 1.</summary>
    [Description("Epochs between two judgements."), Range(1, SearchConfig.MostTrials)]
    public int EveryEpochs { get; init; } = 1;

    /// <summary>The part of the trials that goes on, in per cent.</summary>
    private protected abstract double PercentKept { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int> Rungs(int cell, int epochs) =>
        [.. Enumerable.Range(1, RungsWithin(epochs - 1)).Select(rung => WarmupEpochs + (rung * EveryEpochs))];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<PruneVerdict> Judge(IReadOnlyList<CellObservation> cells, bool canGrow)
    {
        var trials = cells.Select(cell => cell.First).ToList();
        var isStarted = trials.Count(trial => trial.State is TrialState.Completed) >= StartupTrials;
        return
        [
            .. trials
                .Where(trial => trial.State is TrialState.Paused)
                .GroupBy(trial => (trial.Seed, trial.Epochs))
                .OrderByDescending(rung => rung.Key.Epochs)
                .SelectMany(rung =>
                {
                    var cut = isStarted ? Cut(trials, rung.Key.Seed, rung.Key.Epochs) : null;
                    return rung
                        .OrderBy(trial => Best(trial, trial.Epochs) ?? double.PositiveInfinity)
                        .ThenBy(trial => trial.Number)
                        .Select(trial => Judge(trial, isStarted, cut));
                }),
        ];
    }

    private PruneVerdict Judge(TrialObservation trial, bool isStarted, double? cut)
    {
        var (best, last) = (Best(trial, trial.Epochs), trial.CostAt(trial.Epochs));
        var isFinite = last is not { } cost || double.IsFinite(cost);
        return new(
            trial.Number,
            isStarted && (!isFinite || best > cut) ? PruneAction.Prune : PruneAction.Promote,
            (RungsWithin(trial.Epochs), RungsWithin(trial.AllEpochs - 1)), isFinite ? best : last, cut);
    }

    // Linear between two values, as NumPy's percentiles are.
    private double? Cut(IReadOnlyList<TrialObservation> trials, long seed, int epochs)
    {
        double[] bests =
        [
            .. trials
                .Where(trial => trial.Seed == seed && trial.AllEpochs >= epochs
                    && (trial.State is TrialState.Completed
                        || (trial.State is not (TrialState.Diverged or TrialState.Failed) && trial.Epochs > epochs)))
                .Select(trial => Best(trial, epochs))
                .OfType<double>(),
        ];
        return bests.Length > 0 ? bests.QuantileCustom(PercentKept / 100, QuantileDefinition.R7) : null;
    }

    private static double? Best(TrialObservation trial, int epochs)
    {
        var best = double.PositiveInfinity;
        foreach (var each in trial.Curve)
            if (each.Epochs <= epochs && each.Cost < best && double.IsFinite(each.Cost))
                best = each.Cost;
        return double.IsFinite(best) ? best : null;
    }

    private int RungsWithin(int epochs) => Math.Max(0, (epochs - WarmupEpochs) / EveryEpochs);
}

/// <summary>Prunes the trials that are worse than the median.</summary>
[Case("median", 3)]
public sealed record MedianPruning : BestSoFar
{
    private protected override double PercentKept => 50;
}

/// <summary>Prunes the trials that are worse than a percentile.</summary>
[Case("percentile", 4)]
public sealed record PercentilePruning : BestSoFar
{
    /// <summary>The part of the trials that goes on, in per cent, above 0 and below 100.</summary>
    [Description("Per cent of the trials that go on, 50 for the better half.")]
    [Range(0.0, 100.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public required double Percentile { get; init; }

    private protected override double PercentKept => Percentile;
}
