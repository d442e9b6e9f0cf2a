namespace SweepRunner.Search;

/// <summary>Maps the values of an axis to [0, 1] and back, so that searches compute with all kinds alike. The k-th of
/// n levels, from 0, is at (k + ½) / n; a continuous range is linear, or linear in its logarithm.</summary>
internal static class UnitInterval
{
    // Rounding hides a number of more digits from the formulas for any range. A logarithm over so narrow a range is a
    // line.
    private const int MostDigits = 12;

    /// <summary>The place of a value. A number outside the range has the nearest place; a value of another type and an
    /// unknown choice have none.</summary>
    public static double? ToUnit(PointValue value)
    {
        if (value.Axis.Domain is ChoiceDomain { Choices: var choices })
            return IndexOf(choices, value) is >= 0 and var index ? (index + 0.5) / choices.Count : null;
        if (value.Axis.Domain is IntegerDomain whole && long.TryParse(value.Json, out var exact))
            return AtLevel((double)((Int128)exact - whole.Low), whole);
        if (!double.TryParse(value.Json, out var number) || double.IsNaN(number))
            return null;
        return value.Axis.Domain switch
        {
            UniformDomain { Low: var low, High: var high } => Linear(Math.Clamp(number, low, high), low, high),
            LogUniformDomain { Low: var low, High: var high } => Logarithmic(Math.Clamp(number, low, high), low, high),
            IntegerDomain range => AtLevel(number - range.Low, range),
            QuantizedDomain range => AtLevel((number - range.Low) / range.Step, range),
            var unknown => throw new ArgumentOutOfRangeException(nameof(value), unknown, "Not a known domain."),
        };
    }

    /// <summary>The value at a place: the inverse of <see cref="ToUnit"/> for all values that a draw gives, in ranges
    /// of at most 2⁵⁰ levels, and unless a number is 10⁹ times closer to 0 than the bounds of a linear range.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="unit">The place, from 0 to 1.</param>
    public static PointValue FromUnit(Axis axis, double unit) => axis.Domain switch
    {
        UniformDomain { Low: var low, High: var high } when IsNarrow(low, high) => Narrow(axis, unit, low, high),
        LogUniformDomain { Low: var low, High: var high } when IsNarrow(low, high) => Narrow(axis, unit, low, high),
        _ => Sampling.Draw(axis, unit),
    };

    private static int IndexOf(IReadOnlyList<Choice> choices, PointValue value)
    {
        var same = -1;
        for (var index = 0; index < choices.Count; index++)
            if (ReferenceEquals(choices[index], value.Choice))
                return index;
            else if (same < 0 && choices[index].Json == value.Json)
                same = index;
        return same;
    }

    private static double AtLevel(double level, Domain domain)
    {
        var levels = domain.Levels!.Value;
        return (Math.Clamp(Math.Round(level), 0, levels - 1) + 0.5) / levels;
    }

    private static double Linear(double value, double low, double high) => double.IsFinite(high - low)
        ? (value - low) / (high - low)
        : ((value / 2) - (low / 2)) / ((high / 2) - (low / 2));

    private static double Logarithmic(double value, double low, double high) => IsNarrow(low, high)
        ? Linear(value, low, high)
        : Linear(Math.Log(value), Math.Log(low), Math.Log(high));

    private static bool IsNarrow(double low, double high) => Sampling.DigitsOf(low, high) > MostDigits;

    private static PointValue Narrow(Axis axis, double unit, double low, double high) =>
        new(axis, $"{Sampling.Short(low + ((high - low) * unit), low, high):R}", null);
}
