namespace SweepRunner.Reports.Charts;

/// <summary>How an axis lays its values out.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally long.</summary>
    Linear,

    /// <summary>Equal ratios are equally long; only values above 0 have a place.</summary>
    Log,

    /// <summary>Named places: a value is an index into <see cref="Axis.Categories"/>.</summary>
    Category,
}

/// <summary>What the numbers of an axis are, and so how they are written.</summary>
public enum AxisUnit
{
    /// <summary>A number without a unit.</summary>
    Number,

    /// <summary>A whole number of things.</summary>
    Count,

    /// <summary>A share, 0 to 1, written in percent.</summary>
    Share,

    /// <summary>Seconds, written as seconds, minutes or hours.</summary>
    Seconds,
}

/// <summary>An axis of a chart.</summary>
public sealed record Axis
{
    /// <summary>What it measures.</summary>
    public required string Label { get; init; }

    /// <summary>How it lays values out.</summary>
    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>What its numbers are.</summary>
    public AxisUnit Unit { get; init; } = AxisUnit.Number;

    /// <summary>The names of a category axis, from the left or from the top; else empty.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Where it begins; null to fit what is drawn.</summary>
    public double? Minimum { get; init; }

    /// <summary>Where it ends; null to fit what is drawn.</summary>
    public double? Maximum { get; init; }

    /// <summary>True where a reader may want to see it as well on a logarithmic scale.</summary>
    public bool IsScaleSwitchable { get; init; }
}
