namespace SweepRunner.Reports.Statistics;

/// <summary>Holm's correction for multiple tests (Scandinavian Journal of Statistics 6, 1979): the probability of a
/// single false finding in the family stays below the level, whatever the dependencies between the tests.</summary>
internal static class Holm
{
    /// <summary>The adjusted p-values in the given order; a test is a finding if its own is at most the level. The k-th
    /// smallest of m p-values, from 0, is multiplied by m − k; it is at least the one before it and at most
    /// 1.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> p)
    {
        for (var index = 0; index < p.Count; index++)
        {
            if (!(p[index] is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(p), p[index], $"p {index} is not in [0, 1].");
        }
        double[] sorted = [.. p];
        int[] order = [.. Enumerable.Range(0, p.Count)];
        Array.Sort(sorted, order);
        var adjusted = new double[p.Count];
        var highest = 0.0;
        for (var position = 0; position < sorted.Length; position++)
        {
            highest = Min(1, Max(highest, (sorted.Length - position) * sorted[position]));
            adjusted[order[position]] = highest;
        }
        return adjusted;
    }

    /// <summary>The level in (0, 1) of a single repeated test that was no finding: level / (m − found); null if every
    /// test is a finding. Holm's procedure stops at the smallest p-value that is no finding; a repeated test with a
    /// smaller one takes its place.</summary>
    public static double? LevelOfNext(IReadOnlyList<double> adjusted, double level)
    {
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level is in (0, 1).");
        var open = adjusted.Count(each => !(each <= level));
        return open == 0 ? null : level / open;
    }
}
