using System.Collections.Concurrent;

namespace SweepRunner.Reports.Statistics;

/// <summary>What a set of values amounts to. NaN and infinities never enter.</summary>
public sealed record Sample
{
    /// <summary>Number of finite values.</summary>
    public required int Count { get; init; }

    /// <summary>Arithmetic mean; null without a value.</summary>
    public double? Mean { get; init; }

    /// <summary>
    /// Standard deviation of the sample (divisor n − 1); null under two values. Exactly 0 for equal values; infinite
    /// where no double holds it.
    /// </summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The lowest value; null without one.</summary>
    public double? Minimum { get; init; }

    /// <summary>The highest value; null without one.</summary>
    public double? Maximum { get; init; }

    /// <summary>Student's interval of the mean at <see cref="ConfidenceInterval.Level"/>; null under two
    /// values.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>The sample of the finite ones of the values; their order makes no difference, to the last
    /// bit.</summary>
    public static Sample From(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
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
            Interval = ConfidenceInterval.From(sorted.Length, moments),
        };
    }
}

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
    internal static ConfidenceInterval? From(int count, Moments moments)
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

/// <summary>Mean and standard deviation of finite values.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="StandardDeviation">Of the sample (divisor n − 1); NaN with one value. Infinite where no double holds
/// it.</param>
internal readonly record struct Moments(double Mean, double StandardDeviation)
{
    // The square of a last digit of the one is still a normal number, the sum of any number of squares of the other
    // finite.
    private const double Smallest = 1e-120;
    private const double Largest = 1e120;

    /// <summary>
    /// The corrected two-pass algorithm (Chan, Golub and LeVeque, The American Statistician 37, 1983, equation 1.7), on
    /// values brought near 1 by a power of two where their squares would overflow or vanish. Equal values have exactly
    /// their value as mean and 0 as deviation.
    /// </summary>
    /// <param name="values">Finite, at least one.</param>
    public static Moments From(ReadOnlySpan<double> values)
    {
        var (minimum, maximum) = (values[0], values[0]);
        foreach (var value in values)
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        if (minimum == maximum)
            return new Moments(minimum, values.Length < 2 ? double.NaN : 0);

        var size = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        var power = size is > Smallest and < Largest ? 0 : Math.ILogB(size);
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
        var variance = Math.Max(0, squares - remainder * remainder / values.Length) / (values.Length - 1);
        return new Moments(Math.Clamp(Scaled(mean, -power), minimum, maximum), Scaled(Math.Sqrt(variance), -power));
    }

    private static double Scaled(double value, int power) => power == 0 ? value : Math.ScaleB(value, -power);
}
