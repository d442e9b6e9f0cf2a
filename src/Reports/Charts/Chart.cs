using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Charts;

/// <summary>A chart as data, which every renderer can draw. NaN in a series is a gap.</summary>
[JsonDerivedType(typeof(XyChart), "xy")]
[JsonDerivedType(typeof(ParallelChart), "parallel")]
internal abstract record Chart
{
    /// <summary>The name in files and links: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }
    public required string Title { get; init; }

    /// <summary>How to read the chart, in a sentence or two; empty if the title is enough.</summary>
    public string Caption { get; init; } = "";

    /// <summary>A good ratio of width to height.</summary>
    public double AspectRatio { get; init; } = 16.0 / 9;
}

/// <summary>A chart on two axes, with its layers from the lowest up.</summary>
internal sealed record XyChart : Chart
{
    public required Axis X { get; init; }
    public required Axis Y { get; init; }
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>Axes that a reader can choose instead of <see cref="X"/>.</summary>
    public IReadOnlyList<Axis> OtherAcross { get; init; } = [];

    /// <summary>The chart with every mark within its axes: a mark beyond them, or at infinity, moves to the
    /// edge.</summary>
    public XyChart WithMarksInRange()
    {
        if (!Layers.OfType<MarkLayer>().Any(layer => layer.IsShown))
            return this;
        var (x, y) = (Clamp(X, layer => layer.Across()), Clamp(Y, layer => layer.Up()));
        var layers = Layers.Select(layer => layer is MarkLayer marks
            ? marks with { X = [.. marks.X.Select(x)], Y = [.. marks.Y.Select(y)] }
            : layer);
        return this with { Layers = [.. layers] };
    }

    private Func<double, double> Clamp(Axis axis, Func<Layer, IEnumerable<double>> values)
    {
        if (axis.IsCategory)
            return value => value;
        var drawn = Layers.Where(layer => layer.IsShown).SelectMany(values).Where(axis.HasPlace)
            .DefaultIfEmpty(axis.IsLog ? 1 : 0)
            .ToList();
        var (low, high) = (axis.Minimum ?? drawn.Min(), axis.Maximum ?? drawn.Max());
        return value => double.IsNaN(value) ? value : Max(low, Min(high, value));
    }
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
    /// <summary>The cell that the line stands for; null for none.</summary>
    public int? Cell { get; init; }

    /// <summary>True for a line without the colour of its objective, because what it stands for did not
    /// learn.</summary>
    public bool IsAtChance { get; init; }

    public double ValueAt(int axis) => axis < Values.Count ? Values[axis] : double.NaN;
}

/// <summary>A place in a report: charts of which a reader can choose one. The first is shown, and is the still picture.
/// Each list of choices has a label, such as "across" and "down".</summary>
internal sealed record ChartGroup(string Name, IReadOnlyList<string> ChoiceLabels, IReadOnlyList<ChartChoice> Choices)
{
    public ChartGroup(Chart chart)
        : this(chart.Name, [], [new ChartChoice([], chart)]) { }

    public Chart First => Choices[0].Chart;

    /// <summary>The chart with more rows than can be read at a glance, from which the page takes the first that pass a
    /// filter; null if the first chart has all.</summary>
    public Chart? Filterable { get; init; }

    /// <summary>True for a chart that the page draws itself from the cells and trials, so that a reader can filter them
    /// and choose what is summarised; this is then the still picture alone.</summary>
    public bool IsDrawnByPage { get; init; }
}

/// <summary>A chart with its entry in each list of choices.</summary>
internal sealed record ChartChoice(IReadOnlyList<string> Keys, Chart Chart);

/// <summary>The scale of an axis. Values up to 0 have no place on a logarithmic one; a value on a category axis is an
/// index into <see cref="Axis.Categories"/>.</summary>
internal enum AxisScale { Linear, Log, Category }

/// <summary>The unit of an axis, which decides how its numbers are written: a share, 0 to 1, in percent; seconds as
/// seconds, minutes or hours.</summary>
internal enum AxisUnit { Number, Count, Share, Seconds }

/// <summary>An axis of a chart. An end that is null fits the values.</summary>
internal sealed record Axis
{
    public required string Label { get; init; }
    public AxisScale Scale { get; init; } = AxisScale.Linear;
    public AxisUnit Unit { get; init; } = AxisUnit.Number;

    /// <summary>The names of a category axis, from the left or from the top; else empty.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }

    /// <summary>True if a reader can switch to a logarithmic scale.</summary>
    public bool IsScaleSwitchable { get; init; }

    internal static Axis Named(string label, IReadOnlyList<string> names) =>
        new() { Label = label, Scale = AxisScale.Category, Categories = names };

    internal bool IsLog => Scale == AxisScale.Log;
    internal bool IsCategory => Scale == AxisScale.Category;

    /// <summary>True for a finite value, which is above 0 on a logarithmic scale.</summary>
    internal bool HasPlace(double value) => double.IsFinite(value) && (!IsLog || value > 0);

    /// <summary>The given ends; null for one without a place.</summary>
    internal (double? Minimum, double? Maximum) Ends() => (
        HasPlace(Minimum ?? double.NaN) ? Minimum : null, HasPlace(Maximum ?? double.NaN) ? Maximum : null);
}
