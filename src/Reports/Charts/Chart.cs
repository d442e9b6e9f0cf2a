using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Charts;

/// <summary>A picture described once as data, for every renderer to draw. NaN in a series is a gap.</summary>
[JsonDerivedType(typeof(XyChart), "xy")]
[JsonDerivedType(typeof(ParallelChart), "parallel")]
public abstract record Chart
{
    /// <summary>The chart's name in files and links: lower-case letters, digits and hyphens, such as
    /// <c>learning-curves</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is drawn, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>How to read it, in a sentence or two; empty where the title says all.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Width over height that suits what is drawn.</summary>
    public double AspectRatio { get; init; } = 16.0 / 9;
}

/// <summary>A chart on two axes.</summary>
public sealed record XyChart : Chart
{
    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>What is drawn, the lowest first.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }
}

/// <summary>Parallel coordinates: an axis for each parameter and one for the objective, a line for each trial or
/// cell.</summary>
public sealed record ParallelChart : Chart
{
    /// <summary>The axes from left to right; the last is the objective, which colours the lines.</summary>
    public required IReadOnlyList<Axis> Axes { get; init; }

    /// <summary>The lines, the lowest first.</summary>
    public required IReadOnlyList<ParallelLine> Lines { get; init; }

    /// <summary>True where a larger objective is the better one: the bright end of the colours is the better
    /// one.</summary>
    public bool IsMaximized { get; init; } = true;
}

/// <summary>One line of parallel coordinates.</summary>
/// <param name="Values">A value for each axis, of a category its index; NaN where there is none: the objective of a
/// cell that diverged.</param>
/// <param name="Text">What it stands for.</param>
public sealed record ParallelLine(IReadOnlyList<double> Values, string Text);
