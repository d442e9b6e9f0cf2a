namespace SweepRunner.Reports.Charts.Plots;

/// <summary>The two ends of an axis: finite, not equal and, on a logarithmic axis, above 0.</summary>
internal readonly record struct AxisRange(double Minimum, double Maximum)
{
    // Below this share of its values a range is what rounding left: no eleven digits at a tick.
    private const double Narrowest = 1e-9;

    /// <summary>The range of an axis: its own ends, else those of its values and a share as padding.</summary>
    public static AxisRange Of(Axis axis, IEnumerable<double> values, double padding)
    {
        if (axis.Scale == AxisScale.Category)
            return new AxisRange(-0.5, Math.Max(1, axis.Categories.Count) - 0.5);
        var (from, to) = (Usable(axis, axis.Minimum), Usable(axis, axis.Maximum));
        var (minimum, maximum) = (from ?? to ?? double.PositiveInfinity, to ?? from ?? double.NegativeInfinity);
        foreach (var value in values.Where(value => HasPlace(axis, value)))
            (minimum, maximum) = (from ?? Math.Min(minimum, value), to ?? Math.Max(maximum, value));
        var isLog = axis.Scale == AxisScale.Log;
        if (double.IsInfinity(minimum))
            return isLog ? new AxisRange(0.1, 1) : new AxisRange(0, 1);
        if (!(Spread(minimum, maximum, isLog) > Narrowest))
            return Around(axis, minimum);
        var padded = isLog ? PadLog(minimum, maximum, padding) : PadLinear(axis, minimum, maximum, padding);
        return new AxisRange(from ?? padded.Minimum, to ?? padded.Maximum);
    }

    /// <summary>True for a value that has a place on the axis: finite, and above 0 on a logarithmic one.</summary>
    public static bool HasPlace(Axis axis, double value) =>
        double.IsFinite(value) && (axis.Scale != AxisScale.Log || value > 0);

    private static double? Usable(Axis axis, double? end) => HasPlace(axis, end ?? double.NaN) ? end : null;

    private static double Spread(double minimum, double maximum, bool isLog) => isLog
        ? Math.Log10(maximum) - Math.Log10(minimum)
        : (maximum / 2 - minimum / 2) / Math.Max(Math.Max(Math.Abs(minimum), Math.Abs(maximum)), double.Epsilon);

    /// <summary>The range of a single value: around it, but from 0 up where it is 0 and cannot be less.</summary>
    private static AxisRange Around(Axis axis, double value)
    {
        if (axis.Scale == AxisScale.Log)
            return new AxisRange(Math.Max(value / 3, double.Epsilon), Finite(value * 3));
        if (value == 0)
            return new AxisRange(axis.Unit == AxisUnit.Number ? -1 : 0, 1);
        var half = Math.Max(Math.Abs(value) * 0.1, axis.Unit == AxisUnit.Count ? 1 : 4 * double.Epsilon);
        return new AxisRange(Finite(value - half), Finite(value + half));
    }

    private static AxisRange PadLog(double minimum, double maximum, double padding)
    {
        var factor = Math.Pow(10, (Math.Log10(maximum) - Math.Log10(minimum)) * padding);
        return new AxisRange(Math.Max(minimum / factor, double.Epsilon), Finite(maximum * factor));
    }

    // An amount has no room below nothing, nor a share above all.
    private static AxisRange PadLinear(Axis axis, double minimum, double maximum, double padding)
    {
        var pad = (maximum / 2 - minimum / 2) * (2 * padding);
        var most = axis.Unit == AxisUnit.Share && maximum <= 1 ? 1 : double.MaxValue;
        return new AxisRange(
            minimum >= 0 ? Math.Max(0, minimum - pad) : Finite(minimum - pad), Math.Min(most, Finite(maximum + pad)));
    }

    private static double Finite(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);
}

/// <summary>
/// Turns the values of an axis into coordinates of a plot: from 0 to 1, and on a category axis from 0 to the number of
/// its names, where the first may be at the top. So ScottPlot, whose pixels are of type float, sees neither 1e308 nor a
/// ratio.
/// </summary>
internal sealed class AxisRuler(Axis axis, AxisRange range, bool isDown = false)
{
    // So many lengths beyond its end a line still leaves the plot at the right place, and its pixels are still exact.
    private const double Farthest = 1000;

    /// <summary>The axis.</summary>
    public Axis Axis => axis;

    /// <summary>From where to where it goes.</summary>
    public AxisRange Range => range;

    /// <summary>The coordinate of its end.</summary>
    public double Length => axis.Scale == AxisScale.Category ? Math.Max(1, axis.Categories.Count) : 1;

    /// <summary>The coordinate of a value, outside of the axis too; NaN where it has no place on the scale.</summary>
    public double At(double value)
    {
        if (double.IsNaN(value) || (axis.Scale == AxisScale.Log && value <= 0))
            return double.NaN;
        var share = Math.Clamp(double.IsInfinity(value) ? value : Share(value), -Farthest, Farthest);
        return Length * (isDown ? 1 - share : share);
    }

    /// <summary>The coordinate of a value; of one outside of the axis, that of the nearer end.</summary>
    public double Inside(double value) => double.IsNaN(At(value)) ? double.NaN : Math.Clamp(At(value), 0, Length);

    private double Share(double value)
    {
        var (least, most) = (range.Minimum, range.Maximum);
        if (axis.Scale == AxisScale.Log)
            (value, least, most) = (Math.Log10(value), Math.Log10(least), Math.Log10(most));
        // Two values around 1e308 differ by infinity, their halves do not; halves of the smallest are 0.
        return double.IsFinite(most - least) && double.IsFinite(value - least)
            ? (value - least) / (most - least)
            : (value / 2 - least / 2) / (most / 2 - least / 2);
    }
}
