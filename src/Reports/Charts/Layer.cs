using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Charts;

/// <summary>Something drawn on two axes. Its lists are as long as each other; every coordinate on a category axis is an
/// index.</summary>
[JsonDerivedType(typeof(CurveLayer), "curve")]
[JsonDerivedType(typeof(MarkLayer), "marks")]
[JsonDerivedType(typeof(IntervalLayer), "intervals")]
[JsonDerivedType(typeof(SpanLayer), "spans")]
[JsonDerivedType(typeof(TileLayer), "tiles")]
public abstract record Layer
{
    /// <summary>What it stands for, as a legend says it; empty for what needs no legend.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its colour.</summary>
    public Ink Ink { get; init; }

    /// <summary>What it belongs to, such as a cell: layers of one key are shown and hidden together; null for what is
    /// always shown.</summary>
    public string? Key { get; init; }

    /// <summary>False for what is drawn only when a reader asks for it; a still picture leaves it out.</summary>
    public bool IsShown { get; init; } = true;
}

/// <summary>A line, with a band around it where a range is known.</summary>
public sealed record CurveLayer : Layer
{
    /// <summary>Places on the horizontal axis, rising.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Values; NaN breaks the line.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>The lower edge of the band; empty for none.</summary>
    public IReadOnlyList<double> Low { get; init; } = [];

    /// <summary>The upper edge of the band; empty for none.</summary>
    public IReadOnlyList<double> High { get; init; } = [];

    /// <summary>True for a value that holds until the next: a staircase.</summary>
    public bool IsStep { get; init; }
}

/// <summary>The shape of a mark.</summary>
public enum MarkShape
{
    /// <summary>A filled circle.</summary>
    Dot,

    /// <summary>A cross: an end that was not meant to be, such as divergence.</summary>
    Cross,
}

/// <summary>Single points. One beyond an axis' range stands at its edge, as does an infinite one: what has no value is
/// still seen.</summary>
public sealed record MarkLayer : Layer
{
    /// <summary>Places on the horizontal axis.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Places on the vertical axis.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>What each point stands for; empty for none.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The shape.</summary>
    public MarkShape Shape { get; init; } = MarkShape.Dot;
}

/// <summary>A value on each row of a category axis, with the interval that it is known to.</summary>
public sealed record IntervalLayer : Layer
{
    /// <summary>Rows, as indices of the vertical category axis.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>The values.</summary>
    public required IReadOnlyList<double> Value { get; init; }

    /// <summary>The lower ends; NaN where no interval is known.</summary>
    public required IReadOnlyList<double> Low { get; init; }

    /// <summary>The upper ends; NaN where no interval is known.</summary>
    public required IReadOnlyList<double> High { get; init; }

    /// <summary>What each row stands for; empty for none.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

/// <summary>Horizontal bars on the rows of a category axis: stretches of time, or amounts from 0.</summary>
public sealed record SpanLayer : Layer
{
    /// <summary>Rows, as indices of the vertical category axis.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>Where the bars begin.</summary>
    public required IReadOnlyList<double> From { get; init; }

    /// <summary>Where the bars end.</summary>
    public required IReadOnlyList<double> To { get; init; }

    /// <summary>What each bar stands for; empty for none.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

/// <summary>Coloured fields on two category axes: a heat map.</summary>
public sealed record TileLayer : Layer
{
    /// <summary>Columns, as indices of the horizontal category axis.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Rows, as indices of the vertical category axis.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>The values that colour the fields; NaN for a field that has none.</summary>
    public required IReadOnlyList<double> Value { get; init; }

    /// <summary>What is written in each field, line by line (<c>\n</c>); the first line alone where there is little
    /// room.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>The share, 0 to 1, of what each field stands for that diverged: drawn as a bar along its foot; empty
    /// for none.</summary>
    public IReadOnlyList<double> Diverged { get; init; } = [];

    /// <summary>What the colours measure.</summary>
    public required string ValueLabel { get; init; }

    /// <summary>True where a larger value is the better one: the bright end of the scale is the better one.</summary>
    public bool IsMaximized { get; init; } = true;
}

/// <summary>The coordinates of a layer, to find the range of an axis with.</summary>
internal static class LayerExtent
{
    /// <summary>Every coordinate on the horizontal axis.</summary>
    public static IEnumerable<double> Across(this Layer layer) => layer switch
    {
        CurveLayer curve => curve.X,
        MarkLayer marks => marks.X,
        IntervalLayer intervals => intervals.Value.Concat(intervals.Low).Concat(intervals.High),
        SpanLayer spans => spans.From.Concat(spans.To),
        TileLayer tiles => tiles.X,
        _ => [],
    };

    /// <summary>Every coordinate on the vertical axis.</summary>
    public static IEnumerable<double> Up(this Layer layer) => layer switch
    {
        CurveLayer curve => curve.Y.Concat(curve.Low).Concat(curve.High),
        MarkLayer marks => marks.Y,
        IntervalLayer intervals => intervals.Y,
        SpanLayer spans => spans.Y,
        TileLayer tiles => tiles.Y,
        _ => [],
    };
}

/// <summary>Puts marks where they can be seen.</summary>
public static class MarkPlacement
{
    /// <summary>The chart with every mark within the range of its axes: one beyond, or infinite, stands at the
    /// edge.</summary>
    public static XyChart WithMarksInRange(this XyChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (!chart.Layers.OfType<MarkLayer>().Any(layer => layer.IsShown))
            return chart;
        var (x, y) = (Range(chart, chart.X, layer => layer.Across()), Range(chart, chart.Y, layer => layer.Up()));
        return chart with
        {
            Layers =
            [
                .. chart.Layers.Select(layer => layer is MarkLayer marks
                    ? marks with { X = [.. marks.X.Select(x.Clamp)], Y = [.. marks.Y.Select(y.Clamp)] }
                    : layer),
            ],
        };
    }

    private static AxisRange Range(XyChart chart, Axis axis, Func<Layer, IEnumerable<double>> values)
    {
        if (axis.Scale == AxisScale.Category)
            return new AxisRange(double.NegativeInfinity, double.PositiveInfinity);
        var drawn = chart
            .Layers.Where(layer => layer.IsShown)
            .SelectMany(values)
            .Where(value => double.IsFinite(value) && (axis.Scale != AxisScale.Log || value > 0))
            .DefaultIfEmpty(axis.Scale == AxisScale.Log ? 1 : 0)
            .ToList();
        return new AxisRange(axis.Minimum ?? drawn.Min(), axis.Maximum ?? drawn.Max());
    }

    private readonly record struct AxisRange(double Low, double High)
    {
        public double Clamp(double value) => double.IsNaN(value) ? value : Math.Max(Low, Math.Min(High, value));
    }
}
