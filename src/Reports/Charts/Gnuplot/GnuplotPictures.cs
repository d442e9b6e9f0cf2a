using System.Text;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Draws charts as PNG and SVG, for pages and phones, on light and on dark. It needs gnuplot 5.4 or later and looks best with the font Inter.</summary>
public static class GnuplotPictures
{
    // gnuplot needs 0.14 s to start and about 0.03 s for a picture: many share a run, yet none is so long that it nears its limit.
    private const int MostInOneRun = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string[] Extensions = [".png", ".svg"];

    private static readonly (string Folder, int Width, ColourScheme Scheme)[] Kinds =
    [
        ("", PictureSize.Large, ColourScheme.Light), ("dark", PictureSize.Large, ColourScheme.Dark),
        ("small", PictureSize.Small, ColourScheme.Light), ("small-dark", PictureSize.Small, ColourScheme.Dark),
    ];

    /// <summary>
    /// Draws each chart as <c>NAME.png</c> and <c>NAME.svg</c>, 1280 pixels wide on light, and the same in the folders <c>dark</c>,
    /// <c>small</c> (400 pixels wide) and <c>small-dark</c>. A file appears whole or not at all, and none of them where one cannot be drawn.
    /// </summary>
    /// <param name="charts">The charts; no two of one name.</param>
    /// <param name="folder">Where to; made where it is missing. Files of the same names are replaced.</param>
    /// <param name="cancellationToken">Ends gnuplot; no file is left half written.</param>
    /// <returns>The paths of the pictures, those of a chart together and in the order of the charts.</returns>
    /// <exception cref="ArgumentException">A chart's name is no name of a file, or two charts have one name.</exception>
    /// <exception cref="GnuplotMissingException">gnuplot is not installed.</exception>
    /// <exception cref="GnuplotException">gnuplot refused a chart or did not end.</exception>
    public static Task<IReadOnlyList<string>> DrawAsync(IReadOnlyList<Chart> charts, string folder, CancellationToken cancellationToken) =>
        DrawAsync(charts, folder, new GnuplotProcess("gnuplot", Limit), cancellationToken);

    /// <summary>Draws with a gnuplot of the caller's choice.</summary>
    internal static async Task<IReadOnlyList<string>> DrawAsync(IReadOnlyList<Chart> charts, string folder, GnuplotProcess gnuplot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(charts);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Check(charts);
        if (charts.Count == 0)
            return [];
        var pictures = charts.SelectMany(chart => Kinds.Select(kind => new Picture(chart, kind.Folder, PictureSize.Of(chart, kind.Width, kind.Scheme)))).ToList();
        Directory.CreateDirectory(folder);
        // Beside the pictures' place, since only a move within one file system is whole or nothing.
        var workshop = Directory.CreateDirectory(Path.Join(folder, $".drawing-{Path.GetRandomFileName()}")).FullName;
        try
        {
            foreach (var kind in Kinds)
                Directory.CreateDirectory(Path.Join(workshop, kind.Folder));
            var runs = pictures.Chunk(Math.Min(MostInOneRun, (pictures.Count + 1) / 2))
                .Select((run, number) => RunAsync(run, Path.Join(workshop, $"run-{number}.gnuplot"), workshop, gnuplot, cancellationToken));
            await Task.WhenAll(runs).ConfigureAwait(false);
            foreach (var picture in pictures)
                await FinishAsync(picture, workshop, cancellationToken).ConfigureAwait(false);
            return [.. pictures.SelectMany(picture => picture.Files).Select(file => Move(file, workshop, folder))];
        }
        finally
        {
            Directory.Delete(workshop, recursive: true);
        }
    }

    /// <summary>What makes a terminal of a picture: points of 3 pixels, fonts in pixels, and the ground.</summary>
    /// <param name="extension">The file's extension: <c>.png</c> or <c>.svg</c>.</param>
    /// <param name="style">The picture's size.</param>
    internal static string Terminal(string extension, ChartStyle style) => extension == ".png"
        // 96 dots to the inch make a point four thirds of a pixel, and a dash is half as long as the other terminal's.
        ? $"set terminal pngcairo noenhanced size {style.Width},{style.Height} background '{Palette.Background(style.Scheme)}' font 'Inter,13' fontscale 0.75 dashlength 2"
        // The terminal takes three eighths of the font's size for the radius of a point; every text brings its own font.
        : $"set terminal svg noenhanced size {style.Width},{style.Height} background '{Palette.Background(style.Scheme)}' font 'Inter,8'";

    private static void Check(IReadOnlyList<Chart> charts)
    {
        foreach (var chart in charts)
        {
            if (chart.Name.Length == 0 || !chart.Name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
                throw new ArgumentException($"The chart's name '{chart.Name}' is no name of a file: use lower-case letters, digits and hyphens.", nameof(charts));
        }
        if (charts.CountBy(chart => chart.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
            throw new ArgumentException($"{charts.Count(chart => chart.Name == twice)} charts are named '{twice}': each needs a name of its own.", nameof(charts));
    }

    private static async Task RunAsync(IReadOnlyList<Picture> pictures, string file, string workshop, GnuplotProcess gnuplot, CancellationToken cancellationToken)
    {
        var renderer = new GnuplotRenderer();
        var fonts = await FontCoverage.OfMachineAsync(cancellationToken).ConfigureAwait(false);
        var program = new StringBuilder();
        foreach (var picture in pictures)
        {
            var drawing = renderer.Render(picture.Chart, picture.Style);
            program.Append($"print '{GnuplotProcess.Mark}{picture.Chart.Name}'\n");
            foreach (var path in picture.Files)
            {
                // An SVG is read on other machines, with their fonts.
                var text = path.EndsWith(".png", StringComparison.Ordinal) ? fonts.Covered(drawing) : drawing;
                program.Append($"{Terminal(Path.GetExtension(path), picture.Style)}\nset output '{path}'\n{text}unset output\n");
            }
        }
        await File.WriteAllTextAsync(file, program.ToString(), cancellationToken).ConfigureAwait(false);
        await gnuplot.RunAsync(file, workshop, cancellationToken).ConfigureAwait(false);
    }

    private static async Task FinishAsync(Picture picture, string workshop, CancellationToken cancellationToken)
    {
        foreach (var file in picture.Files)
        {
            var path = Path.Join(workshop, file);
            if (!File.Exists(path) || new FileInfo(path).Length == 0)
                throw GnuplotException.LeftNothing(picture.Chart.Name, file);
            if (file.EndsWith(".svg", StringComparison.Ordinal))
                await File.WriteAllTextAsync(path, SvgFile.Finish(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), picture.Chart.Title), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Move(string file, string workshop, string folder)
    {
        var path = Path.Join(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(Path.Join(workshop, file), path, overwrite: true);
        return path;
    }

    private sealed record Picture(Chart Chart, string Folder, ChartStyle Style)
    {
        /// <summary>Its files, relative to the folder of all.</summary>
        public IEnumerable<string> Files => Extensions.Select(extension => Path.Combine(Folder, Chart.Name + extension));
    }
}
