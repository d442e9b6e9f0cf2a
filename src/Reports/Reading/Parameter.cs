using System.Globalization;
using System.Text.Json;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Reports.Reading;

/// <summary>A path that varies, with what the trials have there.</summary>
public sealed class Parameter
{
    /// <summary>Numbers in more different values than this are drawn and analysed as a range, not as levels.</summary>
    public const int LevelLimit = 12;

    // From this ratio of the largest to the smallest on, positive numbers are looked at by their ratios.
    private const double LogRatio = 25;

    private readonly double[] _numbers;

    /// <summary>Looks at the values of a path.</summary>
    /// <param name="path">The path, as the sweep file has it.</param>
    /// <param name="values">The value of each trial as compact JSON; null where it has none there.</param>
    /// <param name="text">What a value reads as.</param>
    /// <param name="isLog">True where the sweep file says that the range is logarithmic; null where it does not
    /// say.</param>
    public Parameter(string path, IReadOnlyList<string?> values, Func<string, string> text, bool? isLog = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(text);
        Path = path;
        var distinct = values.Select(value => value ?? "").Distinct(StringComparer.Ordinal).ToList();
        var numbers = distinct.ToDictionary(value => value, Number, StringComparer.Ordinal);
        IsNumeric = distinct.Count > 0 && numbers.Values.All(number => number is not null);
        var ordered = IsNumeric ? [.. distinct.OrderBy(value => numbers[value])] : distinct;
        var levelOf = ordered.Index().ToDictionary(level => level.Item, level => level.Index, StringComparer.Ordinal);
        Levels = [.. ordered.Select(value => value.Length == 0 ? "-" : text(value))];
        _numbers = IsNumeric ? [.. ordered.Select(value => numbers[value]!.Value)] : [];
        IsRange = IsNumeric && Levels.Count > LevelLimit;
        IsLog = IsNumeric && _numbers[0] > 0 && (isLog ?? _numbers[^1] / _numbers[0] >= LogRatio);
        LevelOfTrial = [.. values.Select(value => levelOf[value ?? ""])];
    }

    /// <summary>The path, as the sweep file has it.</summary>
    public string Path { get; }

    /// <summary>The last part of the path.</summary>
    public string ShortName => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>True when every trial has a number there.</summary>
    public bool IsNumeric { get; }

    /// <summary>True for numbers of so many different values that they are a range.</summary>
    public bool IsRange { get; }

    /// <summary>True for positive numbers that are compared by ratio.</summary>
    public bool IsLog { get; }

    /// <summary>The different values as text: numbers rising, others as they come first in the plan.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>The numbers of <see cref="Levels"/>; empty where not every value is one.</summary>
    public IReadOnlyList<double> Numbers => _numbers;

    /// <summary>The index into <see cref="Levels"/> by trial.</summary>
    public IReadOnlyList<int> LevelOfTrial { get; }

    /// <summary>True when there is more than one value.</summary>
    public bool Varies => Levels.Count > 1;

    /// <summary>The place of a level on an axis of this parameter: its number, or its index where it has
    /// none.</summary>
    public double AxisValue(int level) => IsNumeric ? _numbers[level] : level;

    /// <summary>
    /// The place of a level in [0, 1], as measures of importance need it: of a range its share of the way from the
    /// lowest to the highest value, of one of K levels (k + ½) / K.
    /// </summary>
    public double UnitValue(int level)
    {
        if (!IsRange)
            return (level + 0.5) / Levels.Count;
        var (low, high, value) = (Scaled(_numbers[0]), Scaled(_numbers[^1]), Scaled(_numbers[level]));
        return (value - low) / (high - low);
    }

    private double Scaled(double number) => IsLog ? Math.Log(number) : number;

    private static double? Number(string json)
    {
        // The rest of JSON begins otherwise; NaN and infinities are no JSON.
        var mayBe = json.Length > 0 && (char.IsAsciiDigit(json[0]) || json[0] == '-');
        return
            mayBe
            && double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;
    }
}

/// <summary>Finds what tells the trials of sweeps apart.</summary>
internal static class ParameterReader
{
    /// <summary>The name of the parameter that tells sweeps apart.</summary>
    public const string SweepName = "sweep";

    /// <summary>The parameters: where there are several sweeps the sweep itself, then every path of any of them, in the
    /// order of the files.</summary>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="trials">Their trials, sweep by sweep.</param>
    public static IReadOnlyList<Parameter> Read(IReadOnlyList<SweepRecord> sweeps, IReadOnlyList<TrialRecord> trials)
    {
        var pathsOf = sweeps.ToDictionary(
            sweep => sweep.Definition.Name, sweep => sweep.Definition.SpacePaths, StringComparer.Ordinal);
        var paths = pathsOf.Values.SelectMany(each => each).Distinct(StringComparer.Ordinal);
        var parameters = new List<Parameter>();
        if (sweeps.Count > 1)
            parameters.Add(
                new Parameter(
                    SweepName,
                    [.. trials.Select(trial => JsonSerializer.Serialize(trial.Sweep))],
                    SpaceColumns.ShortText));
        foreach (var path in paths)
        {
            var values = trials.Select(trial => Value(trial, pathsOf[trial.Sweep], path)).ToList();
            var texts = SpaceColumns.Texts(values);
            parameters.Add(new Parameter(path, values, value => texts[value], IsLog(sweeps, path)));
        }

        return parameters;
    }

    // A path that this cell or sweep does not vary has the value of the base all the same.
    private static string? Value(TrialRecord trial, IReadOnlyList<string> paths, string path)
    {
        var index = paths
            .Index()
            .Where(each => each.Item == path)
            .Select(each => each.Index)
            .DefaultIfEmpty(int.MaxValue)
            .First();
        return trial.Definition.SpaceValues.ElementAtOrDefault(index) ?? ConfigValues.Find(trial, path);
    }

    // True or false where the sweep file gives a range; null where it gives a list.
    private static bool? IsLog(IReadOnlyList<SweepRecord> sweeps, string path)
    {
        foreach (var sweep in sweeps)
        {
            using var config = JsonDocument.Parse(sweep.Definition.ConfigJson);
            if (config.RootElement.TryGetProperty("space", out var space)
                && space.TryGetProperty(path, out var axis)
                && axis.ValueKind == JsonValueKind.Object)
                return axis.TryGetProperty("logUniform", out _);
        }

        return null;
    }
}

/// <summary>Reads in a trial's resolved config, which a report knows as JSON alone.</summary>
internal static class ConfigValues
{
    /// <summary>What stands at a dotted path, as JSON; null where there is nothing.</summary>
    public static string? Find(TrialRecord trial, string path)
    {
        using var config = JsonDocument.Parse(trial.Definition.ConfigJson);
        return Find(config.RootElement, path);
    }

    /// <summary>What stands at several paths, as one text to compare.</summary>
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
