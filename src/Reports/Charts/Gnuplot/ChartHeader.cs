namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>The title of a chart and, below it, how to read it.</summary>
internal static class ChartHeader
{
    private const int MostTitleLines = 2;

    /// <summary>Draws both.</summary>
    /// <returns>The pixel below them.</returns>
    public static double Draw(Scene scene, Chart chart)
    {
        var (look, top) = (scene.Look, scene.Look.Padding);
        foreach (var line in Title(look, chart))
        {
            scene.Add(new TextShape(new Place(look.Padding, top + Look.LineHeight(look.TitleSize) / 2), line, look.TitleSize, look.Text, IsBold: true));
            top += Look.LineHeight(look.TitleSize);
        }
        foreach (var line in Caption(look, chart))
        {
            scene.Text(new Place(look.Padding, top + Look.LineHeight(look.SmallSize) / 2), line, look.SmallSize, isMuted: true);
            top += Look.LineHeight(look.SmallSize);
        }
        return top + look.Gap;
    }

    /// <summary>Pixels that both take from the picture's upper edge.</summary>
    public static double Height(Look look, Chart chart) =>
        look.Padding + Title(look, chart).Count * Look.LineHeight(look.TitleSize) + Caption(look, chart).Count * Look.LineHeight(look.SmallSize) + look.Gap;

    private static IReadOnlyList<string> Title(Look look, Chart chart) =>
        TextWidths.Wrap(GnuplotText.Clean(chart.Title), look.TitleSize, look.Width - 2 * look.Padding, MostTitleLines, isBold: true);

    // A caption without end would leave no room for what it explains.
    private static IReadOnlyList<string> Caption(Look look, Chart chart) => TextWidths.Wrap(
        GnuplotText.Clean(chart.Caption), look.SmallSize, look.Width - 2 * look.Padding, Math.Max(1, (int)(look.Width * 0.4 / Look.LineHeight(look.SmallSize))));
}
