namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>How large a chart's picture is.</summary>
internal static class PictureSize
{
    /// <summary>Pixels across of a picture for a page.</summary>
    public const int Large = 1280;

    /// <summary>Pixels across of a picture for a phone.</summary>
    public const int Small = 400;

    // More rows than these are drawn closer together, and not every one is named.
    private const int MostRows = 40;

    /// <summary>The style of a chart at a width: as high as its shape asks, and higher where its rows, its caption or a narrow page need it.</summary>
    public static ChartStyle Of(Chart chart, int width, ColourScheme scheme)
    {
        var look = new Look(new ChartStyle(width, width, scheme));
        var ratio = double.IsFinite(chart.AspectRatio) && chart.AspectRatio > 0.2 ? chart.AspectRatio : 16.0 / 9;
        var header = ChartHeader.Height(look, chart);
        var rows = chart is XyChart { Y: { Scale: AxisScale.Category } axis } ? Math.Min(axis.Categories.Count, MostRows) : 0;
        var foot = 6 * look.SmallSize + look.Padding;
        var needed = header + foot + Math.Max(rows * look.SmallSize * (look.IsNarrow ? 2.4 : 1.5), look.IsNarrow ? width * 0.5 : width * 0.25);
        return new ChartStyle(width, (int)Math.Round(Math.Max(width / ratio, needed)), scheme);
    }
}
