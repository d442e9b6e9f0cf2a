using System.Collections.Concurrent;

namespace SweepRunner.Reports.Statistics;

/// <summary>Where the mean that more seeds would give is expected, for values that are drawn independently and near
/// normally.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>How often such an interval holds the true mean: 0.95.</summary>
    public const double Level = 0.95;

    /// <summary>Half of its width: what stands behind a ±.</summary>
    internal double HalfWidth => (High - Low) / 2;

    private static readonly ConcurrentDictionary<int, double> QuantileByCount = new();

    /// <summary>
    /// Mean ± t(0.975, n − 1) · s / √n (Student, Biometrika 6, 1908); null under two values, and where no double holds
    /// an end.
    /// </summary>
    internal static ConfidenceInterval? Of(int count, Moments moments)
    {
        if (count < 2)
            return null;
        var quantile = QuantileByCount.GetOrAdd(
            count, static count => StudentDistribution.Upper((1 - Level) / 2, count - 1));
        var halfWidth = quantile / Math.Sqrt(count) * moments.StandardDeviation;
        var interval = new ConfidenceInterval(moments.Mean - halfWidth, moments.Mean + halfWidth);
        return double.IsFinite(interval.Low) && double.IsFinite(interval.High) ? interval : null;
    }
}
