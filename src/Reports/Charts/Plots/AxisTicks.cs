namespace SweepRunner.Reports.Charts.Plots;

/// <summary>The ends of an axis: finite, different and, on a logarithmic axis, above 0.</summary>
internal readonly record struct AxisRange(double Minimum, double Maximum)
{
    // A range below this share of its values is rounding noise: ticks would need eleven digits.
    private const double Narrowest = 1e-9;

    /// <summary>The axis's own ends, or the ends of its values and a share as padding.</summary>
    public static AxisRange Fit(Axis axis, IEnumerable<double> values, double padding)
    {
        if (axis.IsCategory)
            return new AxisRange(-0.5, Max(1, axis.Categories.Count) - 0.5);
        var (from, to) = axis.Ends();
        var (minimum, maximum) = (from ?? to ?? double.PositiveInfinity, to ?? from ?? double.NegativeInfinity);
        foreach (var value in values.Where(axis.HasPlace))
            (minimum, maximum) = (from ?? Min(minimum, value), to ?? Max(maximum, value));
        if (double.IsInfinity(minimum))
            return new AxisRange(axis.IsLog ? 0.1 : 0, 1);
        if (!(Spread(minimum, maximum, axis.IsLog) > Narrowest))
            return Around(axis, minimum);
        var padded = axis.IsLog ? PadLog(minimum, maximum, padding) : PadLinear(axis, minimum, maximum, padding);
        return new AxisRange(from ?? padded.Minimum, to ?? padded.Maximum);
    }

    private static double Spread(double minimum, double maximum, bool isLog) => isLog
        ? Log10(maximum) - Log10(minimum)
        : (maximum / 2 - minimum / 2) / Max(Max(Abs(minimum), Abs(maximum)), double.Epsilon);

    // The range of a single value: around it, but from 0 up for a 0 that cannot be negative.
    private static AxisRange Around(Axis axis, double value)
    {
        if (axis.IsLog)
            return new AxisRange(Max(value / 3, double.Epsilon), Finite(value * 3));
        if (value == 0)
            return new AxisRange(axis.Unit == AxisUnit.Number ? -1 : 0, 1);
        var half = Max(Abs(value) * 0.1, axis.Unit == AxisUnit.Count ? 1 : 4 * double.Epsilon);
        return new AxisRange(Finite(value - half), Finite(value + half));
    }

    private static AxisRange PadLog(double minimum, double maximum, double padding)
    {
        var factor = Pow(10, (Log10(maximum) - Log10(minimum)) * padding);
        return new AxisRange(Max(minimum / factor, double.Epsilon), Finite(maximum * factor));
    }

    // Padding does not make a positive amount negative, nor a share more than 1.
    private static AxisRange PadLinear(Axis axis, double minimum, double maximum, double padding)
    {
        var pad = (maximum / 2 - minimum / 2) * (2 * padding);
        var most = axis.Unit == AxisUnit.Share && maximum <= 1 ? 1 : double.MaxValue;
        return new AxisRange(
            minimum >= 0 ? Max(0, minimum - pad) : Finite(minimum - pad), Min(most, Finite(maximum + pad)));
    }

    private static double Finite(double value) => Clamp(value, -double.MaxValue, double.MaxValue);
}

/// <summary>Maps the values of an axis to coordinates of a plot: 0 to 1, or to the number of names of a category axis,
/// where the first may be at the top. ScottPlot's pixels are floats, so it must see neither 1e308 nor a
/// ratio.</summary>
internal sealed class AxisRuler(Axis axis, AxisRange range, bool isDown = false)
{
    // So far beyond the end, a line still leaves the plot at the right place and its pixels are exact.
    private const double Farthest = 1000;

    public Axis Axis => axis;
    public AxisRange Range => range;
    public double Length => axis.IsCategory ? Max(1, axis.Categories.Count) : 1;

    /// <summary>The coordinate of a value, also beyond the axis; NaN for a value without a place.</summary>
    public double At(double value)
    {
        if (double.IsNaN(value) || (axis.IsLog && value <= 0))
            return double.NaN;
        var share = Clamp(double.IsInfinity(value) ? value : Share(value), -Farthest, Farthest);
        return Length * (isDown ? 1 - share : share);
    }

    /// <summary>The coordinate of a value or, beyond the axis, of the nearer end.</summary>
    public double Inside(double value) => double.IsNaN(At(value)) ? double.NaN : Clamp(At(value), 0, Length);

