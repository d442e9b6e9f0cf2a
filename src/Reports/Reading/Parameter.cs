using SweepRunner.Tracking.Export;

namespace SweepRunner.Reports.Reading;

/// <summary>A path that varies, with the value of each trial.</summary>
internal sealed class Parameter
{
    /// <summary>The text of a trial without a value.</summary>
    public const string None = "-";

    /// <summary>More different numbers than this are a range, not levels.</summary>
    public const int LevelLimit = 12;

    // From this ratio of the largest to the smallest number on, positive numbers are compared by ratio.
    private const double LogRatio = 25;

    // A longer number is rounded where it still differs from the others; in a range, any number is.
    private const int LongestNumber = 8;

    /// <summary>Creates a parameter from the value of each trial as compact JSON, or null. The sweep file may say that
    /// a range is logarithmic.</summary>
    public Parameter(string path, IReadOnlyList<string?> values, bool? isLog = null)
    {
        (Path, ShortPath) = (path, path.Split('.')[^1]);
        var distinct = values.Select(value => value ?? "").Distinct().ToList();
        var numbers = distinct.ToDictionary(value => value, Number);
        IsNumeric = distinct.Count > 0 && numbers.Values.All(number => number is not null);
        // A number that some trials lack is not numeric, but still rises.
        var isRising = distinct.All(value => value.Length == 0 || numbers[value] is not null);
        var ordered = isRising ? [.. distinct.OrderBy(value => numbers[value] ?? double.MaxValue)] : distinct;
        var levelOf = ordered.Index().ToDictionary(level => level.Item, level => level.Index);
        IsRange = IsNumeric && ordered.Count > LevelLimit;
        var longest = IsRange ? 0 : LongestNumber;
        var texts = SpaceColumns.Texts(
            ordered.Where(value => value.Length > 0),
            json => json.Length > longest && numbers[json] is { } number
                ? NumberText.Short(number)
                : SpaceColumns.ShortText(json));
        Levels = [.. ordered.Select(value => value.Length == 0 ? None : texts[value])];
        Numbers = IsNumeric ? [.. ordered.Select(value => numbers[value]!.Value)] : [];
        IsLog = IsNumeric && Numbers[0] > 0 && (isLog ?? Numbers[^1] / Numbers[0] >= LogRatio);
        LevelOfTrial = [.. values.Select(value => levelOf[value ?? ""])];
    }

    public string Path { get; }

    /// <summary>The first key of the path, such as <c>optimizer</c>.</summary>
    public string Group => ConfigLeaves.GroupOf(Path);

    /// <summary>The fewest last keys that tell it from every other path, such as <c>lr</c>.</summary>
    public string ShortPath { get; init; }

    /// <summary>True if the space of a sweep varies it, false if sweeps only differ in it.</summary>
    public bool IsSearched { get; init; }

    /// <summary>True for a path that names a thing, such as <c>optimizer.name</c>.</summary>
    public bool IsName => Path.EndsWith(".name");
    public bool IsNumeric { get; }
    public bool IsRange { get; }
    public bool IsLog { get; }

    /// <summary>The different values as short texts: numbers rising, others in plan order; <see cref="None"/> for no
    /// value.</summary>
    public IReadOnlyList<string> Levels { get; }
    public IReadOnlyList<double> Numbers { get; }
    public IReadOnlyList<int> LevelOfTrial { get; }
    public bool Varies => Levels.Count > 1;

    public int LevelOf(ReportTrial trial) => LevelOfTrial[trial.Number];

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
