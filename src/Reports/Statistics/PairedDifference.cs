namespace SweepRunner.Reports.Statistics;

/// <summary>The difference of two cells over their common seeds: what the seeds share (data order, first weights)
/// cancels. The deviation has the divisor n − 1 and is NaN below two seeds, where P, the two-sided p-value in [0, 1],
/// is null. The mean is NaN without a seed. If all differences are equal, P is 1 for 0, else 0.</summary>
internal sealed record PairedDifference(int Count, double Mean, double StandardDeviation, double? P)
{
    /// <summary>a − b, with the paired t test (Student, Biometrika 6, 1908): t = mean · √n / s with n − 1 degrees of
    /// freedom. The halves are a buffer as long as the shorter of the two, which a ranking reuses a million
    /// times.</summary>
    public static PairedDifference Between(SeedValues a, SeedValues b, Span<double> halves)
    {
        var count = a.CommonHalves(b, halves);
        if (count == 0)
            return new PairedDifference(0, double.NaN, double.NaN, null);
        var (half, halfDeviation) = Moments.From(halves[..count]);
        return new PairedDifference(count, 2 * half, 2 * halfDeviation, Test(count, half, halfDeviation));
    }

    private static double? Test(int count, double mean, double deviation)
    {
        if (count < 2)
            return null;
        if (deviation == 0)
            return mean == 0 ? 1 : 0;
        return StudentDistribution.TwoTailed(mean / deviation * Sqrt(count), count - 1);
    }
}

/// <summary>A cell's finite values in the order of their seeds, so that two cells are joined in one pass.</summary>
internal sealed class SeedValues(IReadOnlyDictionary<long, double> valueBySeed)
{
    private readonly KeyValuePair<long, double>[] _values =
        [.. valueBySeed.Where(each => double.IsFinite(each.Value)).OrderBy(each => each.Key)];

    public int Count => _values.Length;

    /// <summary>Writes half of this value minus half of the other's for each common seed, in order, and returns their
    /// number. Halves, because the difference of two doubles may overflow.</summary>
    public int CommonHalves(SeedValues other, Span<double> halves)
    {
        var (count, mine, theirs) = (0, 0, 0);
        while (mine < _values.Length && theirs < other._values.Length)
        {
            var ((seed, value), (otherSeed, otherValue)) = (_values[mine], other._values[theirs]);
            if (seed == otherSeed)
                halves[count++] = value / 2 - otherValue / 2;
            if (seed <= otherSeed)
                mine++;
            if (seed >= otherSeed)
                theirs++;
        }
        return count;
    }
}
