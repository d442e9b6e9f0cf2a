namespace SweepRunner.Reports.Statistics;

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
