using System.Collections.Concurrent;
using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace SweepRunner.Reports.Statistics;

/// <summary>The tails of Student's t distribution, so that a tail of 1e-30 is as exact as one of 0.1. MathNet's inverse
/// searches t only between −800 and 800, which is too little for a corrected level over two seeds.</summary>
internal static class StudentDistribution
{
    private const double LowestLogarithm = -40, HighestLogarithm = 700, LargestOfSeries = 0.1;
    private static readonly ConcurrentDictionary<int, double> BetaByDegrees = new();

    /// <summary>P(|T| ≥ |statistic|), in [0, 1], by the incomplete beta function I(ν/(ν+t²); ν/2, 1/2): Abramowitz and
    /// Stegun, Handbook of Mathematical Functions (1964), 26.7.1 with 26.5.27; for a small argument, which a ranking
    /// has by the million, by a few terms of the power series 26.5.4. There is at least 1 degree of freedom.</summary>
    public static double TwoTailed(double statistic, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        var argument = degreesOfFreedom / (degreesOfFreedom + statistic * statistic);
        return argument < LargestOfSeries
            ? Series(argument, degreesOfFreedom)
            : SpecialFunctions.BetaRegularized(degreesOfFreedom / 2.0, 0.5, argument);
    }

    /// <summary>The t that is exceeded with a probability in (0, 0.5], to at least 8 digits; at least 0.</summary>
    public static double Upper(double tail, int degreesOfFreedom)
    {
        if (!(tail is > 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(tail), tail, "A tail is in (0, 0.5].");
        if (tail == 0.5)
            return 0;

        // The logarithm of the tail is almost linear in the logarithm of t, so Brent's method needs few steps.
        var target = Log(2 * tail);
        double Excess(double logarithm) =>
            Log(Max(TwoTailed(Exp(logarithm), degreesOfFreedom), double.Epsilon)) - target;
        return Excess(LowestLogarithm) <= 0
            ? 0
            : Exp(Brent.FindRoot(Excess, LowestLogarithm, HighestLogarithm, accuracy: 1e-12, maxIterations: 500));
    }

    // x^a / B(a, 1/2) · Σ c_n x^n / (a + n) with c_0 = 1 and c_n = c_{n−1} (n − 1/2) / n. Every term is positive, so no
    // digit is lost.
    private static double Series(double x, int degreesOfFreedom)
    {
        var a = degreesOfFreedom / 2.0;
        var (sum, factor) = (1 / a, 1.0);
        for (var n = 1; factor > 1e-17; n++)
        {
            factor *= x * (n - 0.5) / n;
            sum += factor / (a + n);
        }
        return Pow(x, a)
            * sum
            / BetaByDegrees.GetOrAdd(degreesOfFreedom, static degrees => SpecialFunctions.Beta(degrees / 2.0, 0.5));
    }
}
