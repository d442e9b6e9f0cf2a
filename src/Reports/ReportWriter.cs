using System.Text;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;
using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports;

/// <summary>The files of a report.</summary>
/// <param name="Page">The HTML file.</param>
/// <param name="Pictures">The pictures.</param>
/// <param name="Missing">A sentence for each part that the build lacks, with what to install.</param>
public sealed record ReportFiles(string Page, IReadOnlyList<string> Pictures, IReadOnlyList<string> Missing);

/// <summary>Writes a report: <c>report.html</c> and the folder <c>charts</c> beside it.</summary>
public static class ReportWriter
{
    /// <summary>The name of the page.</summary>
    public const string PageFile = "report.html";

    /// <summary>The name of the folder of pictures.</summary>
    public const string ChartsFolder = "charts";

    /// <summary>Writes a report. Each file appears whole or not at all and replaces an older one.</summary>
    /// <param name="data">The data.</param>
    /// <param name="folder">The folder; created if missing.</param>
    /// <param name="cancellationToken">Cancels the drawing.</param>
    /// <exception cref="ReportException">The folder cannot be written to.</exception>
    public static async Task<ReportFiles> WriteAsync(
        ReportData data, string folder, CancellationToken cancellationToken)
    {
        var analysis = new ReportAnalysis(data);
        var charts = ReportPictures.Create(analysis);
        var missing = new List<string>();
        var library = EChartsRenderer.Library;
        if (library is null)
            missing.Add(
                "The page shows still pictures, since this build has no ECharts: install npm and build again (dotnet "
                    + "build).");
        if (PlotPictures.Missing is { } font)
            missing.Add(font);
        try
        {
            Directory.CreateDirectory(folder);
            var (shown, chartsFolder) = (charts.Select(group => group.First).ToList(), Path.Join(folder, ChartsFolder));
            var drawing = Task.Run(
                () => PlotPictures.DrawAsync(shown, chartsFolder, cancellationToken), cancellationToken);
            // The page is written while the pictures are drawn, unless it shows them.
            if (library is null)
                await drawing;
            var stills = library is null ? Stills(charts, chartsFolder) : [];
            var writing = Task.Run(
                () => Write(folder, HtmlReport.Render(analysis, charts, library, stills)), cancellationToken);
            await Task.WhenAll(drawing, writing);
            return new ReportFiles(await writing, await drawing, missing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ReportException.Unwritable(folder, exception);
        }
    }

    private static Dictionary<string, StillPicture> Stills(IReadOnlyList<ChartGroup> charts, string folder) =>
        charts.ToDictionary(
            group => group.Name,
            group => new StillPicture(
                File.ReadAllText(Path.Join(folder, $"{group.Name}.svg")),
                File.ReadAllText(Path.Join(folder, "dark", $"{group.Name}.svg"))));

    private static string Write(string folder, string page)
    {
        var path = Path.Join(folder, PageFile);
        var unfinished = path + ".tmp";
        File.WriteAllText(unfinished, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
        return path;
    }
}
