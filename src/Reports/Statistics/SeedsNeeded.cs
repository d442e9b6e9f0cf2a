namespace SweepRunner.Reports.Statistics;

/// <summary>Calculates how many seeds tell two cells apart.</summary>
internal static class SeedsNeeded
{
    /// <summary>The largest number of seeds that is reported: 1000.</summary>
    public const int Limit = 1000;

    /// <summary>The default power: four experiments of five find the difference.</summary>
    public const double Power = 0.8;

    /// <summary>
    /// The total number of common seeds at which a two-sided paired t test would find the difference, if its mean and
    /// deviation stay the same: the smallest n with (t(1 − α/2, n − 1) + t(power, n − 1)) · s / √n ≤ |mean| (Snedecor
    /// and Cochran, Statistical Methods, 8th edition, 1989, section 6.14, with quantiles of t instead of the normal ones,
    /// since n is small; Chow, Shao and Wang, Sample Size Calculations in Clinical Research, 2008, section 3.1).
    /// </summary>
    /// <param name="difference">The observed difference.</param>
    /// <param name="alpha">The level of the test, in (0, 1).</param>
    /// <param name="power">The probability of finding a true difference, in [0.5, 1).</param>
    /// <returns>At least 2; null for a mean of 0, below two common seeds, and above <see cref="Limit"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level or the power is out of its range.</exception>
    public static int? For(PairedDifference difference, double alpha, double power = Power) =>
        new SeedPlan(alpha, power).SeedsFor(difference);
}

/// <summary><see cref="SeedsNeeded.For"/> for many differences at one level and power: quantiles are calculated
/// once.</summary>
internal sealed class SeedPlan
{
    private readonly double _alpha;
    private readonly double _power;
    private readonly double?[] _leastByCount = new double?[SeedsNeeded.Limit + 1];

    public SeedPlan(double alpha, double power = SeedsNeeded.Power)
    {
        if (!(alpha is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level of a test is in (0, 1).");
        if (!(power is >= 0.5 and < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power of a test is in [0.5, 1).");
        (_alpha, _power) = (alpha, power);
    }

    public int? SeedsFor(PairedDifference difference)
    {
        if (difference.Count < 2 || difference.Mean == 0)
            return null;
        var size = Math.Abs(difference.Mean);
        if (!IsFound(SeedsNeeded.Limit))
            return null;

        // The smallest difference that is found shrinks with every seed, so bisection works.
        var (tooFew, enough) = (1, SeedsNeeded.Limit);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = IsFound(middle) ? (tooFew, middle) : (middle, enough);
        }

        return enough;

        bool IsFound(int count) => Least(count) * difference.StandardDeviation <= size;
    }

    // The smallest difference that is found with a number of seeds, in standard deviations of the differences.
    private double Least(int count) =>
        _leastByCount[count] ??=
            (StudentDistribution.Upper(_alpha / 2, count - 1) + StudentDistribution.Upper(1 - _power, count - 1))
            / Math.Sqrt(count);
}
