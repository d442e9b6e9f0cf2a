namespace SweepRunner.Reports.Statistics;

/// <summary>
/// Holm's correction for many tests at once (Scandinavian Journal of Statistics 6, 1979): the chance of even one false
/// finding in the family stays below the level, whatever hangs together with what.
/// </summary>
public static class Holm
{
    /// <summary>
    /// The adjusted p of each test, in the order given: a test is a finding at a level when its adjusted p is at most
    /// the level. The k-th smallest of m, from 0, is multiplied by m − k, is at least the adjusted p before it and at
    /// most 1.
    /// </summary>
    /// <param name="p">Each in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A p is not in [0, 1].</exception>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> p)
    {
        ArgumentNullException.ThrowIfNull(p);
        var sorted = new double[p.Count];
        var order = new int[p.Count];
        for (var index = 0; index < p.Count; index++)
        {
            if (!(p[index] is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(p), p[index], $"p {index} is not in [0, 1].");
            (sorted[index], order[index]) = (p[index], index);
        }

        Array.Sort(sorted, order);
        var adjusted = new double[p.Count];
        var highest = 0.0;
        for (var position = 0; position < sorted.Length; position++)
        {
            highest = Math.Min(1, Math.Max(highest, (sorted.Length - position) * sorted[position]));
            adjusted[order[position]] = highest;
        }

        return adjusted;
    }

    /// <summary>
    /// The level at which a test that is no finding would be judged if it alone were repeated: level / (m − found).
    /// Holm's procedure has stopped at the smallest p that is no finding; a test that comes out smaller on its
    /// repetition is judged in that one's place.
    /// </summary>
    /// <param name="adjusted">The family's adjusted p, from <see cref="Adjust"/>.</param>
    /// <param name="level">The level of the family, in (0, 1).</param>
    /// <returns>The level of the single test; null when every test is a finding.</returns>
    public static double? LevelOfNext(IReadOnlyList<double> adjusted, double level)
    {
        ArgumentNullException.ThrowIfNull(adjusted);
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level is in (0, 1).");
        var open = adjusted.Count(each => !(each <= level));
        return open == 0 ? null : level / open;
    }
}
