using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports.Pictures;

/// <summary>The places of a parameter on an axis of fields: its levels, or where they are too many equal parts of its
/// range.</summary>
internal sealed class ParameterBins
{
    // Of a range, and of categories that are too many: the last then stands for all others.
    private const int RangeBins = 8, MostCategories = 20;

    // The edges of equal parts are no round numbers: two digits say where they are.
    private const int RangeDigits = 2;

    private readonly Parameter _parameter;
    private readonly int[] _binOfLevel;

    /// <summary>The bins of a parameter.</summary>
    public ParameterBins(Parameter parameter)
    {
        _parameter = parameter;
        if (parameter.IsRange)
        {
            _binOfLevel =
            [
                .. parameter.Numbers.Select(
                    (_, level) => Math.Min((int)(parameter.UnitValue(level) * RangeBins), RangeBins - 1)),
            ];
            Labels = [.. Enumerable.Range(0, RangeBins).Select(Range)];
        }
        else
        {
            var isCut = parameter.Levels.Count > MostCategories;
            var kept = isCut ? MostCategories - 1 : parameter.Levels.Count;
            _binOfLevel = [.. parameter.Levels.Select((_, level) => Math.Min(level, kept))];
            Labels =
            [
                .. parameter.Levels.Take(kept),
                .. isCut ? [$"{parameter.Levels.Count - kept} others"] : Array.Empty<string>(),
            ];
        }
    }

    /// <summary>The parameter's path.</summary>
    public string Path => _parameter.Path;

    /// <summary>Number of bins.</summary>
    public int Count => Labels.Count;

    /// <summary>What each bin holds.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The bin of a trial.</summary>
    public int BinOf(int trial) => _binOfLevel[_parameter.LevelOfTrial[trial]];

    private string Range(int bin) =>
        $"{NumberText.Short(At(bin), RangeDigits)} to {NumberText.Short(At(bin + 1), RangeDigits)}";

    private double At(int bin)
    {
        var (low, high, share) = (_parameter.Numbers[0], _parameter.Numbers[^1], (double)bin / RangeBins);
        return _parameter.IsLog ? low * Math.Pow(high / low, share) : low + ((high - low) * share);
    }
}
