using System.Text.Json;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Reports.Reading;

/// <summary>A path that varies, with the value of each trial.</summary>
internal sealed class Parameter
{
    /// <summary>More different numbers than this are a range, not levels.</summary>
    public const int LevelLimit = 12;

    // From this ratio of the largest to the smallest number on, positive numbers are compared by ratio.
    private const double LogRatio = 25;

    /// <summary>Creates a parameter from the value of each trial as compact JSON, or null. The sweep file may say that
    /// a range is logarithmic.</summary>
    public Parameter(string path, IReadOnlyList<string?> values, Func<string, string> text, bool? isLog = null)
    {
        Path = path;
        var distinct = values.Select(value => value ?? "").Distinct().ToList();
        var numbers = distinct.ToDictionary(value => value, Number);
        IsNumeric = distinct.Count > 0 && numbers.Values.All(number => number is not null);
        var ordered = IsNumeric ? [.. distinct.OrderBy(value => numbers[value])] : distinct;
        var levelOf = ordered.Index().ToDictionary(level => level.Item, level => level.Index);
        Levels = [.. ordered.Select(value => value.Length == 0 ? "-" : text(value))];
        Numbers = IsNumeric ? [.. ordered.Select(value => numbers[value]!.Value)] : [];
        IsRange = IsNumeric && Levels.Count > LevelLimit;
        IsLog = IsNumeric && Numbers[0] > 0 && (isLog ?? Numbers[^1] / Numbers[0] >= LogRatio);
        LevelOfTrial = [.. values.Select(value => levelOf[value ?? ""])];
    }

    public string Path { get; }
    public bool IsNumeric { get; }
    public bool IsRange { get; }
    public bool IsLog { get; }

    /// <summary>The different values as text: numbers rising, others in plan order.</summary>
    public IReadOnlyList<string> Levels { get; }
    public IReadOnlyList<double> Numbers { get; }
    public IReadOnlyList<int> LevelOfTrial { get; }
    public bool Varies => Levels.Count > 1;

    public int LevelOf(ReportTrial trial) => LevelOfTrial[trial.Number];

    /// <summary>A level as text, where a number of a range is rounded.</summary>
    public string ShortText(int level) => IsRange ? NumberText.Short(Numbers[level]) : Levels[level];

    /// <summary>The place of a level on an axis: its number, or its index without one.</summary>
    public double AxisValue(int level) => IsNumeric ? Numbers[level] : level;

    /// <summary>The place of a level in [0, 1], for measures of importance: for a range, the share of the way from the
    /// lowest to the highest value; for level k of K, (k + ½) / K.</summary>
    public double UnitValue(int level)
    {
        if (!IsRange)
            return (level + 0.5) / Levels.Count;
        var (low, high, value) = (Scaled(Numbers[0]), Scaled(Numbers[^1]), Scaled(Numbers[level]));
        return (value - low) / (high - low);
    }

    private double Scaled(double number) => IsLog ? Log(number) : number;

    // Other JSON starts differently, and NaN and infinities are not JSON.
    private static double? Number(string json)
    {
        var isNumber = json.Length > 0 && (char.IsAsciiDigit(json[0]) || json[0] == '-');
        return isNumber && double.TryParse(json, out var number) && double.IsFinite(number) ? number : null;
    }
}

internal static class ParameterReader
{
    /// <summary>The paths of all sweeps in the order of their files, after the sweep itself if there are
    /// several.</summary>
    public static IReadOnlyList<Parameter> Read(IReadOnlyList<SweepRecord> sweeps, IReadOnlyList<TrialRecord> trials)
    {
        var pathsOf = sweeps.ToDictionary(sweep => sweep.Definition.Name, sweep => sweep.Definition.SpacePaths);
        var parameters = new List<Parameter>();
        if (sweeps.Count > 1)
        {
            List<string> names = [.. trials.Select(trial => JsonSerializer.Serialize(trial.Sweep))];
            parameters.Add(new Parameter("sweep", names, SpaceColumns.ShortText));
        }
        foreach (var path in pathsOf.Values.SelectMany(each => each).Distinct())
        {
            var values = trials.Select(trial => Value(trial, pathsOf[trial.Sweep], path)).ToList();
            var texts = SpaceColumns.Texts(values);
            var isLog = sweeps.Select(sweep => KnownPaths.IsLogRange(sweep.Definition.ConfigJson, path));
            parameters.Add(
                new Parameter(path, values, value => texts[value], isLog.FirstOrDefault(each => each is not null)));
        }
        return parameters;
    }

    // A path that this cell or sweep does not vary has the value of the base.
    private static string? Value(TrialRecord trial, IReadOnlyList<string> paths, string path) =>
        trial.Definition.SpaceValues.ElementAtOrDefault(paths.ToList().IndexOf(path)) ?? ConfigValues.Find(trial, path);
}

internal static class ConfigValues
{
    /// <summary>The value at a dotted path as JSON; null for none.</summary>
    public static string? Find(TrialRecord trial, string path)
    {
        using var config = JsonDocument.Parse(trial.Definition.ConfigJson);
        return Find(config.RootElement, path);
    }

    public static string Join(TrialRecord trial, IEnumerable<string> paths)
    {
        using var config = JsonDocument.Parse(trial.Definition.ConfigJson);
        return string.Join('\n', paths.Select(path => Find(config.RootElement, path)));
    }

    private static string? Find(JsonElement element, string path)
    {
        foreach (var key in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
                return null;
        }
        return element.GetRawText();
    }
}
