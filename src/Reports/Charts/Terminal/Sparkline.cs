namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>A curve as one line of text.</summary>
public static class Sparkline
{
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const char NotFinite = '×';

    /// <summary>Bars from the lowest value to the highest, each the mean of its neighbours; a cross for a NaN or an
    /// infinity. Logarithmic if all finite values are above 0 and the highest is more than 100 times the lowest. At
    /// most <paramref name="columns"/> (at least 1) characters.</summary>
    public static string Draw(IReadOnlyList<double> values, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var isLogarithmic = CurveChart.SpansDecades(values);
        var count = Min(columns, values.Count);
        var bars = Enumerable.Range(0, count).Select(bar => Mean(values, bar, count, isLogarithmic)).ToList();
        var shown = bars.Where(double.IsFinite).DefaultIfEmpty().ToList();
        var (lowest, highest) = (shown.Min(), shown.Max());
        return string.Concat(
            bars.Select(bar => !double.IsFinite(bar) ? NotFinite : Heights[HeightOf(bar, lowest, highest)]));
    }

    private static double Mean(IReadOnlyList<double> values, int bar, int count, bool isLogarithmic)
    {
        var (begin, end) = ((int)((long)bar * values.Count / count), (int)((long)(bar + 1) * values.Count / count));
        // Divided before they are added: an overflow would look like a fault of the trial.
        return values.Take(begin..end)
            .Sum(value => (isLogarithmic && double.IsFinite(value) ? Log(value) : value) / (end - begin));
    }

    // Halves, because the difference of two finite doubles may overflow.
    private static int HeightOf(double value, double lowest, double highest)
    {
        var share = (value / 2 - lowest / 2) / (highest / 2 - lowest / 2);
        return lowest == highest ? 0 : (int)Min(share * Heights.Length, Heights.Length - 1);
    }
}
