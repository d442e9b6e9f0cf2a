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

    // The share of trials without a value.
    private readonly double _shareOfNone;

    // The number of each level; null for none, and where the values are not all numbers.
    private readonly IReadOnlyList<double?> _numbers;

    // A longer number is rounded where it still differs from the others; in a range, any number is.
    private const int LongestNumber = 8;

    /// <summary>Creates a parameter from the value of each trial as compact JSON, or null. The sweep file may say that
    /// a range is logarithmic.</summary>
    public Parameter(string path, IReadOnlyList<string?> values, bool? isLog = null)
    {
        (Path, ShortPath) = (path, path.Split('.')[^1]);
        var distinct = values.Select(value => value ?? "").Distinct().ToList();
        var numbers = distinct.ToDictionary(value => value, Number);
        HasNone = distinct.Contains("");
        var given = distinct.Count - (HasNone ? 1 : 0);
        HasNumbers = given > 0 && distinct.All(value => value.Length == 0 || numbers[value] is not null);
        var ordered = HasNumbers ? [.. distinct.OrderBy(value => numbers[value] ?? double.MaxValue)] : distinct;
        var levelOf = ordered.Index().ToDictionary(level => level.Item, level => level.Index);
        IsRange = HasNumbers && given > LevelLimit;
        IsNumeric = HasNumbers && (!HasNone || IsRange || isLog is not null);
        var longest = IsRange ? 0 : LongestNumber;
        var texts = SpaceColumns.Texts(
            ordered.Where(value => value.Length > 0),
            json => json.Length > longest && numbers[json] is { } number
                ? NumberText.Short(number)
                : SpaceColumns.ShortText(json));
        Levels = [.. ordered.Select(value => value.Length == 0 ? None : texts[value])];
        _numbers = [.. ordered.Select(value => HasNumbers ? numbers[value] : null)];
        _shareOfNone = HasNone ? values.Count(value => value is null) / (double)values.Count : 0;
        Numbers = IsNumeric ? [.. _numbers.OfType<double>()] : [];
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

    /// <summary>The choice that gave each trial the parameter, or left it out; null where it does not depend on a
    /// choice.</summary>
    public IReadOnlyList<Condition?> Conditions { get; init; } = [];

    /// <summary>True if the parameter depends on a choice.</summary>
    public bool IsConditional => Conditions.Any(condition => condition is not null);

    /// <summary>True for a path that names a thing, such as <c>optimizer.name</c>.</summary>
    public bool IsName => Path.EndsWith(".name");

    /// <summary>True if its values have places on an axis of numbers: all are numbers, and either every trial has one
    /// or they are of a range.</summary>
    public bool IsNumeric { get; }

    /// <summary>True if all values are numbers; there may be trials without one.</summary>
    public bool HasNumbers { get; }

    /// <summary>True if there are trials without a value. It is the last level of numbers.</summary>
    public bool HasNone { get; }
    public bool IsRange { get; }
    public bool IsLog { get; }

    /// <summary>The number of different values, without <see cref="None"/>.</summary>
    public int ValueCount => Levels.Count - (HasNone ? 1 : 0);

    /// <summary>The different values as short texts: numbers rising, others in plan order; <see cref="None"/> for no
    /// value.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>The different numbers, rising; empty if it is not numeric.</summary>
    public IReadOnlyList<double> Numbers { get; }
    public IReadOnlyList<int> LevelOfTrial { get; }
    public bool Varies => Levels.Count > 1;

    public int LevelOf(ReportTrial trial) => LevelOfTrial[trial.Number];

    /// <summary>The number of a level; null for no value, and where the values are not all numbers.</summary>
    public double? NumberOf(int level) => _numbers[level];

    /// <summary>The number of a trial, by <see cref="NumberOf(int)"/>.</summary>
    public double? NumberOf(ReportTrial trial) => NumberOf(LevelOf(trial));

    /// <summary>The choice that gave a trial the parameter; null without one.</summary>
    public Condition? ConditionOf(ReportTrial trial) => Conditions.ElementAtOrDefault(trial.Number);

    /// <summary>True if a trial has a place on the axis.</summary>
    public bool HasPlace(ReportTrial trial) => !double.IsNaN(AxisValue(LevelOf(trial)));

    /// <summary>The place of a level on an axis: its number, or NaN without one; the index of a category.</summary>
    public double AxisValue(int level) => IsNumeric ? NumberOf(level) ?? double.NaN : level;

    /// <summary>The place of a level in [0, 1], for measures of importance: for a range, the share of the way from the
    /// lowest to the highest value, and above it the trials without a value, with the room of their share; for level k
    /// of K, (k + ½) / K.</summary>
    public double UnitValue(int level) => !IsRange ? (level + 0.5) / Levels.Count
        : NumberOf(level) is { } number ? RangeShare(number) * (1 - _shareOfNone)
        : 1 - (_shareOfNone / 2);

    /// <summary>The share of the way from the lowest to the highest value of a range.</summary>
    public double RangeShare(double number)
    {
        var (low, high) = (Scaled(Numbers[0]), Scaled(Numbers[^1]));
        return (Scaled(number) - low) / (high - low);
    }

    private double Scaled(double number) => IsLog ? Log(number) : number;

    // Other JSON starts differently, and NaN and infinities are not JSON.
    private static double? Number(string json)
    {
        var isNumber = json.Length > 0 && (char.IsAsciiDigit(json[0]) || json[0] == '-');
        return isNumber && double.TryParse(json, out var number) && double.IsFinite(number) ? number : null;
    }
}

/// <summary>The choices above a parameter.</summary>
/// <param name="Key">Their values as JSON; different for different choices.</param>
/// <param name="Text">The nearest one, such as <c>optimizer = sgd</c>.</param>
internal sealed record Condition(string Key, string Text);
