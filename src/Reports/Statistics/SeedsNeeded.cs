namespace SweepRunner.Reports.Statistics;

/// <summary>How many seeds it takes to tell two cells apart.</summary>
public static class SeedsNeeded
{
    /// <summary>Beyond this many seeds no number is given: 1000.</summary>
    public const int Limit = 1000;

    /// <summary>The power that is planned for unless another is given: four experiments of five find the
    /// difference.</summary>
    public const double Power = 0.8;

    /// <summary>
    /// The total number of common seeds at which a two-sided paired t test would tell the difference, if its mean and
    /// deviation stay as seen: the smallest n with (t(1 − α/2, n − 1) + t(power, n − 1)) · s / √n ≤ |mean| (Snedecor
    /// and Cochran, Statistical Methods, 8th edition, 1989, section 6.14, with quantiles of t in place of the normal
    /// ones, since n is small; Chow, Shao and Wang, Sample Size Calculations in Clinical Research, 2008, section 3.1).
    /// </summary>
    /// <param name="difference">The difference as seen.</param>
    /// <param name="alpha">The level of the test, in (0, 1).</param>
    /// <param name="power">The probability of telling a difference that is there, in [0.5, 1).</param>
    /// <returns>At least 2; null for a mean of 0, under two common seeds, and above <see cref="Limit"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level or the power is out of its range.</exception>
    public static int? For(PairedDifference difference, double alpha, double power = Power) =>
        new SeedPlan(alpha, power).SeedsFor(difference);
}

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
