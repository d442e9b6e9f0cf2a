namespace SweepRunner.Search;

/// <summary>The space of a sweep.</summary>
/// <param name="Axes">The paths in the order of the file.</param>
public sealed record SearchSpace(IReadOnlyList<Axis> Axes)
{
    /// <summary>The number of different cells; infinity with a continuous range, 1 without an axis.</summary>
    public double Size => Axes.Aggregate(1.0, (product, axis) => product * axis.Domain switch
    {
        ChoiceDomain choice => choice.Values.Count,
        IntegerDomain whole => (double)whole.High - whole.Low + 1,
        QuantizedDomain quantized => quantized.Count,
        _ => double.PositiveInfinity,
    });
}

/// <summary>A path that varies.</summary>
/// <param name="Path">Dotted path below the trial.</param>
/// <param name="Domain">Its values.</param>
public sealed record Axis(string Path, Domain Domain);

/// <summary>One value for each axis of a space, in their order.</summary>
public sealed record SearchPoint(IReadOnlyList<PointValue> Values);

/// <summary>A value of an axis.</summary>
/// <param name="Json">The value as canonical JSON.</param>
/// <param name="Choice">The index in the list of choices; null for a value of a range.</param>
public readonly record struct PointValue(string Json, int? Choice);
