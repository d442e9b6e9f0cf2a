namespace SweepRunner.Reports.Pictures;

/// <summary>The places of a parameter on an axis of tiles: its levels, or equal parts of its range and
/// a last one for the cells without a value.</summary>
internal sealed class ParameterBins
{
    // Of too many categories, the last bin holds the rest.
    private const int RangeBins = 8, MostCategories = 20;

    // The edges of equal parts are not round; two digits show where they are.
    private const int RangeDigits = 2;
    private readonly Parameter _parameter;

    public ParameterBins(Parameter parameter)
    {
        _parameter = parameter;
        var levels = parameter.Levels;
        if (parameter.IsRange)
        {
            OfLevel = [.. levels.Select((_, level) => parameter.NumberOf(level) is { } number
                ? Min((int)(parameter.RangeShare(number) * RangeBins), RangeBins - 1)
                : RangeBins)];
            string[] none = parameter.HasNone ? [Parameter.None] : [];
            Labels = [.. Enumerable.Range(0, RangeBins).Select(Range), .. none];
            Middles = [.. Enumerable.Range(0, RangeBins).Select(bin => At(bin + 0.5))];
        }
        else
        {
            var kept = levels.Count > MostCategories ? MostCategories - 1 : levels.Count;
            var rest = levels.Count - kept;
            OfLevel = [.. levels.Select((_, level) => Min(level, kept))];
            Labels = rest > 0 ? [.. levels.Take(kept), $"{rest} others"] : levels;
        }
    }

    public string Path => _parameter.Path;
    public int Count => Labels.Count;
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The bin of each level.</summary>
    public IReadOnlyList<int> OfLevel { get; }

    /// <summary>The middle of each part of a range; else empty.</summary>
    public IReadOnlyList<double> Middles { get; } = [];

    public int BinOf(ReportTrial trial) => OfLevel[_parameter.LevelOf(trial)];

    private string Range(int bin) =>
        $"{NumberText.Short(At(bin), RangeDigits)} to {NumberText.Short(At(bin + 1), RangeDigits)}";

    private double At(double bin)
    {
        var (low, high, share) = (_parameter.Numbers[0], _parameter.Numbers[^1], bin / RangeBins);
        return _parameter.IsLog ? low * Pow(high / low, share) : low + ((high - low) * share);
    }
}
