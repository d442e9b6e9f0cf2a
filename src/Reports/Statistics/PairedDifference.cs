namespace SweepRunner.Reports.Statistics;

/// <summary>How far two cells are apart, seed by seed: what the seeds share (the order of the data, the first weights)
/// cancels.</summary>
/// <param name="Count">Number of seeds with a finite value on both sides.</param>
/// <param name="Mean">Mean of the differences; NaN without a common seed.</param>
/// <param name="StandardDeviation">Standard deviation of the differences (divisor n − 1); NaN under two common
/// seeds.</param>
/// <param name="P">
/// How often chance alone would put two equal cells at least as far apart, in [0, 1]; null under two common seeds.
/// Where all differences are equal: 1 if they are 0, else 0.
/// </param>
public sealed record PairedDifference(int Count, double Mean, double StandardDeviation, double? P)
{
    /// <summary>
    /// a − b over the common seeds, with the two-sided paired t test (Student, Biometrika 6, 1908): t = mean · √n / s
    /// with n − 1 degrees of freedom.
    /// </summary>
    /// <param name="a">Value by seed; one that is not finite counts as missing.</param>
    /// <param name="b">Value by seed; one that is not finite counts as missing.</param>
    public static PairedDifference Between(IReadOnlyDictionary<long, double> a, IReadOnlyDictionary<long, double> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (first, second) = (new SeedValues(a), new SeedValues(b));
        return Between(first, second, new double[second.Count]);
    }

    /// <summary>The same of values whose seeds are in order.</summary>
    /// <param name="a">The first cell's values.</param>
    /// <param name="b">The second cell's values.</param>
    /// <param name="halves">Room for as many numbers as the smaller of the two has; a ranking uses it a million
    /// times.</param>
    internal static PairedDifference Between(SeedValues a, SeedValues b, Span<double> halves) =>
        OfHalves(halves[..a.CommonHalves(b, halves)]);

    private static PairedDifference OfHalves(ReadOnlySpan<double> halves)
    {
        if (halves.Length == 0)
            return new PairedDifference(0, double.NaN, double.NaN, null);
        var (half, halfDeviation) = Moments.From(halves);
        return new PairedDifference(
            halves.Length, 2 * half, 2 * halfDeviation, Test(halves.Length, half, halfDeviation));
    }

    private static double? Test(int count, double mean, double deviation)
    {
        if (count < 2)
            return null;
        if (deviation == 0)
            return mean == 0 ? 1 : 0;
        return StudentDistribution.TwoTailed(mean / deviation * Math.Sqrt(count), count - 1);
    }
}

/// <summary>A cell's finite values in the order of their seeds, so that two cells are joined in one pass.</summary>
internal sealed class SeedValues
{
    private readonly long[] _seeds;
    private readonly double[] _values;

    /// <summary>Keeps the finite ones of the values.</summary>
    public SeedValues(IReadOnlyDictionary<long, double> valueBySeed)
    {
        var kept = valueBySeed.Where(each => double.IsFinite(each.Value)).OrderBy(each => each.Key).ToList();
        _seeds = [.. kept.Select(each => each.Key)];
        _values = [.. kept.Select(each => each.Value)];
    }

    /// <summary>Number of seeds with a finite value.</summary>
    public int Count => _seeds.Length;

    /// <summary>
    /// Writes half of this value minus half of the other's for every common seed, in the order of the seeds; halves,
    /// because the difference of two doubles may be more than a double holds.
    /// </summary>
    /// <param name="other">The other cell's values.</param>
    /// <param name="halves">As many places as the smaller of the two has seeds.</param>
    /// <returns>The number of common seeds.</returns>
    public int CommonHalves(SeedValues other, Span<double> halves)
    {
        var (count, mine, theirs) = (0, 0, 0);
        while (mine < _seeds.Length && theirs < other._seeds.Length)
        {
            var (seed, otherSeed) = (_seeds[mine], other._seeds[theirs]);
            if (seed == otherSeed)
                halves[count++] = _values[mine] / 2 - other._values[theirs] / 2;
            if (seed <= otherSeed)
                mine++;
            if (seed >= otherSeed)
                theirs++;
        }

        return count;
    }
}
