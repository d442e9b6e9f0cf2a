using SweepRunner.Experiments.Checkpoints;

namespace SweepRunner.Experiments.Training;

/// <summary>Ends a trial whose metric has not improved for a number of epochs.</summary>
/// <param name="epochs">Epochs without a better value; null never ends a trial.</param>
/// <param name="metric">The metric; lower is better for a loss, higher for an accuracy.</param>
internal sealed class EarlyStopping(int? epochs, string metric)
{
    private readonly bool _isLowerBetter = metric.EndsWith("loss", StringComparison.Ordinal);

    public EarlyStoppingState State { get; set; } = new(null, 0);

    /// <summary>True when the trial should end.</summary>
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
