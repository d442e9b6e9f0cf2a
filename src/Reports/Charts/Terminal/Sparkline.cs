namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>A curve as one line of text.</summary>
public static class Sparkline
{
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const char NotFinite = '×';

    // From here on the small values would all be the lowest bar.
    private const double LogarithmicFrom = 100;

    /// <summary>
    /// Bars from the lowest of the values to the highest, each the mean of as many neighbours as it takes to fit; a
    /// cross where one of them is NaN or infinite. Logarithmic where all finite values are above 0 and the highest is
    /// more than 100 times the lowest.
    /// </summary>
    /// <param name="values">The values in their order; none gives an empty text.</param>
    /// <param name="columns">The most characters, 1 or more.</param>
    public static string Draw(IReadOnlyList<double> values, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var finite = values.Where(double.IsFinite).ToList();
        var isLogarithmic = finite.Count > 0 && finite.Min() > 0 && finite.Max() / finite.Min() > LogarithmicFrom;
        var count = Math.Min(columns, values.Count);
        var bars = Enumerable.Range(0, count).Select(bar => Mean(values, bar, count, isLogarithmic)).ToList();
        var (lowest, highest) = (
            bars.Where(double.IsFinite).DefaultIfEmpty().Min(), bars.Where(double.IsFinite).DefaultIfEmpty().Max());
        return string.Concat(
            bars.Select(bar => !double.IsFinite(bar) ? NotFinite : Heights[HeightOf(bar, lowest, highest)]));
    }

    private static double Mean(IReadOnlyList<double> values, int bar, int count, bool isLogarithmic)
    {
        var (begin, end) = ((int)((long)bar * values.Count / count), (int)((long)(bar + 1) * values.Count / count));
        // Each divided first: the sum of two large numbers may be infinite, which here would be a fault of the trial.
        return Enumerable
            .Range(begin, end - begin)
            .Sum(index =>
                (isLogarithmic && double.IsFinite(values[index]) ? Math.Log(values[index]) : values[index])
                / (end - begin)
            );
    }

    // Halves: the way between two finite numbers may be more than a number can hold.
    private static int HeightOf(double value, double lowest, double highest) =>
        lowest == highest
            ? 0
            : (int)
                Math.Min(
                    ((value / 2) - (lowest / 2)) / ((highest / 2) - (lowest / 2)) * Heights.Length, Heights.Length - 1);
}
