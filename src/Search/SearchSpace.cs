namespace SweepRunner.Search;

/// <summary>What varies in a sweep.</summary>
/// <param name="Axes">The paths in the order of the file.</param>
public sealed record SearchSpace(IReadOnlyList<Axis> Axes)
{
    /// <summary>How many different cells there are, infinity where a range has no end of values; 1 without an
    /// axis.</summary>
    public double Size => Axes.Aggregate(1.0, (product, axis) => product * axis.Domain switch
    {
        ChoiceDomain choice => choice.Values.Count,
        IntegerDomain whole => (double)whole.High - whole.Low + 1,
        QuantizedDomain quantized => quantized.Count,
        _ => double.PositiveInfinity,
    });
}

/// <summary>One path that varies.</summary>
/// <param name="Path">Dotted path below the trial.</param>
/// <param name="Domain">The values that it may take.</param>
public sealed record Axis(string Path, Domain Domain);

/// <summary>One value for each axis of a space, in their order.</summary>
public sealed record SearchPoint(IReadOnlyList<PointValue> Values);

/// <summary>A value of an axis.</summary>
/// <param name="Json">The value as canonical JSON.</param>
/// <param name="Choice">Its place in the list of choices; null for a value of a range.</param>
public readonly record struct PointValue(string Json, int? Choice);
