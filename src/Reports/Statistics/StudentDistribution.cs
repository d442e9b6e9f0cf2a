using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace SweepRunner.Reports.Statistics;

/// <summary>The tails of Student's t distribution, also for degrees of freedom that are no whole number or infinite
/// (the normal distribution). MathNet's inverse searches t only between −800 and 800, which is too little for a
/// corrected level over two seeds.</summary>
internal static class StudentDistribution
{
    private const double LowestLogarithm = -40, HighestLogarithm = 700;

    /// <summary>P(|T| ≥ |statistic|), in [0, 1], by the incomplete beta function I(ν/(ν+t²); ν/2, 1/2): Abramowitz and
    /// Stegun, Handbook of Mathematical Functions (1964), 26.7.1 with 26.5.27. The degrees of freedom are above
    /// 0.</summary>
    public static double TwoTailed(double statistic, double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0))
            throw new ArgumentOutOfRangeException(
                nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom are above 0.");
        if (double.IsPositiveInfinity(degreesOfFreedom))
            return SpecialFunctions.Erfc(Abs(statistic) / Sqrt(2));
        return SpecialFunctions.BetaRegularized(
            degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + statistic * statistic));
    }

    /// <summary>The t that is exceeded with a probability in (0, 0.5], to at least 8 digits; at least 0, and infinite
    /// where a double overflows.</summary>
    public static double Upper(double tail, double degreesOfFreedom)
    {
        if (!(tail is > 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(tail), tail, "A tail is in (0, 0.5].");
        if (tail == 0.5)
            return 0;

        // The logarithm of the tail is almost linear in the logarithm of t, so Brent's method needs few steps.
        var target = Log(2 * tail);
        double Excess(double logarithm) =>
            Log(Max(TwoTailed(Exp(logarithm), degreesOfFreedom), double.Epsilon)) - target;
        if (Excess(LowestLogarithm) <= 0)
            return 0;
        return Excess(HighestLogarithm) >= 0
            ? double.PositiveInfinity
            : Exp(Brent.FindRoot(Excess, LowestLogarithm, HighestLogarithm, accuracy: 1e-12, maxIterations: 500));
    }
}
