using System.Globalization;

namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>Where an axis has its values, and the numbers that stand along it.</summary>
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

    /// <summary>A scale from the axis's own ends, or, where it has none, just wide enough for the values; 0 to 1 (of a
    /// logarithmic axis 1 to 10) without any.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">What is drawn along it; what has no place on it is passed over.</param>
    public static TextScale Fit(Axis axis, IEnumerable<double> values)
    {
        if (axis.Scale == AxisScale.Category)
            return new TextScale(axis, -0.5, Math.Max(axis.Categories.Count, 1) - 0.5);
        var isLog = axis.Scale == AxisScale.Log;
        var placed = values.Where(value => HasPlace(axis, value)).ToList();
        var (lowest, highest) = placed.Count > 0 ? (placed.Min(), placed.Max()) : isLog ? (1.0, 10.0) : (0.0, 1.0);
        // An end that the axis has no place for is none, and ends the wrong way round are turned.
        var (minimum, maximum) = (End(axis, axis.Minimum), End(axis, axis.Maximum));
        var (from, to) = (
            minimum ?? Math.Min(lowest, maximum ?? lowest), maximum ?? Math.Max(highest, minimum ?? highest));
        (from, to) = (Math.Min(from, to), Math.Max(from, to));
        // A constant series has no extent of its own: it runs along the middle.
        if (from == to)
            (from, to) = isLog
                ? (Math.Max(from / 2, double.Epsilon), Math.Min(to * 2, double.MaxValue))
                : (Math.Max(from - Margin(from), -double.MaxValue), Math.Min(to + Margin(to), double.MaxValue));
        return new TextScale(axis, from, to);
    }

    /// <summary>True for a value that the axis has a place for: a finite one, above 0 where it is
    /// logarithmic.</summary>
    public static bool HasPlace(Axis axis, double value) =>
        double.IsFinite(value) && (axis.Scale != AxisScale.Log || value > 0);

    /// <summary>Where a value is, 0 at the axis's beginning and 1 at its end; NaN where it has no place. A value beyond
    /// the ends is below 0 or above 1.</summary>
    public double PlaceOf(double value)
    {
        if (!HasPlace(_axis, value))
            return double.NaN;
        // Halves: the whole way between two finite numbers may be more than a number can hold.
        return _axis.Scale == AxisScale.Log
            ? (Math.Log10(value) - Math.Log10(_from)) / (Math.Log10(_to) - Math.Log10(_from))
            : ((value / 2) - (_from / 2)) / ((_to / 2) - (_from / 2));
    }

    /// <summary>Round values along the axis with their texts, ascending; a category axis has all its names.</summary>
    /// <param name="most">About how many there is room for, 2 or more.</param>
    public IReadOnlyList<(double Value, string Text)> Ticks(int most)
    {
        var ticks = _axis.Scale switch
        {
            AxisScale.Category => _axis.Categories.Select((name, index) => ((double)index, TextLine.Flatten(name))),
            AxisScale.Log => LogTicks(most),
            // One number alone would not tell how far it is to anywhere.
            _ => LinearTicks(most).Take(2).Count() == 2 ? LinearTicks(most) : LinearTicks(2 * most),
        };
        // Where values lie closer than a text can tell, one of them is enough.
        return [.. ticks.DistinctBy(tick => _axis.Scale == AxisScale.Category ? tick.Item1 : (object)tick.Item2)];
    }

    /// <summary>A value as text, in the axis's unit; a dash for NaN.</summary>
    public string TextOf(double value)
    {
        if (double.IsNaN(value))
            return "-";
        if (_axis.Scale == AxisScale.Category)
            return TextLine.Flatten(_axis.Categories.ElementAtOrDefault((int)Math.Round(value)) ?? "-");
        var shown = value / _unit;
        var isShort = shown == 0 || Math.Abs(shown) is >= 0.001 and < 100_000;
        return shown.ToString(isShort ? "0.####" : "0.##e+0", CultureInfo.InvariantCulture) + _suffix;
    }

    private static double? End(Axis axis, double? end) => end is { } value && HasPlace(axis, value) ? value : null;

    // A tenth, of the smallest numbers what still is one when it is divided.
    private static double Margin(double value) => value == 0 ? 1 : Math.Max(Math.Abs(value) / 10, 1e-300);

    private IEnumerable<(double Value, string Text)> LinearTicks(int most)
    {
        // 1, 2 or 5 times a power of ten, the smallest of which no more than `most` fit.
        var rough = ((_to / 2) - (_from / 2)) / _unit / (most / 2.0);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
        if (_axis.Unit == AxisUnit.Count)
            step = Math.Max(step, 1);
        var first = Math.Ceiling(_from / _unit / step);
        for (var index = 0; index <= most + 1; index++)
        {
            var shown = (first + index) * step;
            if (shown * _unit <= _to)
                yield return (shown * _unit, Text(shown, step));
        }
    }

    private IEnumerable<(double Value, string Text)> LogTicks(int most)
    {
        var (lowest, highest) = (Math.Floor(Math.Log10(_from)), Math.Ceiling(Math.Log10(_to)));
        var stride = Math.Max(1, (int)Math.Ceiling((highest - lowest) / most));
        // Powers of ten alone would leave a short axis bare.
        int[] times = (highest - lowest) * 3 <= most + 3 ? [1, 2, 5] : [1];
        for (var exponent = Math.Ceiling(lowest / stride) * stride; exponent <= highest; exponent += stride)
        {
            foreach (
                var value in times
                    .Select(each => each * Math.Pow(10, exponent))
                    .Where(value => value >= _from && value <= _to && double.IsFinite(value))
            )
                yield return (value, TextOf(value));
        }
    }

    private string Text(double shown, double step)
    {
        const int MostDecimals = 6;
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step)));
        var isShort = decimals <= MostDecimals && Math.Abs(shown) < 10_000_000;
        return shown.ToString(isShort ? $"F{decimals}" : "0.###e+0", CultureInfo.InvariantCulture) + _suffix;
    }
}
