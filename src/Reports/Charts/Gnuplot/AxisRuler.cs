namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Turns the values of an axis into pixels.</summary>
/// <param name="axis">The axis.</param>
/// <param name="range">From where to where it goes.</param>
/// <param name="start">The pixel of its minimum; of a category axis that of its first name's outer edge.</param>
/// <param name="end">The pixel of its maximum; may lie before the start.</param>
internal sealed class AxisRuler(Axis axis, AxisRange range, double start, double end)
{
    // Far outside of any picture, and still exact to a hundredth where lines are cut at the edge.
    private const double Farthest = 1e9;

    /// <summary>The axis.</summary>
    public Axis Axis => axis;

    /// <summary>From where to where it goes.</summary>
    public AxisRange Range => range;

    /// <summary>The pixel of its minimum.</summary>
    public double Start => start;

    /// <summary>The pixel of its maximum.</summary>
    public double End => end;

    /// <summary>Length in pixels.</summary>
    public double Length => Math.Abs(end - start);

    /// <summary>Pixels between two names of a category axis.</summary>
    public double Step => Length / Math.Max(1, axis.Categories.Count);

    /// <summary>The pixel of a value, outside of the axis too; NaN for one that has no place: NaN, and on a logarithmic axis what is not above 0.</summary>
    public double At(double value)
    {
        if (double.IsNaN(value) || (axis.Scale == AxisScale.Log && value <= 0))
            return double.NaN;
        if (double.IsInfinity(value))
            return (value > 0) == (end > start) ? Farthest : -Farthest;
        return Math.Clamp(start + Share(value) * (end - start), -Farthest, Farthest);
    }

    /// <summary>The pixel of a value; of one outside of the axis, that of the nearer end.</summary>
    public double Inside(double value) => double.IsNaN(At(value)) ? double.NaN : Math.Clamp(At(value), Math.Min(start, end), Math.Max(start, end));

    private double Share(double value)
    {
        if (axis.Scale == AxisScale.Log)
            return (Math.Log10(value) - Math.Log10(range.Minimum)) / (Math.Log10(range.Maximum) - Math.Log10(range.Minimum));
        // The difference of two values around 1e308 is infinite, that of their halves is not; halves of the smallest values are 0.
        return double.IsFinite(range.Maximum - range.Minimum) && double.IsFinite(value - range.Minimum)
            ? (value - range.Minimum) / (range.Maximum - range.Minimum)
            : (value / 2 - range.Minimum / 2) / (range.Maximum / 2 - range.Minimum / 2);
    }
}
