using SweepRunner.Reports.Charts.Plots;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;

namespace SweepRunner.Reports;

/// <summary>The files of a report, and a sentence for each part that the build lacks, with what to install.</summary>
public sealed record ReportFiles(string Page, IReadOnlyList<string> Pictures, IReadOnlyList<string> Missing);

/// <summary>Writes a report: <c>report.html</c> and the folder <c>charts</c> beside it.</summary>
public static class ReportWriter
{
    internal const string PageFile = "report.html";
    internal const string ChartsFolder = "charts";

    /// <summary>Writes a report into a folder, which is created if missing. Each file appears whole or not at all and
    /// replaces an older one.</summary>
    /// <exception cref="ReportException">The folder cannot be written to.</exception>
    public static async Task<ReportFiles> WriteAsync(
        ReportAnalysis analysis, string folder, CancellationToken cancellationToken)
    {
        var charts = ReportPictures.Create(analysis);
        var library = EChartsRenderer.Library;
        var noCharts = library is null
            ? "The page shows still pictures, since this build has no ECharts: install npm and build again "
                + "(dotnet build)."
            : null;
        List<string> missing = [.. new[] { noCharts, PlotPictures.Missing }.OfType<string>()];
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
        File.WriteAllText(unfinished, page);
        File.Move(unfinished, path, overwrite: true);
        return path;
    }
}
