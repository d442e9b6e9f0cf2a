using System.Text.Json;

namespace SweepRunner.Tracking;

/// <summary>What ranks the trials of a sweep: a metric, which of its values are better, and which value of a trial
/// counts.</summary>
/// <param name="Metric">The metric, such as <c>val/accuracy</c>.</param>
/// <param name="IsMaximized">True if larger values are better.</param>
/// <param name="IsBest">True if the best value of the trial counts, false for its last.</param>
public sealed record Objective(string Metric, bool IsMaximized, bool IsBest)
{
    /// <summary>The values of <c>objective.at</c>.</summary>
    public const string AtBest = "best", AtLast = "last";

    /// <summary>Which value counts: <see cref="AtBest"/> or <see cref="AtLast"/>.</summary>
    public string At => IsBest ? AtBest : AtLast;

    /// <summary>The metric, with which value counts if it is not the last: <c>best val/accuracy</c>.</summary>
    public string Name => IsBest ? $"best {Metric}" : Metric;

    /// <summary>The objective of a sweep. Without <c>objective.at</c> the last value counts, since the best of many
    /// noisy values flatters trials with many epochs; with <c>stop.patience</c> the best does, since the trial goes on
    /// after it only to see that nothing better comes.</summary>
    public static Objective Of(SweepFacts sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        using var config = JsonDocument.Parse(sweep.ConfigJson);
        return new Objective(sweep.ObjectiveMetric, sweep.IsObjectiveMaximized, IsBestOf(config.RootElement));
    }

    /// <summary>Describes a metric of the sweep. The objective has the goal of the sweep and a best value, whatever its
    /// name.</summary>
    public Metric Describe(string metric)
    {
        var known = KnownMetrics.Describe(metric);
        return metric != Metric ? known : known with
        {
            Goal = IsMaximized ? MetricGoal.Maximize : MetricGoal.Minimize,
            HasBest = true,
        };
    }

    /// <summary>The point of a trial that counts; null if the trial has none.</summary>
    public MetricPoint? PointOf(TrialProgress trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial.Metrics.TryGetValue(Metric, out var summary)
            ? !IsBest ? summary.LastPoint : IsMaximized ? summary.HighestPoint : summary.LowestPoint
            : null;
    }

    /// <summary>The same point, from the store.</summary>
    public MetricPoint? PointOf(IMetricStore store, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trial);
        var progress = new TrialProgress(trial);
        foreach (var point in store.Metrics(trial.Id, Metric))
            progress.Add(point.Point);
        return PointOf(progress);
    }

    /// <summary>True if a value is better than another, as any finite one is than NaN.</summary>
    public bool IsBetter(double value, double other) =>
        double.IsFinite(value) && (!double.IsFinite(other) || (IsMaximized ? value > other : value < other));

    private static bool IsBestOf(JsonElement config) =>
        config.At("objective", "at") is { ValueKind: JsonValueKind.String } at
            ? at.ValueEquals(AtBest)
            : config.At("stop", "patience") is { ValueKind: JsonValueKind.Object };
}
