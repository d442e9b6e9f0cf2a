namespace SweepRunner.Reports.Statistics;

/// <summary>Calculates how many more seeds would tell two cells apart in a one-sided test of the given level, in (0,
/// 0.5].</summary>
internal sealed class SeedPlan(double level)
{
    public const int Limit = 1000;

    /// <summary>The probability that the test finds a difference that is there: four experiments of five.</summary>
    public const double Power = 0.8;

    private readonly Dictionary<double, double> _quantilesByDegrees = [];

    /// <summary>The smallest number of additional seeds, each of which is also one more degree of freedom, with
    /// (t(1 − level) + t(power)) / √seeds ≤ difference (Snedecor and Cochran, Statistical Methods, 8th edition, 1989,
    /// section 6.14, with quantiles of t, since there are few seeds; Chow, Shao and Wang, Sample Size Calculations in
    /// Clinical Research, 2008, section 3.1). The difference, above 0, is in standard deviations of one seed's
    /// difference. At least 1; one more than <see cref="Limit"/> if that is too few.</summary>
    public int More(double difference, int seeds, double degreesOfFreedom)
    {
        // The smallest difference that is found shrinks with every seed, so bisection works.
        var (tooFew, enough) = (0, Limit + 1);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = IsFound(middle) ? (tooFew, middle) : (middle, enough);
        }
        return enough;

        bool IsFound(int more) => Quantiles(degreesOfFreedom + more) <= difference * Sqrt(seeds + more);
    }

    private double Quantiles(double degreesOfFreedom)
    {
        if (!_quantilesByDegrees.TryGetValue(degreesOfFreedom, out var quantiles))
        {
            quantiles = StudentDistribution.Upper(level, degreesOfFreedom)
                + StudentDistribution.Upper(1 - Power, degreesOfFreedom);
            _quantilesByDegrees.Add(degreesOfFreedom, quantiles);
        }
        return quantiles;
    }
}
