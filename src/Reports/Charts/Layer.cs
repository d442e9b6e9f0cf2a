using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Charts;

/// <summary>Something drawn on two axes. All lists of a layer have the same length; a coordinate on a category axis is
/// an index.</summary>
[JsonDerivedType(typeof(CurveLayer), "curve")]
[JsonDerivedType(typeof(MarkLayer), "marks")]
[JsonDerivedType(typeof(IntervalLayer), "intervals")]
[JsonDerivedType(typeof(SpanLayer), "spans")]
[JsonDerivedType(typeof(TileLayer), "tiles")]
internal abstract record Layer
{
    /// <summary>The name in the legend; empty for no entry.</summary>
    public string Name { get; init; } = "";
    public Ink Ink { get; init; }

    /// <summary>What the layer belongs to, such as a cell: layers with one key are shown and hidden together. Null for
    /// a layer that is always shown.</summary>
    public string? Key { get; init; }

    /// <summary>False for a layer that is drawn only on demand; still pictures leave it out.</summary>
    public bool IsShown { get; init; } = true;

    /// <summary>The cells that each point stands for, by which a reader filters and picks; empty if the points stand
    /// for none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Cells { get; init; } = [];

    /// <summary>The places of the points on each of <see cref="XyChart.OtherAcross"/>; empty for a chart with only one
    /// axis across.</summary>
    public IReadOnlyList<IReadOnlyList<double>> OtherAcross { get; init; } = [];

    public abstract IEnumerable<double> Across();
    public abstract IEnumerable<double> Up();
}

/// <summary>A line through rising X; NaN in Y breaks it. Low and High are the edges of a band, or empty.</summary>
internal sealed record CurveLayer : Layer
{
    public required IReadOnlyList<double> X { get; init; }
    public required IReadOnlyList<double> Y { get; init; }
    public IReadOnlyList<double> Low { get; init; } = [];
    public IReadOnlyList<double> High { get; init; } = [];

    /// <summary>True for a staircase: each value holds until the next.</summary>
    public bool IsStep { get; init; }

    public override IEnumerable<double> Across() => X;
    public override IEnumerable<double> Up() => Y.Concat(Low).Concat(High);
}

/// <summary>The shape of a mark: a cross for an unwanted end such as divergence, a ring for a trial at chance, a
/// diamond for a mean or another summary of dots, a triangle for a trial that was stopped or pauses.</summary>
internal enum MarkShape { Dot, Cross, Ring, Diamond, Triangle }

/// <summary>Single points. A point beyond an axis, or at infinity, is drawn at the edge, so that none is
/// lost.</summary>
internal sealed record MarkLayer : Layer
{
    public required IReadOnlyList<double> X { get; init; }
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>What each point stands for; empty for none.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
    public MarkShape Shape { get; init; } = MarkShape.Dot;

    public override IEnumerable<double> Across() => X;
    public override IEnumerable<double> Up() => Y;
}

/// <summary>A value with its interval on each row of a category axis; NaN ends for none.</summary>
internal sealed record IntervalLayer : Layer
{
    public required IReadOnlyList<double> Y { get; init; }
    public required IReadOnlyList<double> Value { get; init; }
    public required IReadOnlyList<double> Low { get; init; }
    public required IReadOnlyList<double> High { get; init; }
    public IReadOnlyList<string> Texts { get; init; } = [];

    public override IEnumerable<double> Across() => Value.Concat(Low).Concat(High);
    public override IEnumerable<double> Up() => Y;
}

/// <summary>Horizontal bars on the rows of a category axis: periods of time, or amounts from 0.</summary>
internal sealed record SpanLayer : Layer
{
    public required IReadOnlyList<double> Y { get; init; }
    public required IReadOnlyList<double> From { get; init; }
    public required IReadOnlyList<double> To { get; init; }
    public IReadOnlyList<string> Texts { get; init; } = [];

    public override IEnumerable<double> Across() => From.Concat(To);
    public override IEnumerable<double> Up() => Y;
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

    public override IEnumerable<double> Across() => X;
    public override IEnumerable<double> Up() => Y;
}
