using System.Globalization;

namespace SweepRunner.Search;

/// <summary>Turns an evenly spread number into a value of a domain.</summary>
internal static class Sampling
{
    /// <summary>
    /// Numbers of a range keep six digits: short in a table, and the same on machines whose logarithms differ in the last bit.
    /// </summary>
    private const string SixDigits = "G6";

    /// <summary>The value of a domain at a share of its way.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="share">From 0 to below 1.</param>
    public static PointValue Draw(Domain domain, double share) => domain switch
    {
        ChoiceDomain choice => Pick(choice, (int)(share * choice.Values.Count)),
        UniformDomain range => Number(Math.Clamp(Short((range.Low * (1 - share)) + (range.High * share)), range.Low, range.High)),
        LogUniformDomain range => Number(Math.Clamp(Short(Math.Exp((Math.Log(range.Low) * (1 - share)) + (Math.Log(range.High) * share))), range.Low, range.High)),
        IntegerDomain range => new(Whole(range, share).ToString(CultureInfo.InvariantCulture), null),
        QuantizedDomain range => Number(Stepped(range, Math.Floor(share * range.Count))),
        _ => throw new ArgumentOutOfRangeException(nameof(domain), domain, "Not a known domain."),
    };

    private static PointValue Pick(ChoiceDomain choice, int index) => new(choice.Values[index], index);

    private static double Short(double value) => double.Parse(value.ToString(SixDigits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static PointValue Number(double value) => new(value.ToString("R", CultureInfo.InvariantCulture), null);

    private static long Whole(IntegerDomain range, double share) =>
        (long)Int128.Min(range.High, range.Low + (Int128)(share * (((double)range.High - range.Low) + 1)));

    /// <summary>Steps in decimal where they can be, so that 0.1 + 2 × 0.1 is 0.3.</summary>
    private static double Stepped(QuantizedDomain range, double steps)
    {
        const double LargestExact = 1e12;
        var value = Math.Max(Math.Abs(range.Low), Math.Abs(range.High)) < LargestExact && range.Step is > 1e-12 and < LargestExact
            ? (double)((decimal)range.Low + ((decimal)range.Step * (decimal)steps))
            : range.Low + (range.Step * steps);
        return Math.Min(value, range.High);
    }
}
