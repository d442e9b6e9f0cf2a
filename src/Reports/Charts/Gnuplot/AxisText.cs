using System.Globalization;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>How the numbers of an axis are written: with no more digits than tell them apart.</summary>
internal static class AxisText
{
    // No line break and no shortening parts a number from its unit.
    private const char Space = '\u00A0';

    /// <summary>Writes numbers that stand in equal differences.</summary>
    /// <param name="unit">What they are.</param>
    /// <param name="range">From where to where they go.</param>
    /// <param name="step">Their difference, above 0.</param>
    public static Func<double, string> OfDifferences(AxisUnit unit, AxisRange range, double step)
    {
        var largest = Math.Max(Math.Abs(range.Minimum), Math.Abs(range.Maximum));
        var (factor, name) = Unit(unit, largest, step);
        return value => value == 0 && unit != AxisUnit.Share ? "0" : Number(value / factor, step / factor, largest / factor) + name;
    }

    /// <summary>Writes numbers that stand in equal ratios.</summary>
    /// <param name="unit">What they are.</param>
    /// <param name="range">From where to where they go, above 0.</param>
    public static Func<double, string> OfRatios(AxisUnit unit, AxisRange range) => value =>
    {
        var (factor, name) = Unit(unit, value, value);
        var isLong = range.Maximum / factor >= 1e6 || range.Minimum / factor < 1e-4;
        var written = value / factor;
        return (isLong && written is >= 1000 or < 0.01 ? Scientific(written, written) : Number(written, written, isLong ? written : range.Maximum / factor)) + name;
    };

    /// <summary>A number by itself, to four digits.</summary>
    public static string OfOne(double value) => Math.Abs(value) is 0 or (>= 1e-3 and < 1e6)
        ? value.ToString(Math.Abs(value) >= 1000 ? "#,0.#" : "0.####", CultureInfo.InvariantCulture)
        : value.ToString("0.##e0", CultureInfo.InvariantCulture);

    private static (double Factor, string Name) Unit(AxisUnit unit, double largest, double step) => unit switch
    {
        AxisUnit.Share => (0.01, $"{Space}%"),
        AxisUnit.Seconds when largest >= 2 * 3600 && step >= 1800 => (3600, $"{Space}h"),
        AxisUnit.Seconds when largest >= 120 && step >= 60 => (60, $"{Space}min"),
        AxisUnit.Seconds => (1, $"{Space}s"),
        _ => (1, ""),
    };

    private static string Number(double value, double step, double largest)
    {
        if (largest >= 1e6 || largest < 1e-3)
            return value == 0 ? "0" : Scientific(value, step);
        var decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        return value.ToString((largest >= 10_000 ? "#,0." : "0.") + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static string Scientific(double value, double step)
    {
        var digits = Math.Clamp((int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9) - (int)Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        return value.ToString($"0.{new string('#', digits)}e0", CultureInfo.InvariantCulture);
    }
}
