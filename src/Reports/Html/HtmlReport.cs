using System.IO.Compression;
using System.Text.Json;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;

namespace SweepRunner.Reports.Html;

/// <summary>A report as one file that needs nothing beside it: no server, no network, no other file.</summary>
public static class HtmlReport
{
    // Nothing may be loaded from anywhere; what is in the page may run.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri "
        + "'none'; form-action 'none'";

    // A page of 10 000 trials holds 10 MB of numbers and names, which are a tenth of that when packed.
    private const CompressionLevel Packing = CompressionLevel.Fastest;

    private static readonly EChartsRenderer Renderer = new();

    /// <summary>The page.</summary>
    /// <param name="analysis">What was found.</param>
    /// <param name="charts">The charts, in the order of the page.</param>
    /// <param name="library">ECharts as script, <see cref="EChartsRenderer.Library"/>; null for a page that shows still
    /// pictures.</param>
    /// <param name="stills">Pictures by chart name for a page without the library; one that is missing is said to
    /// be.</param>
    public static string Render(
        ReportAnalysis analysis,
        IReadOnlyList<ChartGroup> charts,
        string? library,
        IReadOnlyDictionary<string, StillPicture> stills)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(charts);
        ArgumentNullException.ThrowIfNull(stills);
        var sections = ReportSections.Create(analysis, charts, library is null ? stills : null);
        var title = ReportSections.Title(analysis);
        return HtmlText
            .Format(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="{Policy}">
                <title>{title}</title>
                <link rel="icon" href="data:,">
                <style>{Page("report.css")}</style>
                </head>
                <body>
                <header><div><h1 dir="auto">{title}</h1>{ReportSections.Subtitle(
                    analysis)}</div><button type="button" id="scheme" title="Dark or light">◐</button></header>
                <nav aria-label="Sections"><div>{sections.Select(section =>
                    HtmlText.Format($"<a href=\"#{section.Id}\">{section.Heading}</a>")
                )}</div></nav>
                <main>
                <noscript><p class="note">Charts and tables of this page need JavaScript, which is off here. The same numbers are in the pictures beside this file and in what <code>sweep export</code> writes.</p></noscript>
                {sections.Select(section =>
                    HtmlText.Format(
                        $"<section id=\"{section.Id}\">\n<h2>{section.Heading}</h2>\n{section.Body}\n</section>\n")
                )}
                </main>
                <footer>{ReportSections.Footer(analysis)}</footer>
                <script type="application/gzip" id="data">{HtmlText.Raw(Packed(Data(analysis, charts)))}</script>
                <script>{HtmlText.Raw(library ?? "")}</script>
                <script>{Page("charts.js")}{Page("table.js")}{Page("report.js")}</script>
                </body>
                </html>

                """)
            .ToString();
    }

    private static HtmlText Page(string file) => HtmlText.Raw(PageFiles.Read(file));

    /// <summary>The data of a page as base64 of gzip: what a page holds is read back by undoing both.</summary>
    private static string Packed(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, Packing))
            gzip.Write(json);
        return Convert.ToBase64String(packed.ToArray());
    }

    private static byte[] Data(ReportAnalysis analysis, IReadOnlyList<ChartGroup> charts) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Charts = charts.Select(group => new
                {
                    group.Name,
                    group.ChoiceLabels,
                    Choices = group.Choices.Select(choice => new
                    {
                        choice.Keys,
                        Chart = new RawJson(Renderer.Render(choice.Chart, ChartStyle.Page)),
                    }),
                }),
                Tables = new { Cells = CellsTable.Create(analysis), Diverged = DivergedTable.Create(analysis) },
                Commands = analysis.Data.Sweeps.Select(RerunCommand.Beginning),
                ConfigCommands = analysis.Data.Sweeps.Select(sweep =>
                    RerunCommand.ForConfig(sweep, analysis.Data.StoreUrl)
                ),
                Palette = new
                {
                    Light = Inks(ColourScheme.Light),
                    Dark = Inks(ColourScheme.Dark),
                    Palette.Amounts,
                },
            },
            EChartsRenderer.Json);

    private static Dictionary<string, string> Inks(ColourScheme scheme) =>
        Enum.GetValues<Ink>()
            .ToDictionary(
                ink => JsonNamingPolicy.CamelCase.ConvertName(ink.ToString()), ink => Palette.Colour(ink, scheme));
}
