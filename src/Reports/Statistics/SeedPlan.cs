namespace SweepRunner.Reports.Statistics;

internal sealed class SeedPlan
{
    public const int Limit = 1000;

    /// <summary>Four experiments of five find the difference.</summary>
    public const double DefaultPower = 0.8;
    private readonly double _alpha, _power;
    private readonly double?[] _leastByCount = new double?[Limit + 1];

    /// <summary>Creates a plan for a level of the test in (0, 1) and a probability of finding a true difference in
    /// [0.5, 1).</summary>
    public SeedPlan(double alpha, double power = DefaultPower)
    {
        if (!(alpha is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level of a test is in (0, 1).");
        if (!(power is >= 0.5 and < 1))
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power of a test is in [0.5, 1).");
        (_alpha, _power) = (alpha, power);
    }

    /// <summary>The total number of common seeds at which a two-sided paired t test would find the difference, if its
    /// mean and deviation stay the same: the smallest n with (t(1 − α/2, n − 1) + t(power, n − 1)) · s / √n ≤ |mean|
    /// (Snedecor and Cochran, Statistical Methods, 8th edition, 1989, section 6.14, with quantiles of t, since n is
    /// small; Chow, Shao and Wang, Sample Size Calculations in Clinical Research, 2008, section 3.1). At least 2; null
    /// for a mean of 0, below two common seeds, and above <see cref="Limit"/>.</summary>
    public int? SeedsFor(PairedDifference difference)
    {
        if (difference.Count < 2 || difference.Mean == 0 || !IsFound(Limit))
            return null;

        // The smallest difference that is found shrinks with every seed, so bisection works.
        var (tooFew, enough) = (1, Limit);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = IsFound(middle) ? (tooFew, middle) : (middle, enough);
        }
        return enough;

        bool IsFound(int count) => Least(count) * difference.StandardDeviation <= Abs(difference.Mean);
    }

    // The smallest difference that is found with a number of seeds, in standard deviations of the differences.
    private double Least(int count) =>
        _leastByCount[count] ??=
            (StudentDistribution.Upper(_alpha / 2, count - 1) + StudentDistribution.Upper(1 - _power, count - 1))
            / Sqrt(count);
}
