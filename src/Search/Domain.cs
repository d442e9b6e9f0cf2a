namespace SweepRunner.Search;

/// <summary>The values of one path.</summary>
public abstract record Domain
{
    /// <summary>The number of values, at least 1; null for a continuous range.</summary>
    public virtual double? Levels => null;
}

/// <summary>One of a list.</summary>
/// <param name="Choices">At least one choice.</param>
public sealed record ChoiceDomain(IReadOnlyList<Choice> Choices) : Domain
{
    /// <inheritdoc/>
    public override double? Levels => Choices.Count;

    /// <summary>A list of values, as canonical JSON.</summary>
    public static ChoiceDomain Of(params IEnumerable<string> values) =>
        new([.. values.Select(value => new Choice(value, []))]);
}

/// <summary>A value of a list. It may have conditions: axes that vary only where it is chosen.</summary>
/// <param name="Json">The value as canonical JSON, without the values of its axes.</param>
/// <param name="Axes">Its conditions, with paths below that of the list.</param>
public record Choice(string Json, IReadOnlyList<Axis> Axes);

/// <summary>A uniform number between two bounds.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value, above the smallest.</param>
public sealed record UniformDomain(double Low, double High) : Domain;

/// <summary>A number between two bounds whose logarithm is uniform.</summary>
/// <param name="Low">The smallest value, above 0.</param>
/// <param name="High">The largest value, above the smallest.</param>
public sealed record LogUniformDomain(double Low, double High) : Domain;

/// <summary>An integer between two bounds, inclusive.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value, above the smallest.</param>
public sealed record IntegerDomain(long Low, long High) : Domain
{
    /// <inheritdoc/>
    public override double? Levels => (double)High - Low + 1;
}

/// <summary>The smallest value, and every value a whole number of steps above it, up to the largest.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value, above the smallest.</param>
/// <param name="Step">The step, above 0.</param>
public sealed record QuantizedDomain(double Low, double High, double Step) : Domain
{
    /// <inheritdoc/>
    public override double? Levels => Math.Floor(((High - Low) / Step) + 1e-9) + 1;
}
