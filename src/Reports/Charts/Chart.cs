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

/// <summary>One place in a report: a chart, and others that a reader may choose to see there.</summary>
/// <param name="Name">The place's name, as <see cref="Chart.Name"/>.</param>
/// <param name="ChoiceLabels">What is chosen, a word for each list to choose from, such as "across" and "up"; empty
/// where there is nothing to choose.</param>
/// <param name="Choices">The charts; the first is the one shown, and the still picture.</param>
public sealed record ChartGroup(string Name, IReadOnlyList<string> ChoiceLabels, IReadOnlyList<ChartChoice> Choices)
{
    /// <summary>A place for one chart.</summary>
    public ChartGroup(Chart chart)
        : this(chart.Name, [], [new ChartChoice([], chart)])
    {
    }

    /// <summary>The chart that is shown first.</summary>
    public Chart First => Choices[0].Chart;
}

/// <summary>A chart that can be chosen.</summary>
/// <param name="Keys">Its entry in each list to choose from.</param>
/// <param name="Chart">The chart.</param>
public sealed record ChartChoice(IReadOnlyList<string> Keys, Chart Chart);

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
