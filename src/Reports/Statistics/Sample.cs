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
    public static Sample Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return new Sample { Count = 0 };
        var moments = Moments.Of(sorted);
        return new Sample
        {
            Count = sorted.Length,
            Mean = moments.Mean,
            StandardDeviation = sorted.Length < 2 ? null : moments.StandardDeviation,
            Minimum = sorted[0],
            Maximum = sorted[^1],
            Interval = ConfidenceInterval.Of(sorted.Length, moments),
        };
    }
}
