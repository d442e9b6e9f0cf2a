namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>From where to where an axis goes. Always finite, always longer than nothing and, on a logarithmic axis, above 0.</summary>
internal readonly record struct AxisRange(double Minimum, double Maximum)
{
    // Below this share of its values a range is what rounding left: no eleven digits at a tick.
    private const double Narrowest = 1e-9;

    /// <summary>The range of an axis: its own ends where it has any, else what its values need.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">What is drawn on it, in any order; what has no place on it does not count.</param>
    /// <param name="padding">Share of the range that is left free at each end that the axis does not set.</param>
    public static AxisRange Of(Axis axis, IEnumerable<double> values, double padding)
    {
        if (axis.Scale == AxisScale.Category)
            return new AxisRange(-0.5, Math.Max(1, axis.Categories.Count) - 0.5);
        var isLog = axis.Scale == AxisScale.Log;
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(value => HasPlace(axis, value)))
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        var (fixedMinimum, fixedMaximum) = (Usable(axis, axis.Minimum), Usable(axis, axis.Maximum));
        (minimum, maximum) = (fixedMinimum ?? Math.Min(minimum, fixedMaximum ?? minimum), fixedMaximum ?? Math.Max(maximum, fixedMinimum ?? maximum));
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum))
            (minimum, maximum) = Empty(axis, fixedMinimum, fixedMaximum);
        else if (!(Spread(minimum, maximum, isLog) > Narrowest))
            return Around(axis, minimum);
        return isLog ? PadLog(minimum, maximum, fixedMinimum is null, fixedMaximum is null, padding) : PadLinear(axis, minimum, maximum, fixedMinimum is null, fixedMaximum is null, padding);
    }

    /// <summary>True for a value that has a place on the axis: a finite one, and above 0 where the axis is logarithmic.</summary>
    public static bool HasPlace(Axis axis, double value) => double.IsFinite(value) && (axis.Scale != AxisScale.Log || value > 0);

    private static double? Usable(Axis axis, double? end) => end is { } value && HasPlace(axis, value) ? value : null;

    private static double Spread(double minimum, double maximum, bool isLog) => isLog
        ? Math.Log10(maximum) - Math.Log10(minimum)
        : (maximum / 2 - minimum / 2) / Math.Max(Math.Max(Math.Abs(minimum), Math.Abs(maximum)), double.Epsilon);

    private static (double Minimum, double Maximum) Empty(Axis axis, double? minimum, double? maximum) => (minimum, maximum, axis.Scale == AxisScale.Log) switch
    {
        ({ } from, null, true) => (from, Finite(from * 10)),
        (null, { } to, true) => (to / 10, to),
        (null, null, true) => (0.1, 1),
        ({ } from, null, false) => (from, Finite(from + Math.Max(1, Math.Abs(from)))),
        (null, { } to, false) => (to > 0 ? 0 : Finite(to - Math.Max(1, Math.Abs(to))), to),
        _ => (0, 1),
    };

    /// <summary>All values are one: it stands in the middle, but at the foot where it is 0 and cannot be less.</summary>
    private static AxisRange Around(Axis axis, double value)
    {
        if (axis.Scale == AxisScale.Log)
            return new AxisRange(Math.Max(value / 3, double.Epsilon), Finite(value * 3));
        if (value == 0)
            return new AxisRange(axis.Unit == AxisUnit.Number ? -1 : 0, 1);
        var half = axis.Unit == AxisUnit.Count ? Math.Max(1, Math.Abs(value) * 0.1) : Math.Max(Math.Abs(value) * 0.1, 4 * double.Epsilon);
        return new AxisRange(Finite(value - half), Finite(value + half));
    }

    private static AxisRange PadLog(double minimum, double maximum, bool isLowerFree, bool isUpperFree, double padding)
    {
        var factor = Math.Pow(10, (Math.Log10(maximum) - Math.Log10(minimum)) * padding);
        return new AxisRange(isLowerFree ? Math.Max(minimum / factor, double.Epsilon) : minimum, isUpperFree ? Finite(maximum * factor) : maximum);
    }

    private static AxisRange PadLinear(Axis axis, double minimum, double maximum, bool isLowerFree, bool isUpperFree, double padding)
    {
        var pad = (maximum / 2 - minimum / 2) * (2 * padding);
        // An amount has no room below nothing, nor a share above all.
        var lower = isLowerFree ? minimum >= 0 && minimum - pad < 0 ? 0 : Finite(minimum - pad) : minimum;
        var upper = isUpperFree ? axis.Unit == AxisUnit.Share && maximum <= 1 ? Math.Min(1, maximum + pad) : Finite(maximum + pad) : maximum;
        return new AxisRange(lower, upper);
    }

    private static double Finite(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);
}
