using System.Runtime.Intrinsics;

namespace SweepRunner.Search.GaussianProcess;

/// <summary>The parameters of a Gaussian process.</summary>
/// <param name="Relevance">For each axis the inverse of its squared length scale, above 0.</param>
/// <param name="Scale">The variance of the function, above 0.</param>
/// <param name="Noise">The variance of the result of one seed, above 0.</param>
internal sealed record KernelParameters(double[] Relevance, double Scale, double Noise);

/// <summary>
/// The correlation of a function at two points of the unit cube: Matérn with ν = 5/2 (Rasmussen and Williams 2006,
/// equation 4.17), (1 + √5 d + 5/3 d²) exp(−√5 d). The squared distance d² is the sum over the axes of the relevance
/// times the squared difference; for a choice the difference is 0 if equal and 1 if not (Hamming).
/// </summary>
internal static class Kernel
{
    private static readonly double Root5 = Math.Sqrt(5);

    /// <summary>The squared differences along an axis between one place and a list of whole groups.</summary>
    public static void AddDistances(
        bool isChoice, double relevance, double place, ReadOnlySpan<double> places, Span<double> squared)
    {
        var from = Vector256.Create(place);
        var sums = Lanes.Of(squared);
        var others = Lanes.Of(places);
        for (var group = 0; group < sums.Length; group++)
        {
            var difference = others[group] - from;
            sums[group] += relevance * (isChoice
                ? Vector256.ConditionalSelect(
                    Vector256.Equals(difference, Vector256<double>.Zero),
                    Vector256<double>.Zero,
                    Vector256<double>.One)
                : difference * difference);
        }
    }

    /// <summary>Replaces squared distances by their correlations, times the scale.</summary>
    public static void Correlate(Span<double> squared, double scale)
    {
        var groups = Lanes.Of(squared);
        for (var group = 0; group < groups.Length; group++)
            groups[group] = scale * Correlation(groups[group]).Value;
    }

    /// <summary>The correlations of squared distances, and their derivatives by them: −5/6 (1 + √5 d) exp(−√5 d).
    /// </summary>
    public static (Vector256<double> Value, Vector256<double> Slope) Correlation(Vector256<double> squared)
    {
        var scaled = Root5 * Vector256.Sqrt(squared);
        var decay = Vector256.Exp(-scaled);
        var linear = Vector256<double>.One + scaled;
        return ((linear + (5.0 / 3 * squared)) * decay, -5.0 / 6 * linear * decay);
    }
}
