using System.Text;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;
using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports;

/// <summary>What a report was written as.</summary>
/// <param name="Page">The HTML file.</param>
/// <param name="Pictures">The pictures.</param>
/// <param name="Missing">What is missing and what to install, a sentence each; empty where all is there.</param>
public sealed record ReportFiles(string Page, IReadOnlyList<string> Pictures, IReadOnlyList<string> Missing);

/// <summary>Writes a report: <c>report.html</c> and <c>charts/</c> beside it.</summary>
public static class ReportWriter
{
    /// <summary>The name of the page.</summary>
    public const string PageFile = "report.html";

    /// <summary>The name of the folder of pictures.</summary>
    public const string ChartsFolder = "charts";

    /// <summary>Writes a report. Each file appears whole or not at all; an older one of its name is replaced.</summary>
    /// <param name="data">What was read.</param>
    /// <param name="folder">The folder, made if it is not there.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    /// <exception cref="ReportException">The folder cannot be written to.</exception>
    public static async Task<ReportFiles> WriteAsync(
        ReportData data, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var analysis = new ReportAnalysis(data);
        var charts = ReportPictures.Create(analysis);
        var missing = new List<string>();
        if (EChartsRenderer.Library is null)
            missing.Add(
                "The page shows still pictures, since this build has no ECharts: install npm and build again "
                    + "(dotnet build).");
        if (PlotPictures.Missing is { } font)
            missing.Add(font);
        try
        {
            Directory.CreateDirectory(folder);
            var (shown, chartsFolder) = (charts.Select(group => group.First).ToList(), Path.Join(folder, ChartsFolder));
            var drawing = Task.Run(
                () => PlotPictures.DrawAsync(shown, chartsFolder, cancellationToken), cancellationToken);
            // The page is written while the pictures are drawn, unless it shows them.
            if (EChartsRenderer.Library is null)
                await drawing;
            var stills = EChartsRenderer.Library is null ? Stills(charts, folder) : [];
            var writing = Task.Run(
                () => Write(folder, HtmlReport.Render(analysis, charts, EChartsRenderer.Library, stills)),
                cancellationToken);
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
                File.ReadAllText(Path.Join(folder, ChartsFolder, $"{group.Name}.svg")),
                File.ReadAllText(Path.Join(folder, ChartsFolder, "dark", $"{group.Name}.svg"))),
            StringComparer.Ordinal);

    private static string Write(string folder, string page)
    {
        var path = Path.Join(folder, PageFile);
        var unfinished = path + ".tmp";
        File.WriteAllText(unfinished, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
        return path;
    }
}
