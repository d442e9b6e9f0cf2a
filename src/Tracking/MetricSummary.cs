namespace SweepRunner.Tracking;

/// <summary>What remains of one metric of one trial when its points are looked at in the order of their
/// steps.</summary>
public sealed class MetricSummary
{
    private const string LossSuffix = "/loss", AccuracySuffix = "/accuracy", SystemPrefix = "system/";

    private readonly string _metric;

    /// <summary>Begins with the first point.</summary>
    public MetricSummary(MetricPoint first)
    {
        _metric = first.Metric;
        Add(first);
    }

    /// <summary>The value at the highest step.</summary>
    public double Last { get; private set; }

    /// <summary>The lowest finite <c>*/loss</c> or the highest finite <c>*/accuracy</c>; null where there is none, or
    /// the metric has no best.</summary>
    public double? Best { get; private set; }

    /// <summary>Takes the point of the next step in.</summary>
    public void Add(MetricPoint point)
    {
        Last = point.Value;
        if (!HasBest(_metric) || !double.IsFinite(point.Value))
            return;
        if (Best is not { } best
            || (_metric.EndsWith(LossSuffix, StringComparison.Ordinal) ? point.Value < best : point.Value > best))
            Best = point.Value;
    }

    /// <summary>True for a metric of which it is known whether less or more is better.</summary>
    public static bool HasBest(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.EndsWith(LossSuffix, StringComparison.Ordinal)
            || metric.EndsWith(AccuracySuffix, StringComparison.Ordinal);
    }

    /// <summary>True for a metric of which more is better: an accuracy.</summary>
    public static bool IsMoreBetter(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.EndsWith(AccuracySuffix, StringComparison.Ordinal);
    }

    /// <summary>True for what depends on the clock or the machine: left out wherever two runs are said to be
    /// equal.</summary>
    public static bool IsSystem(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.StartsWith(SystemPrefix, StringComparison.Ordinal);
    }
}
