using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>The logarithm of the expected improvement, stable far from any improvement (Ament et al. 2023, "Unexpected
/// improvements to expected improvement", arXiv 2310.20708).</summary>
internal static class ExpectedImprovement
{
    // Below it the improvement is a difference of nearly equal numbers.
    private const double Close = -1;

    // Below it the complementary error function underflows long before the series loses a digit.
    private const double Far = -25;

    /// <summary>The logarithm of E[max(best − f, 0)] where f is normal.</summary>
    /// <param name="mean">The mean of f.</param>
    /// <param name="deviation">The standard deviation of f, above 0.</param>
    /// <param name="best">The value to fall below.</param>
    public static double Log(double mean, double deviation, double best) =>
        Math.Log(deviation) + LogOfUnit((best - mean) / deviation);

    // The logarithm of φ(z) + z Φ(z).
    private static double LogOfUnit(double z)
    {
        if (z > Close)
            return Math.Log(Normal.PDF(0, 1, z) + (z * Normal.CDF(0, 1, z)));

        var logDensity = -(z * z / 2) - Constants.LogSqrt2Pi;
        if (z > Far)
        {
            // z Φ(z) / φ(z), with the scaled complementary error function.
            var scaled = Math.Exp(z * z / 2) * SpecialFunctions.Erfc(-z / Constants.Sqrt2);
            return logDensity + SpecialFunctions.Log1p(z * scaled * Constants.SqrtPiOver2);
        }

        // Mills' ratio in powers of 1 / z².
        var inverse = 1 / (z * z);
        var series = 1 + (inverse * (-3 + (inverse * (15 + (inverse * (-105 + (inverse * 945)))))));
        return logDensity + Math.Log(inverse * series);
    }
}
