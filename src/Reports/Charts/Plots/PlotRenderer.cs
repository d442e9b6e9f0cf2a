using ScottPlot;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>Draws any chart with ScottPlot, as an SVG.</summary>
public sealed class PlotRenderer : IChartRenderer
{
    private const int MostTitleLines = 2;

    // More rows than these are drawn closer together, and not every one is named.
    private const int MostRows = 40;

    /// <inheritdoc/>
    public string Render(Chart chart, ChartStyle style) => Lay(chart, style).Svg();

    /// <summary>The chart's picture, to be written as SVG or PNG.</summary>
    internal static Sheet Lay(Chart chart, ChartStyle style)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(style);
        var look = new Look(style);
        var sheet = new Sheet(look, chart.Title);
        var (header, top) = Header(chart, look);
        header.ForEach(sheet.Write);
        switch (chart)
        {
            case XyChart xy:
                new XyPlot(sheet, xy.WithMarksInRange()).Draw(top);
                break;
            case ParallelChart parallel:
                new ParallelPlot(sheet, parallel).Draw(top);
                break;
            default:
                throw new ArgumentException($"A {chart.GetType().Name} has no picture.", nameof(chart));
        }
        return sheet;
    }

    /// <summary>The style of a chart at a width: as high as its shape, its rows or its caption ask.</summary>
    internal static ChartStyle StyleOf(Chart chart, int width, ColourScheme scheme)
    {
        var look = new Look(new ChartStyle(width, width, scheme));
        var ratio = double.IsFinite(chart.AspectRatio) && chart.AspectRatio > 0.2 ? chart.AspectRatio : 16.0 / 9;
        var rows = chart is XyChart { Y: { Scale: AxisScale.Category } axis } ? axis.Categories.Count : 0;
        var (row, least) = look.IsNarrow ? (2.4, 0.5) : (1.5, 0.25);
        var plot = Math.Max(Math.Min(rows, MostRows) * look.Font.Size * row, width * least);
        var needed = Header(chart, look).Bottom + plot + 6 * look.Font.Size + look.Padding;
        return new ChartStyle(width, (int)Math.Round(Math.Max(width / ratio, needed)), scheme);
    }

    /// <summary>The title and, below it, how to read the chart; and the pixel below both.</summary>
    private static (List<Writing> Lines, double Bottom) Header(Chart chart, Look look)
    {
        var (writings, top, width) = (new List<Writing>(), look.Padding, look.Width - 2 * look.Padding);
        // A caption without end would leave no room for what it explains.
        var most = Math.Max(1, (int)(look.Width * 0.4 / look.Font.LineHeight));
        Add(look.TitleFont.Wrap(chart.Title, width, MostTitleLines), look.TitleFont, look.Text);
        Add(look.Font.Wrap(chart.Caption, width, most), look.Font, look.Muted);
        return (writings, top + look.Gap);

        void Add(IReadOnlyList<string> lines, Font font, Color colour)
        {
            foreach (var line in lines)
            {
                writings.Add(new Writing(look.Padding, top + font.LineHeight / 2, line, font, colour));
                top += font.LineHeight;
            }
        }
    }
}
