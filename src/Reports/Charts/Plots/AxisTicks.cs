using System.Globalization;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>A value of an axis that is written at it.</summary>
internal readonly record struct Tick(double Value, string Text);

/// <summary>The round values of an axis.</summary>
internal static class AxisTicks
{
    private static readonly int[] Factors = [1, 2, 5, 10];

    private static readonly int[] DecadeSteps = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500];

    private static readonly double[] SecondSteps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600,
        43_200, 86_400, 172_800, 432_000, 864_000,
    ];

    /// <summary>Round values of a range, rising, each text once: about as many as there is room for, from 2.</summary>
    public static IReadOnlyList<Tick> Of(Axis axis, AxisRange range, int most)
    {
        // A logarithmic axis of less than one ten to one has no round ratios to show.
        var isLog = axis.Scale == AxisScale.Log && range.Maximum / range.Minimum >= 10;
        var values = isLog ? Ratios(range, most) : Differences(axis, range, most);
        var step = values.Count < 2 ? range.Maximum - range.Minimum : values[1] - values[0];
        var text = isLog ? AxisText.OfRatios(axis.Unit, range) : AxisText.OfDifferences(axis.Unit, range, step);
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
            .SelectMany(_ => factors, (power, factor) => $"{factor}e{power}")
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
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
            .Where(value => AxisRange.HasPlace(axis, value))
            .Where(value => value >= range.Minimum - rough * 1e-6 && value <= range.Maximum + rough * 1e-6)
            .Select(value => value == 0 ? 0 : value)];
    }

    /// <summary>The next larger of 1, 2, 5, 10 and their tens.</summary>
    private static double Round(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var factor = Factors.FirstOrDefault(factor => factor * power >= rough * (1 - 1e-9), 10);
        return power == 0 ? double.Epsilon : power * factor;
    }
}

/// <summary>How the numbers of an axis are written: with no more digits than tell them apart.</summary>
internal static class AxisText
{
    // No line break and no shortening parts a number from its unit.
    private const char Space = '\u00A0';

    /// <summary>Writes numbers that stand in equal differences, each a step above 0.</summary>
    public static Func<double, string> OfDifferences(AxisUnit unit, AxisRange range, double step)
    {
        var largest = Math.Max(Math.Abs(range.Minimum), Math.Abs(range.Maximum));
        var (factor, name) = Unit(unit, largest, step);
        return value => value == 0 && unit != AxisUnit.Share
            ? "0"
            : Number(value / factor, step / factor, largest / factor) + name;
    }

    /// <summary>Writes numbers above 0 that stand in equal ratios.</summary>
    public static Func<double, string> OfRatios(AxisUnit unit, AxisRange range) => value =>
    {
        var (factor, name) = Unit(unit, value, value);
        var isLong = range.Maximum / factor >= 1e6 || range.Minimum / factor < 1e-4;
        var written = value / factor;
        return (isLong && written is >= 1000 or < 0.01
            ? Scientific(written, written)
            : Number(written, written, isLong ? written : range.Maximum / factor)) + name;
    };

    private static (double Factor, string Name) Unit(AxisUnit unit, double largest, double step) => unit switch
    {
        AxisUnit.Share => (0.01, $"{Space}%"),
        AxisUnit.Seconds when largest >= 2 * 3600 && step >= 1800 => (3600, $"{Space}h"),
        AxisUnit.Seconds when largest >= 120 && step >= 60 => (60, $"{Space}min"),
        AxisUnit.Seconds => (1, $"{Space}s"),
        _ => (1, ""),
    };

    private static string Number(double value, double step, double largest)
    {
        if (largest >= 1e6 || largest < 1e-3)
            return value == 0 ? "0" : Scientific(value, step);
        var decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        var format = (largest >= 10_000 ? "#,0." : "0.") + new string('#', decimals);
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Scientific(double value, double step)
    {
        var digits = Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9) - Math.Floor(Math.Log10(step) + 1e-9);
        return value.ToString($"0.{new string('#', (int)Math.Clamp(digits, 0, 12))}e0", CultureInfo.InvariantCulture);
    }
}
