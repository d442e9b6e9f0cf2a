using ScottPlot;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>Draws any chart as SVG with ScottPlot.</summary>
internal sealed class PlotRenderer : IChartRenderer
{
    private const int MostTitleLines = 2;

    // More rows are drawn closer together, and not every one is named.
    private const int MostRows = 40;

    public string Render(Chart chart, ChartStyle style) => Lay(chart, style).Svg();

    internal static Sheet Lay(Chart chart, ChartStyle style)
    {
        ArgumentNullException.ThrowIfNull(chart);
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

    /// <summary>The style of a chart at a width, with the height that its shape, rows or caption need.</summary>
    internal static ChartStyle StyleOf(Chart chart, int width, ColourScheme scheme)
    {
        var look = new Look(new ChartStyle(width, width, scheme));
        var ratio = double.IsFinite(chart.AspectRatio) && chart.AspectRatio > 0.2 ? chart.AspectRatio : 16.0 / 9;
        var rows = chart is XyChart { Y: { Scale: AxisScale.Category } axis } ? axis.Categories.Count : 0;
        var (row, least) = look.IsNarrow ? (2.4, 0.5) : (1.5, 0.25);
        var plot = Max(Min(rows, MostRows) * look.Font.Size * row, width * least);
        var needed = Header(chart, look).Bottom + plot + 6 * look.Font.Size + look.Padding;
        return new ChartStyle(width, (int)Round(Max(width / ratio, needed)), scheme);
    }

    private static (List<Writing> Lines, double Bottom) Header(Chart chart, Look look)
    {
        var (writings, top, width) = (new List<Writing>(), look.Padding, look.Width - 2 * look.Padding);
        // A caption without end would leave no room for what it explains.
        var most = Max(1, (int)(look.Width * 0.4 / look.Font.LineHeight));
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

/// <summary>Draws charts as PNG and SVG, for pages and phones, in both colour schemes.</summary>
internal static class PlotPictures
{
    private static readonly (string Folder, int Width, ColourScheme Scheme)[] Kinds =
    [
        ("", Look.Large, ColourScheme.Light), ("dark", Look.Large, ColourScheme.Dark),
        ("small", Look.Small, ColourScheme.Light), ("small-dark", Look.Small, ColourScheme.Dark),
    ];

    /// <summary>What the build lacks for pictures, and what to do; null if nothing.</summary>
    public static string? Missing => MissingFrom(Typefaces.Shared);

    /// <summary>Draws each chart as <c>NAME.png</c> and <c>NAME.svg</c>, 1280 pixels wide and light, and in the folders
    /// <c>dark</c>, <c>small</c> (400 pixels wide) and <c>small-dark</c>, and returns the paths by chart. Files appear
    /// whole and replace older ones; none appears if one chart cannot be drawn.</summary>
    /// <exception cref="ArgumentException">A chart's name is not a file name, or two charts have the same
    /// name.</exception>
    public static async Task<IReadOnlyList<string>> DrawAsync(
        IReadOnlyList<Chart> charts, string folder, CancellationToken cancellationToken)
    {
        Check(charts);
        if (charts.Count == 0)
            return [];
        Directory.CreateDirectory(folder);
        // Beside the pictures' place, since only a move within one file system is whole or nothing.
        var workshop = Directory.CreateDirectory(Path.Join(folder, $".drawing-{Path.GetRandomFileName()}")).FullName;
        try
        {
            Picture[] pictures = [.. charts.SelectMany(_ => Kinds, (chart, kind) => new Picture(chart, kind))];
            await Parallel.ForEachAsync(
                pictures, cancellationToken, (picture, token) => DrawAsync(picture, workshop, token));
            return [.. pictures.SelectMany(picture => picture.Files).Select(file => Move(file, workshop, folder))];
        }
        finally
        {
            Directory.Delete(workshop, recursive: true);
        }
    }

    internal static string? MissingFrom(Typefaces typefaces) => typefaces.HasInter
        ? null
        : "The pictures have another font, since this build has no Inter: install npm and build again (dotnet build).";

    private static async ValueTask DrawAsync(Picture picture, string folder, CancellationToken cancellationToken)
    {
        var (chart, kind) = picture;
        Directory.CreateDirectory(Path.Join(folder, kind.Folder));
        var sheet = PlotRenderer.Lay(chart, PlotRenderer.StyleOf(chart, kind.Width, kind.Scheme));
        using var png = sheet.Png();
        var (pngFile, svgFile) = (Path.Join(folder, picture.Files[0]), Path.Join(folder, picture.Files[1]));
        await File.WriteAllBytesAsync(pngFile, png.ToArray(), cancellationToken);
        await File.WriteAllTextAsync(svgFile, sheet.Svg(), cancellationToken);
    }

    private static void Check(IReadOnlyList<Chart> charts)
    {
        foreach (var (name, count) in charts.CountBy(chart => chart.Name))
        {
            var isFile = name.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-');
            if (name.Length == 0 || !isFile)
                throw new ArgumentException(
                    $"The chart's name '{name}' cannot be the name of a file: use lower-case letters, digits and "
                        + "hyphens.",
                    nameof(charts));
            if (count > 1)
                throw new ArgumentException(
                    $"{count} charts are named '{name}': each needs a different name.", nameof(charts));
        }
    }

    private static string Move(string file, string workshop, string folder)
    {
        var path = Path.Join(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(Path.Join(workshop, file), path, overwrite: true);
        return path;
    }

    private sealed record Picture(Chart Chart, (string Folder, int Width, ColourScheme Scheme) Kind)
    {
        public string[] Files { get; } =
            [Path.Join(Kind.Folder, $"{Chart.Name}.png"), Path.Join(Kind.Folder, $"{Chart.Name}.svg")];
    }
}
