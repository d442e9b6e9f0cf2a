namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>Places the values of an axis and writes numbers along it.</summary>
internal sealed class TextScale
{
    private const double ShareUnit = 0.01, Minute = 60, Hour = 3600;
    private readonly Axis _axis;
    private readonly double _from, _to, _unit;
    private readonly string _suffix;

    private TextScale(Axis axis, double from, double to)
    {
        (_axis, _from, _to) = (axis, from, to);
        (_unit, _suffix) = axis.Unit switch
        {
            AxisUnit.Share => (ShareUnit, " %"),
            AxisUnit.Seconds when to < 2 * Minute => (1, " s"),
            AxisUnit.Seconds when to < 2 * Hour => (Minute, " m"),
            AxisUnit.Seconds => (Hour, " h"),
            _ => (1, ""),
        };
    }

    /// <summary>The axis's own ends, or the extent of the values; 0 to 1 (logarithmic 1 to 10) without a
    /// value.</summary>
    public static TextScale Fit(Axis axis, IEnumerable<double> values)
    {
        if (axis.IsCategory)
            return new TextScale(axis, -0.5, Max(axis.Categories.Count, 1) - 0.5);
        var isLog = axis.IsLog;
        var placed = values.Where(axis.HasPlace).ToList();
        var (lowest, highest) = placed.Count > 0 ? (placed.Min(), placed.Max()) : isLog ? (1.0, 10.0) : (0.0, 1.0);
        // An end without a place is ignored, and ends in the wrong order are swapped.
        var (minimum, maximum) = axis.Ends();
        var (from, to) = (minimum ?? Min(lowest, maximum ?? lowest), maximum ?? Max(highest, minimum ?? highest));
        (from, to) = (Min(from, to), Max(from, to));
        // A constant series has no extent, and runs along the middle.
        if (from == to)
            (from, to) = isLog
                ? (Max(from / 2, double.Epsilon), Min(to * 2, double.MaxValue))
                : (Max(from - Margin(from), -double.MaxValue), Min(to + Margin(to), double.MaxValue));
        return new TextScale(axis, from, to);
    }

    /// <summary>The place of a value: 0 at the start of the axis, 1 at its end, beyond that outside, NaN for
    /// none.</summary>
    public double PlaceOf(double value)
    {
        if (!_axis.HasPlace(value))
            return double.NaN;
        // Halves, because the difference of two finite doubles may overflow.
        return _axis.IsLog
            ? (Log10(value) - Log10(_from)) / (Log10(_to) - Log10(_from))
            : (value / 2 - _from / 2) / (_to / 2 - _from / 2);
    }

    /// <summary>Rising round values with their texts, about as many as there is room for (at least 2), or all
    /// names.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks(int most)
    {
        var ticks = _axis.Scale switch
        {
            AxisScale.Category => _axis.Categories.Select((name, index) => ((double)index, TextLine.Flatten(name))),
            AxisScale.Log => LogTicks(most),
            // A single number would show no distance.
            _ => LinearTicks(most).Take(2).Count() == 2 ? LinearTicks(most) : LinearTicks(2 * most),
        };
        return [.. ticks.DistinctBy(tick => _axis.IsCategory ? tick.Item1 : (object)tick.Item2)];
    }

    /// <summary>A value in the axis's unit; a dash for NaN.</summary>
    public string TextOf(double value)
    {
        if (double.IsNaN(value))
            return "-";
        if (_axis.IsCategory)
            return TextLine.Flatten(_axis.Categories.ElementAtOrDefault((int)Round(value)) ?? "-");
        var shown = value / _unit;
        var isShort = shown == 0 || Abs(shown) is >= 0.001 and < 100_000;
        return shown.ToString(isShort ? "0.####" : "0.##e+0") + _suffix;
    }

    // A tenth, but not so small that dividing it gives 0.
    private static double Margin(double value) => value == 0 ? 1 : Max(Abs(value) / 10, 1e-300);

    private IEnumerable<(double Value, string Text)> LinearTicks(int most)
    {
        var rough = (_to / 2 - _from / 2) / _unit / (most / 2.0);
        var power = Pow(10, Floor(Log10(rough)));
        var step = power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
        if (_axis.Unit == AxisUnit.Count)
            step = Max(step, 1);
        var first = Ceiling(_from / _unit / step);
        for (var index = 0; index <= most + 1; index++)
        {
            var shown = (first + index) * step;
            if (shown * _unit <= _to)
                yield return (shown * _unit, Text(shown, step));
        }
    }

    private IEnumerable<(double Value, string Text)> LogTicks(int most)
    {
        var (lowest, highest) = (Floor(Log10(_from)), Ceiling(Log10(_to)));
        var stride = Max(1, (int)Ceiling((highest - lowest) / most));
        // Powers of ten would be too few for a short axis.
        int[] times = (highest - lowest) * 3 <= most + 3 ? [1, 2, 5] : [1];
        for (var exponent = Ceiling(lowest / stride) * stride; exponent <= highest; exponent += stride)
        {
            foreach (var value in times.Select(each => each * Pow(10, exponent)))
            {
                if (value >= _from && value <= _to && double.IsFinite(value))
                    yield return (value, TextOf(value));
            }
        }
    }

    private string Text(double shown, double step)
    {
        const int MostDecimals = 6;
        var decimals = Max(0, -(int)Floor(Log10(step)));
        var isShort = decimals <= MostDecimals && Abs(shown) < 10_000_000;
        return shown.ToString(isShort ? $"F{decimals}" : "0.###e+0") + _suffix;
    }
}
