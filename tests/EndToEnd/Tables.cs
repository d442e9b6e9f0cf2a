using System.Globalization;
using CsvHelper;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>Exported tables without what depends on the clock or the machine.</summary>
internal static class Tables
{
    private static readonly string[] TimeColumns = ["elapsed_s", "time_utc"];

    /// <summary>A table's text without its columns of time and its lines of <c>system/</c> metrics.</summary>
    public static string WithoutTime(string file)
    {
        using var reader = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        reader.Read();
        reader.ReadHeader();
        var kept = reader.HeaderRecord!.Except(TimeColumns).ToList();
        text.WriteLine(string.Join(',', kept));
        while (reader.Read())
        {
            if (!kept.Contains("metric") || !reader["metric"]!.StartsWith("system/", StringComparison.Ordinal))
                text.WriteLine(string.Join(',', kept.Select(column => reader[column])));
        }

        return text.ToString();
    }
}
