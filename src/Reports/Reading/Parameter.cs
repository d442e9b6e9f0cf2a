using System.Globalization;

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
