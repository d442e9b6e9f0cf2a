using System.Globalization;

namespace SweepRunner.Reports.Formatting;

/// <summary>Numbers and times as people read them, in tables, pages and pictures alike.</summary>
public static class NumberText
{
    /// <summary>Four digits behind the point where that says enough, else four significant ones; a dash for what is not
    /// there.</summary>
    public static string Of(double? value) =>
        value switch
        {
            null => "-",
            { } number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
            0 => "0",
            { } number when Math.Abs(number) is >= 0.001 and < 100_000 => number.ToString(
                "0.0000", CultureInfo.InvariantCulture),
            { } number => number.ToString("0.000e+0", CultureInfo.InvariantCulture),
        };

    /// <summary>A whole number; a dash for what is not there.</summary>
    public static string Of(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>As many significant digits as that, in the shortest form: for text, where nothing has to line
    /// up.</summary>
    public static string Short(double? value, int digits = 4) =>
        value switch
        {
            { } number when Math.Abs(number) is >= 1e-4 and < 1e6 => Rounded(number, digits)
                .ToString("0.##########", CultureInfo.InvariantCulture),
            null or 0 => Of(value),
            { } number when !double.IsFinite(number) => Of(value),
            { } number => number.ToString("0.###e+0", CultureInfo.InvariantCulture),
        };

    /// <summary>A share as percent: <c>12 %</c>, below ten <c>1.2 %</c>.</summary>
    public static string Percent(double share) =>
        (share * 100).ToString(Math.Abs(share) is > 0 and < 0.0995 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count and its noun: <c>1 trial</c>, <c>2 trials</c>.</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Seconds as <c>1.5 s</c>, <c>2 m 05 s</c> or <c>3 h 04 m</c>.</summary>
    public static string OfSeconds(double seconds) => seconds switch
    {
        < 60 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} m {(int)seconds % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600} h {(long)seconds % 3600 / 60:00} m"),
    };

    /// <summary>A moment to the minute, UTC.</summary>
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static double Rounded(double number, int digits) =>
        double.Parse(number.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
