namespace SweepRunner.Experiments.Training;

/// <summary>Ends a trial whose metric has not become better for so many epochs.</summary>
/// <param name="epochs">Epochs without a better value; null never ends a trial.</param>
/// <param name="metric">The metric; lower is better for a loss, higher for an accuracy.</param>
internal sealed class EarlyStopping(int? epochs, string metric)
{
    private readonly bool _isLowerBetter = metric.EndsWith("loss", StringComparison.Ordinal);
    private double? _best;
    private int _epochsWithoutBetter;

    /// <summary>Takes an epoch's metrics.</summary>
    /// <returns>True when the trial should end.</returns>
    public bool ShouldStop(IReadOnlyDictionary<string, double> metrics)
    {
        var value = metrics[metric];
        var isBetter = double.IsFinite(value) && (_best is null || (_isLowerBetter ? value < _best : value > _best));
        _best = isBetter ? value : _best;
        _epochsWithoutBetter = isBetter ? 0 : _epochsWithoutBetter + 1;
        return _epochsWithoutBetter >= epochs;
    }
}
