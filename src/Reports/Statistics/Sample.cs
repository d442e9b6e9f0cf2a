using System.Collections.Concurrent;

namespace SweepRunner.Reports.Statistics;

/// <summary>A summary of a set of values, without NaN and infinities.</summary>
public sealed record Sample
{
    /// <summary>The number of finite values.</summary>
    public required int Count { get; init; }

    /// <summary>The arithmetic mean; null without a value.</summary>
    public double? Mean { get; init; }

    /// <summary>The standard deviation of the sample (divisor n − 1); null below two values. Exactly 0 for equal
    /// values, infinite where a double overflows.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The lowest value; null without one.</summary>
    public double? Minimum { get; init; }

    /// <summary>The highest value; null without one.</summary>
    public double? Maximum { get; init; }

    /// <summary>The interval of the mean at 95 %; null below two values and without any deviation.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>Summarises the finite values. Their order does not matter, to the last bit. The interval stays within
    /// the range, if the values do.</summary>
    internal static Sample From(IEnumerable<double> values, MetricRange range = MetricRange.Any)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return new Sample { Count = 0 };
        var moments = Moments.From(sorted);
        return new Sample
        {
            Count = sorted.Length,
            Mean = moments.Mean,
            StandardDeviation = sorted.Length < 2 ? null : moments.StandardDeviation,
            Minimum = sorted[0],
            Maximum = sorted[^1],
            Interval = ConfidenceInterval.From(sorted.Length, moments, Fit(range, sorted)),
        };
    }

    /// <summary>The range, if it contains all the finite values, or else any: an accuracy may be in per cent, and a
    /// loss be a log-likelihood.</summary>
    internal static MetricRange Fit(MetricRange range, IEnumerable<double> values)
    {
        var isWithin = values.Where(double.IsFinite).All(value => range switch
        {
            MetricRange.Share => value is >= 0 and <= 1,
            MetricRange.Positive => value > 0,
            _ => true,
        });
        return isWithin ? range : MetricRange.Any;
    }
}

/// <summary>A confidence interval of a mean, for independent and nearly normal values.</summary>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    // The share of such intervals that contain the true mean.
    internal const double Level = 0.95;

    private static readonly ConcurrentDictionary<int, double> QuantileByCount = new();

    /// <summary>Mean ± h with h = t(0.975, n − 1) · s / √n (Student, Biometrika 6, 1908), on a scale on which no end
    /// leaves the range: for shares the logit, ln(m / (1 − m)) ± h / (m (1 − m)); for positive values the logarithm,
    /// ln m ± h / m. Dividing by the derivative of the scale is the delta method (Agresti, Categorical Data Analysis,
    /// 3rd edition, 2013, section 16.1). Null below two values, without any deviation, and where an end
    /// overflows.</summary>
    internal static ConfidenceInterval? From(int count, Moments moments, MetricRange range)
    {
        var (mean, deviation) = moments;
        if (count < 2 || deviation == 0)
            return null;
        var quantile = QuantileByCount.GetOrAdd(
            count, static count => StudentDistribution.Upper((1 - Level) / 2, count - 1));
        var half = quantile / Sqrt(count) * deviation;
        var interval = range switch
        {
            MetricRange.Share => new ConfidenceInterval(
                Share(mean, -half / (mean * (1 - mean))), Share(mean, half / (mean * (1 - mean)))),
            MetricRange.Positive => new ConfidenceInterval(mean * Exp(-half / mean), mean * Exp(half / mean)),
            _ => new ConfidenceInterval(mean - half, mean + half),
        };
        return double.IsFinite(interval.Low) && double.IsFinite(interval.High) ? interval : null;
    }

    // The share whose logit is that of another one plus a step.
    private static double Share(double share, double step) => share / (share + (1 - share) * Exp(-step));
}

/// <summary>The mean and the standard deviation (divisor n − 1; NaN for one value, infinite where a double
/// overflows).</summary>
internal readonly record struct Moments(double Mean, double StandardDeviation)
{
    // Between these, squares of deviations neither vanish nor overflow when they are summed.
    private const double Smallest = 1e-120, Largest = 1e120;

    /// <summary>The moments of finite values, at least one, by the corrected two-pass algorithm (Chan, Golub and
    /// LeVeque, The American Statistician 37, 1983, equation 1.7). Values whose squares would overflow or vanish are
    /// scaled by a power of two first; MathNet's moments give infinity for them. For equal values the mean is exactly
    /// their value and the deviation 0.</summary>
    public static Moments From(ReadOnlySpan<double> values)
    {
        var (minimum, maximum) = (values[0], values[0]);
        foreach (var value in values)
            (minimum, maximum) = (Min(minimum, value), Max(maximum, value));
        if (minimum == maximum)
            return new Moments(minimum, values.Length < 2 ? double.NaN : 0);

        var size = Max(Abs(minimum), Abs(maximum));
        var power = size is > Smallest and < Largest ? 0 : ILogB(size);
        var sum = 0.0;
        foreach (var value in values)
            sum += Scaled(value, power);
        var mean = sum / values.Length;
        var (squares, remainder) = (0.0, 0.0);
        foreach (var value in values)
        {
            var deviation = Scaled(value, power) - mean;
            squares += deviation * deviation;
            remainder += deviation;
        }
        mean += remainder / values.Length;
        var variance = Max(0, squares - remainder * remainder / values.Length) / (values.Length - 1);
        return new Moments(Clamp(Scaled(mean, -power), minimum, maximum), Scaled(Sqrt(variance), -power));
    }

    private static double Scaled(double value, int power) => power == 0 ? value : ScaleB(value, -power);
}
