using System.Text.Json;

namespace SweepRunner.Tracking;

/// <summary>Tells which metric is the loss of a sweep's trials: what can diverge, and what shows how training
/// goes.</summary>
public static class TrainingLoss
{
    /// <summary>The metrics that can be the loss; the first that a trial logs is its loss. A network logs
    /// <c>train/loss</c>. A program logs <c>stop.divergence.metric</c>; without that key <c>loss</c>, else
    /// <c>train/loss</c>, else none.</summary>
    public static IReadOnlyList<string> Of(SweepFacts sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        using var config = JsonDocument.Parse(sweep.ConfigJson);
        return config.RootElement.At("stop", "divergence", "metric") is { ValueKind: JsonValueKind.String } named
                ? [named.GetString()!]
            : config.RootElement.At("trial", "command") is not null ? [KnownMetrics.Loss, KnownMetrics.TrainLoss]
            : [KnownMetrics.TrainLoss];
    }
}
