namespace SweepRunner.Reports.Charts;

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
