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
