using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Charts;

/// <summary>A chart as data, which every renderer can draw. NaN in a series is a gap.</summary>
[JsonDerivedType(typeof(XyChart), "xy")]
[JsonDerivedType(typeof(ParallelChart), "parallel")]
public abstract record Chart
{
    /// <summary>The name in files and links: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What the chart shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>How to read the chart, in a sentence or two; empty if the title is enough.</summary>
    public string Caption { get; init; } = "";

    /// <summary>A good ratio of width to height.</summary>
    public double AspectRatio { get; init; } = 16.0 / 9;
}

/// <summary>A chart on two axes.</summary>
public sealed record XyChart : Chart
{
    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>The layers, the lowest first.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }
}

/// <summary>Parallel coordinates: an axis per parameter and one for the objective, a line per trial or cell.</summary>
internal sealed record ParallelChart : Chart
{
    /// <summary>The axes from left to right. The last is the objective, which colours the lines.</summary>
    public required IReadOnlyList<Axis> Axes { get; init; }

    public required IReadOnlyList<ParallelLine> Lines { get; init; }

    public bool IsMaximized { get; init; } = true;
}

/// <summary>A line of parallel coordinates: a value per axis, the index of a category, or NaN for none.</summary>
internal sealed record ParallelLine(IReadOnlyList<double> Values, string Text)
{
    public double ValueAt(int axis) => axis < Values.Count ? Values[axis] : double.NaN;
}

/// <summary>A place in a report: a chart and the alternatives that a reader can choose there.</summary>
/// <param name="Name">The place's name, as <see cref="Chart.Name"/>.</param>
/// <param name="ChoiceLabels">A label per list of choices, such as "across" and "down"; empty without a choice.</param>
/// <param name="Choices">The charts. The first is shown, and is the still picture.</param>
internal sealed record ChartGroup(
    string Name, IReadOnlyList<string> ChoiceLabels, IReadOnlyList<ChartChoice> Choices)
{
    public ChartGroup(Chart chart)
        : this(chart.Name, [], [new ChartChoice([], chart)])
    {
    }

    public Chart First => Choices[0].Chart;
}

/// <summary>A chart with its entry in each list of choices.</summary>
internal sealed record ChartChoice(IReadOnlyList<string> Keys, Chart Chart);

/// <summary>The scale of an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences have equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios have equal lengths. Values up to 0 have no place.</summary>
    Log,

    /// <summary>Named places. A value is an index into <see cref="Axis.Categories"/>.</summary>
    Category,
}

/// <summary>The unit of an axis, which decides how its numbers are written.</summary>
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
    /// <summary>The quantity.</summary>
    public required string Label { get; init; }

    /// <summary>The scale.</summary>
    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>The unit.</summary>
    public AxisUnit Unit { get; init; } = AxisUnit.Number;

    /// <summary>The names of a category axis, from the left or from the top; else empty.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The lower end; null to fit the values.</summary>
    public double? Minimum { get; init; }

    /// <summary>The upper end; null to fit the values.</summary>
    public double? Maximum { get; init; }

    /// <summary>True if a reader can switch to a logarithmic scale.</summary>
    public bool IsScaleSwitchable { get; init; }

    internal static Axis Named(string label, IReadOnlyList<string> names) =>
        new() { Label = label, Scale = AxisScale.Category, Categories = names };

    internal bool IsLog => Scale == AxisScale.Log;

    internal bool IsCategory => Scale == AxisScale.Category;

    /// <summary>True for a value with a place on the axis: finite, and above 0 on a logarithmic scale.</summary>
    internal bool HasPlace(double value) => double.IsFinite(value) && (!IsLog || value > 0);
}
