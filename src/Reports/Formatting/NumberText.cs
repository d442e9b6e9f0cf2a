namespace SweepRunner.Reports.Formatting;

/// <summary>Writes numbers and times for people, in tables, pages and pictures.</summary>
public static class NumberText
{
    /// <summary>A number with four decimals, or in its short form if it is very small or large; a dash for
    /// null.</summary>
    public static string Of(double? value) => value switch
    {
        null => "-",
        { } number when !double.IsFinite(number) => $"{number}",
        0 => "0",
        { } number when Abs(number) is >= 0.001 and < 100_000 => $"{number:0.0000}",
        { } number => Short(number),
    };

    /// <summary>A whole number; a dash for null.</summary>
    public static string Of(long? value) => value is null ? "-" : $"{value}";

    /// <summary>A moment to the minute, UTC.</summary>
    public static string Of(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm}";

    /// <summary>A number in its shortest form with at most <paramref name="digits"/> significant digits, for running
    /// text; a dash for null.</summary>
    public static string Short(double? value, int digits = 4) => value switch
    {
        { } number when Abs(number) is >= 1e-4 and < 1e6 =>
            $"{double.Parse(number.ToString($"G{digits}")):0.##########}",
        { } number when number != 0 && double.IsFinite(number) => $"{number:0.###e+0}",
        { } number => $"{number}",
        null => "-",
    };

    /// <summary>A number for a place with little room, such as a tile: short, and with at most four decimals.</summary>
    public static string Label(double value) => Short(Abs(value) < 0.01 ? value : Round(value, 4));

    /// <summary>A share in percent: <c>12 %</c>, or <c>1.2 %</c> below ten.</summary>
    public static string Percent(double share) =>
        (share * 100).ToString(Abs(share) is > 0 and < 0.0995 ? "0.0" : "0") + " %";

    /// <summary>A count with its noun: <c>1 trial</c>, <c>2 trials</c>.</summary>
    public static string Count(long count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Seconds as <c>1.5 s</c>, <c>2 m 05 s</c> or <c>3 h 04 m</c>.</summary>
    public static string OfSeconds(double seconds) => seconds switch
    {
        < 60 => $"{seconds:0.0} s",
        < 3600 => $"{(int)seconds / 60} m {(int)seconds % 60:00} s",
        _ => $"{(long)seconds / 3600} h {(long)seconds % 3600 / 60:00} m",
    };
}
