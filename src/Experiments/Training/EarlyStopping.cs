using SweepRunner.Experiments.Checkpoints;

namespace SweepRunner.Experiments.Training;

/// <summary>Ends a trial whose metric has not improved for a number of epochs, or no trial where the number is null.
/// Lower is better for a loss, higher for an accuracy.</summary>
internal sealed class EarlyStopping(int? epochs, string metric)
{
    private readonly bool _isLowerBetter = metric.EndsWith("loss", StringComparison.Ordinal);

    public EarlyStoppingState State { get; set; } = new(null, 0);

    public bool IsExhausted => State.EpochsWithoutBetter >= epochs;

    /// <summary>True when the last epoch was the best.</summary>
    public bool IsBest => State is { Best: not null, EpochsWithoutBetter: 0 };

    public void Add(IReadOnlyDictionary<string, double> epochMetrics)
    {
        var value = epochMetrics[metric];
        var isBetter =
            double.IsFinite(value) && (State.Best is not { } best || (_isLowerBetter ? value < best : value > best));
        State = isBetter ? new(value, 0) : State with { EpochsWithoutBetter = State.EpochsWithoutBetter + 1 };
    }
}
