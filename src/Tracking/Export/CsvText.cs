using System.Globalization;

namespace SweepRunner.Tracking.Export;

/// <summary>Numbers and times as the exported tables write them, whatever the machine's culture.</summary>
public static class CsvText
{
    /// <summary>The shortest text that reads back to the same bits; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> are written so.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>ISO 8601 in UTC, to the millisecond: <c>2026-03-04T05:06:07.089Z</c>.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
