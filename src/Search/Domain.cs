namespace SweepRunner.Search;

/// <summary>The values that one path may take.</summary>
public abstract record Domain;

/// <summary>One of a list.</summary>
/// <param name="Values">Canonical JSON each; at least one.</param>
public sealed record ChoiceDomain(IReadOnlyList<string> Values) : Domain;

/// <summary>Any number between two bounds, each as likely as any other.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest, above the least.</param>
public sealed record UniformDomain(double Low, double High) : Domain;

/// <summary>Any number between two bounds, each order of magnitude as likely as any other.</summary>
/// <param name="Low">The least, above 0.</param>
/// <param name="High">The greatest, above the least.</param>
public sealed record LogUniformDomain(double Low, double High) : Domain;

/// <summary>Any whole number between two bounds, both among them.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest, above the least.</param>
public sealed record IntegerDomain(long Low, long High) : Domain;

/// <summary>The least, and every number a whole count of steps above it, up to the greatest.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest, above the least.</param>
/// <param name="Step">The step, above 0.</param>
public sealed record QuantizedDomain(double Low, double High, double Step) : Domain
{
    /// <summary>How many values there are.</summary>
    public double Count => Math.Floor(((High - Low) / Step) + 1e-9) + 1;
}
