using System.Globalization;

namespace SweepRunner.Reports;

/// <summary>Numbers as a report's text writes them.</summary>
internal static class Numbers
{
    /// <summary>Four significant digits, in the shortest form; a dash for what is not there.</summary>
    public static string Short(double? value) => value switch
    {
        null => "-",
        { } number when double.IsNaN(number) => "NaN",
        { } number when Math.Abs(number) is >= 1e-4 and < 1e6 => Rounded(number).ToString("0.##########", CultureInfo.InvariantCulture),
        0 => "0",
        { } number => number.ToString("0.###e+0", CultureInfo.InvariantCulture),
    };

    /// <summary>Four digits behind the point where that says enough, as tables line up; else as <see cref="Short"/>.</summary>
    public static string Fixed(double? value) => value is { } number && Math.Abs(number) is >= 0.001 and < 100_000
        ? number.ToString("0.0000", CultureInfo.InvariantCulture)
        : Short(value);

    /// <summary>A share as percent: <c>12 %</c>, below ten <c>1.2 %</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString(Math.Abs(share) is > 0 and < 0.0995 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Seconds as <c>1.5 s</c>, <c>2 min 05 s</c> or <c>3 h 04 min</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 60 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600} h {(long)seconds % 3600 / 60:00} min"),
    };

    /// <summary>A count and its noun: <c>1 trial</c>, <c>2 trials</c>.</summary>
    public static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static double Rounded(double number) => double.Parse(number.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
