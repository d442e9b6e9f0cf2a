using System.Globalization;

namespace SweepRunner.Runner.Commands.Reading;

/// <summary>Numbers and times as people read them in a table.</summary>
internal static class NumberText
{
    /// <summary>Four digits behind the point where that says enough, else four significant ones; a dash for what is not there.</summary>
    public static string Of(double? value) => value switch
    {
        null => "-",
        { } number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        0 => "0",
        { } number when Math.Abs(number) is >= 0.001 and < 100_000 => number.ToString("0.0000", CultureInfo.InvariantCulture),
        { } number => number.ToString("0.000e+0", CultureInfo.InvariantCulture),
    };

    /// <summary>A whole number; a dash for what is not there.</summary>
    public static string Of(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Seconds as <c>1.5 s</c>, <c>2 m 05 s</c> or <c>3 h 04 m</c>.</summary>
    public static string OfSeconds(double seconds) => seconds switch
    {
        < 60 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} m {(int)seconds % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600} h {(long)seconds % 3600 / 60:00} m"),
    };

    /// <summary>A moment to the minute, UTC.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