    private double Share(double value)
    {
        var (least, most) = (range.Minimum, range.Maximum);
        if (axis.IsLog)
            (value, least, most) = (Log10(value), Log10(least), Log10(most));
        // The difference of two values near 1e308 is infinite. That of their halves is not, but may be 0.
        return double.IsFinite(most - least) && double.IsFinite(value - least)
            ? (value - least) / (most - least)
            : (value / 2 - least / 2) / (most / 2 - least / 2);
    }
}

internal readonly record struct Tick(double Value, string Text);

internal static class AxisTicks
{

    private static readonly int[] Factors = [1, 2, 5];
    private static readonly int[] DecadeSteps = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500];

    private static readonly double[] SecondSteps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600,
        43_200, 86_400, 172_800, 432_000, 864_000,
    ];

    /// <summary>Rising round values with different texts, about as many as there is room for (at least 2).</summary>
    public static IReadOnlyList<Tick> Find(Axis axis, AxisRange range, int most)
    {
        // A logarithmic axis of less than one decade has no round ratios.
        var isLog = axis.IsLog && range.Maximum / range.Minimum >= 10;
        var values = isLog ? Ratios(range, most) : Differences(axis, range, most);
        var step = values.Count < 2 ? range.Maximum - range.Minimum : values[1] - values[0];
        var text = isLog ? AxisText.ForRatios(axis.Unit, range) : AxisText.ForDifferences(axis.Unit, range, step);
        return [.. values.Select(value => new Tick(value, text(value))).DistinctBy(tick => tick.Text)];
    }

    private static List<double> Ratios(AxisRange range, int most)
    {
        var first = (int)Ceiling(Log10(range.Minimum) - 1e-9);
        var last = (int)Floor(Log10(range.Maximum) + 1e-9);
        var decades = last - first + 1;
        var every = DecadeSteps.First(step => step * most >= decades || step == DecadeSteps[^1]);
        double[] factors = every == 1 && decades * 3 <= most ? [1, 2, 5] : [1];
        return [.. Enumerable.Range(first - 1, decades + 1).Where(power => power % every == 0)
            .SelectMany(_ => factors, (power, factor) => $"{factor}e{power}")
            .Select(number => double.Parse(number))
            .Where(value => value > 0 && value >= range.Minimum * (1 - 1e-9) && value <= range.Maximum * (1 + 1e-9))];
    }

    private static List<double> Differences(Axis axis, AxisRange range, int most)
    {
        var rough = range.Maximum / most - range.Minimum / most;
        var step = axis.Unit switch
        {
            AxisUnit.Seconds when rough > 0.5 && rough <= SecondSteps[^1] => SecondSteps.First(step => step >= rough),
            AxisUnit.Count => Max(1, Round(rough)),
            _ => Round(rough),
        };
        var first = Ceiling(range.Minimum / step - 1e-6);
        // Multiplied: a small step added to a large value may change nothing, which would never end.
        return [.. Enumerable.Range(0, most + 2).Select(index => (first + index) * step).Where(axis.HasPlace)
            .Where(value => value >= range.Minimum - rough * 1e-6 && value <= range.Maximum + rough * 1e-6)
            .Select(value => value == 0 ? 0 : value)];
    }

    // The next larger of 1, 2, 5 and 10, times a power of ten.
    private static double Round(double rough)
    {
        var power = Pow(10, Floor(Log10(rough)));
        var factor = Factors.FirstOrDefault(factor => factor * power >= rough * (1 - 1e-9), 10);
        return power == 0 ? double.Epsilon : power * factor;
    }
}

/// <summary>Writes the numbers of an axis with no more digits than they need to differ.</summary>
internal static class AxisText
{
    // Neither a line break nor shortening parts a number from its unit.
    private const char Space = '\u00A0';

    public static Func<double, string> ForDifferences(AxisUnit unit, AxisRange range, double step)
    {
        var largest = Max(Abs(range.Minimum), Abs(range.Maximum));
        var (factor, name) = Unit(unit, largest, step);
        return value => value == 0 && unit != AxisUnit.Share
            ? "0"
            : Number(value / factor, step / factor, largest / factor) + name;
    }

    public static Func<double, string> ForRatios(AxisUnit unit, AxisRange range) => value =>
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
        var decimals = Clamp((int)-Floor(Log10(step) + 1e-9), 0, 12);
        return value.ToString((largest >= 10_000 ? "#,0." : "0.") + new string('#', decimals));
    }

    private static string Scientific(double value, double step)
    {
        var digits = Floor(Log10(Abs(value)) + 1e-9) - Floor(Log10(step) + 1e-9);
        return value.ToString($"0.{new string('#', (int)Clamp(digits, 0, 12))}e0");
    }
}
