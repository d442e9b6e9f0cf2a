using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Charts;

/// <summary>Something drawn on two axes. All lists of a layer have the same length; a coordinate on a category axis is
/// an index.</summary>
[JsonDerivedType(typeof(CurveLayer), "curve")]
[JsonDerivedType(typeof(MarkLayer), "marks")]
[JsonDerivedType(typeof(IntervalLayer), "intervals")]
[JsonDerivedType(typeof(SpanLayer), "spans")]
[JsonDerivedType(typeof(TileLayer), "tiles")]
public abstract record Layer
{
    /// <summary>The name in the legend; empty for no entry.</summary>
    public string Name { get; init; } = "";

    /// <summary>The colour.</summary>
    public Ink Ink { get; init; }

    /// <summary>What the layer belongs to, such as a cell: layers with one key are shown and hidden together. Null for
    /// a layer that is always shown.</summary>
    public string? Key { get; init; }

    /// <summary>False for a layer that is drawn only on demand; still pictures leave it out.</summary>
    public bool IsShown { get; init; } = true;

    /// <summary>Every coordinate on the horizontal axis.</summary>
    internal abstract IEnumerable<double> Across();

    /// <summary>Every coordinate on the vertical axis.</summary>
    internal abstract IEnumerable<double> Up();
}

/// <summary>A line, with a band around it where a range is known.</summary>
public sealed record CurveLayer : Layer
{
    /// <summary>The rising places on the horizontal axis.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>The values; NaN breaks the line.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>The lower edge of the band; empty for none.</summary>
    public IReadOnlyList<double> Low { get; init; } = [];

    /// <summary>The upper edge of the band; empty for none.</summary>
    public IReadOnlyList<double> High { get; init; } = [];

    /// <summary>True for a staircase: each value holds until the next.</summary>
    public bool IsStep { get; init; }

    internal override IEnumerable<double> Across() => X;

    internal override IEnumerable<double> Up() => Y.Concat(Low).Concat(High);
}

/// <summary>The shape of a mark.</summary>
public enum MarkShape
{
    /// <summary>A filled circle.</summary>
    Dot,

    /// <summary>A cross, for an unwanted end such as divergence.</summary>
    Cross,
}

/// <summary>Single points. A point beyond an axis, or at infinity, is drawn at the edge, so that none is
/// lost.</summary>
public sealed record MarkLayer : Layer
{
    /// <summary>The places on the horizontal axis.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>The places on the vertical axis.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>What each point stands for; empty for none.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The shape.</summary>
    public MarkShape Shape { get; init; } = MarkShape.Dot;

    internal override IEnumerable<double> Across() => X;

    internal override IEnumerable<double> Up() => Y;
}

/// <summary>A value with its interval on each row of a category axis.</summary>
internal sealed record IntervalLayer : Layer
{
    public required IReadOnlyList<double> Y { get; init; }

    public required IReadOnlyList<double> Value { get; init; }

    /// <summary>The lower ends; NaN without an interval.</summary>
    public required IReadOnlyList<double> Low { get; init; }

    /// <summary>The upper ends; NaN without an interval.</summary>
    public required IReadOnlyList<double> High { get; init; }

    public IReadOnlyList<string> Texts { get; init; } = [];

    internal override IEnumerable<double> Across() => Value.Concat(Low).Concat(High);

    internal override IEnumerable<double> Up() => Y;
}

/// <summary>Horizontal bars on the rows of a category axis: periods of time, or amounts from 0.</summary>
internal sealed record SpanLayer : Layer
{
    public required IReadOnlyList<double> Y { get; init; }

    public required IReadOnlyList<double> From { get; init; }

    public required IReadOnlyList<double> To { get; init; }

    public IReadOnlyList<string> Texts { get; init; } = [];

    internal override IEnumerable<double> Across() => From.Concat(To);

    internal override IEnumerable<double> Up() => Y;
}

/// <summary>Coloured tiles on two category axes: a heat map.</summary>
internal sealed record TileLayer : Layer
{
    public required IReadOnlyList<double> X { get; init; }

    public required IReadOnlyList<double> Y { get; init; }

    public required IReadOnlyList<double> Value { get; init; }

    /// <summary>The text of each tile, with <c>\n</c> between lines. Where there is little room, only the first line is
    /// drawn.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>The share of diverged trials of each tile, 0 to 1, drawn as a bar along its foot; empty for
    /// none.</summary>
    public IReadOnlyList<double> Diverged { get; init; } = [];

    /// <summary>The quantity that the colours show.</summary>
    public required string ValueLabel { get; init; }

    public bool IsMaximized { get; init; } = true;

    internal override IEnumerable<double> Across() => X;

    internal override IEnumerable<double> Up() => Y;
}

internal static class MarkPlacement
{
    /// <summary>The chart with every mark within its axes: a mark beyond them, or at infinity, moves to the
    /// edge.</summary>
    public static XyChart WithMarksInRange(this XyChart chart)
    {
        if (!chart.Layers.OfType<MarkLayer>().Any(layer => layer.IsShown))
            return chart;
        var (x, y) = (Clamp(chart, chart.X, layer => layer.Across()), Clamp(chart, chart.Y, layer => layer.Up()));
        return chart with
        {
            Layers =
            [
                .. chart.Layers.Select(layer => layer is MarkLayer marks
                    ? marks with { X = [.. marks.X.Select(x)], Y = [.. marks.Y.Select(y)] }
                    : layer),
            ],
        };
    }

    private static Func<double, double> Clamp(XyChart chart, Axis axis, Func<Layer, IEnumerable<double>> values)
    {
        if (axis.IsCategory)
            return value => value;
        var drawn = chart.Layers.Where(layer => layer.IsShown)
            .SelectMany(values)
            .Where(axis.HasPlace)
            .DefaultIfEmpty(axis.IsLog ? 1 : 0)
            .ToList();
        var (low, high) = (axis.Minimum ?? drawn.Min(), axis.Maximum ?? drawn.Max());
        return value => double.IsNaN(value) ? value : Math.Max(low, Math.Min(high, value));
    }
}
