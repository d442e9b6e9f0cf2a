namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>A value of an axis that is written at it.</summary>
internal readonly record struct Tick(double Value, string Text);

/// <summary>The round values of an axis.</summary>
internal static class AxisTicks
{
    private static readonly int[] Factors = [1, 2, 5, 10];

    private static readonly int[] DecadeSteps = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500];

    private static readonly double[] SecondSteps =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000];

    /// <summary>Round values of a range, rising, each text once.</summary>
    /// <param name="axis">The axis, not of categories.</param>
    /// <param name="range">From where to where.</param>
    /// <param name="most">About how many there is room for, from 2.</param>
    public static IReadOnlyList<Tick> Of(Axis axis, AxisRange range, int most)
    {
        // A logarithmic axis of less than one ten to one has no round ratios to show.
        var isLog = axis.Scale == AxisScale.Log && range.Maximum / range.Minimum >= 10;
        var values = isLog ? Ratios(range, most) : Differences(axis, range, most);
        var text = isLog ? AxisText.OfRatios(axis.Unit, range) : AxisText.OfDifferences(axis.Unit, range, values.Count < 2 ? range.Maximum - range.Minimum : values[1] - values[0]);
        return [.. values.Select(value => new Tick(value, text(value))).DistinctBy(tick => tick.Text)];
    }

    private static List<double> Ratios(AxisRange range, int most)
    {
        var first = (int)Math.Ceiling(Math.Log10(range.Minimum) - 1e-9);
        var last = (int)Math.Floor(Math.Log10(range.Maximum) + 1e-9);
        var decades = last - first + 1;
        var every = DecadeSteps.First(step => step * most >= decades || step == DecadeSteps[^1]);
        double[] factors = every == 1 && decades * 3 <= most ? [1, 2, 5] : [1];
        return [.. Enumerable.Range(first - 1, decades + 1).Where(power => power % every == 0)
            .SelectMany(power => factors.Select(factor => double.Parse($"{factor}e{power}", System.Globalization.CultureInfo.InvariantCulture)))
            .Where(value => value > 0 && value >= range.Minimum * (1 - 1e-9) && value <= range.Maximum * (1 + 1e-9))];
    }

    private static List<double> Differences(Axis axis, AxisRange range, int most)
    {
        var rough = range.Maximum / most - range.Minimum / most;
        var step = axis.Unit switch
        {
            AxisUnit.Seconds when rough > 0.5 && rough <= SecondSteps[^1] => SecondSteps.First(step => step >= rough),
            AxisUnit.Count => Math.Max(1, Round(rough)),
            _ => Round(rough),
        };
        var first = Math.Ceiling(range.Minimum / step - 1e-6);
        // Counted, not added up: adding a small step to a large value may change nothing, for ever.
        return [.. Enumerable.Range(0, most + 2).Select(index => (first + index) * step)
            .Where(value => AxisRange.HasPlace(axis, value) && value >= range.Minimum - rough * 1e-6 && value <= range.Maximum + rough * 1e-6).Select(value => value == 0 ? 0 : value)];
    }

    /// <summary>The next larger of 1, 2, 5, 10 and their tens.</summary>
    private static double Round(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power == 0 ? double.Epsilon : power * Factors.First(factor => factor == 10 || factor * power >= rough * (1 - 1e-9));
    }
}
