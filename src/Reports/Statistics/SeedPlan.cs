namespace SweepRunner.Reports.Statistics;

/// <summary>The number of seeds by the size of the difference, at one level and power: what many cells are asked of is
/// worked out once.</summary>
internal sealed class SeedPlan
{
    private readonly double _alpha;
    private readonly double _power;
    private readonly double?[] _leastByCount = new double?[SeedsNeeded.Limit + 1];

    /// <summary>A plan for one level and power.</summary>
    /// <param name="alpha">In (0, 1).</param>
    /// <param name="power">In [0.5, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public SeedPlan(double alpha, double power = SeedsNeeded.Power)
    {
        if (!(alpha is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level of a test is in (0, 1).");
        if (!(power is >= 0.5 and < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power of a test is in [0.5, 1).");
        (_alpha, _power) = (alpha, power);
    }

    /// <summary>See <see cref="SeedsNeeded.For"/>.</summary>
    public int? SeedsFor(PairedDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        if (difference.Count < 2 || difference.Mean == 0)
            return null;
        var size = Math.Abs(difference.Mean);
        if (!IsTold(SeedsNeeded.Limit))
            return null;

        // What can be told shrinks with every seed, so halving finds the first number that is enough.
        var (tooFew, enough) = (1, SeedsNeeded.Limit);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = IsTold(middle) ? (tooFew, middle) : (middle, enough);
        }

        return enough;

        bool IsTold(int count) => Least(count) * difference.StandardDeviation <= size;
    }

    /// <summary>The least difference that is told with a number of seeds, in standard deviations of the
    /// differences.</summary>
    private double Least(int count) =>
        _leastByCount[count] ??=
            (StudentDistribution.Upper(_alpha / 2, count - 1) + StudentDistribution.Upper(1 - _power, count - 1))
            / Math.Sqrt(count);
}
