using System.IO.Compression;
using System.Text.Json;
using static SweepRunner.Reports.Html.HtmlText;

namespace SweepRunner.Reports.Html;

/// <summary>Renders a report as one self-contained file: no server, no network, no other files.</summary>
internal static class HtmlReport
{
    // The page may load nothing; only its own scripts run.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        + "form-action 'none'";

    private const string NoScript =
        "Charts and tables of this page need JavaScript, which is off here. The same numbers are in the pictures "
        + "beside this file and in what the command <code>export</code> writes.";

    // In the order in which they need each other.
    private static readonly string[] Scripts =
    [
        "numbers.js", "frame.js", "axes.js", "layers.js", "parallel.js", "charts.js", "table.js", "facts.js",
        "views.js", "selection.js", "choices.js", "curves.js", "sources.js", "zoom.js", "figure.js", "report.js",
    ];

    private static readonly EChartsRenderer Renderer = new();

    /// <summary>Renders the page with charts by the library or, without it, with the still pictures by chart
    /// name.</summary>
    public static string Render(
        ReportAnalysis analysis, IReadOnlyList<ChartGroup> charts, string? library,
        IReadOnlyDictionary<string, StillPicture> stills)
    {
        var page = new ReportSections(analysis, library is null ? stills : null);
        var sections = page.Create(charts);
        var links = sections.Select(section => Format($"""<a href="#{section.Id}">{section.Link}</a>"""));
        var bodies = sections.Select(section => Format(
            $"<section id=\"{section.Id}\">\n<h2>{section.Heading}</h2>\n{section.Body}\n</section>\n"));
        var button = Raw("""<button type="button" id="scheme" title="Dark or light">◐</button>""");
        return Format(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <title>{page.Title}</title>
            <link rel="icon" href="data:,">
            <style>{Page("report.css")}</style>
            </head>
            <body>
            <header><div><h1 dir="auto">{page.Title}</h1>{page.Subtitle()}</div>{button}</header>
            <nav aria-label="Sections"><div>{links}</div></nav>
            <main>
            <noscript><p class="note">{Raw(NoScript)}</p></noscript>
            {bodies}
            </main>
            <footer>{page.Footer()}</footer>
            <script type="application/gzip" id="data">{Raw(Packed(Data(analysis, charts)))}</script>
            <script>{Raw(library ?? "")}</script>
            <script>{Scripts.Select(Page)}</script>
            </body>
            </html>

            """).ToString();
    }

    private static HtmlText Page(string file) => Raw(PageFiles.Read(file));

    // Base64 of gzip: a page of 10 000 trials has 10 MB of numbers and names, a tenth of that when compressed.
    private static string Packed(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
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
                    Filterable = group.Filterable is { } filterable ? Page(filterable) : (JsonElement?)null,
                    Choices = group.Choices.Where(_ => !group.IsDrawnByPage).Select(choice => new
                    {
                        choice.Keys,
                        Chart = Page(choice.Chart),
                    }),
                }),
                Facts = PageFacts.From(analysis),
                Tables = Tables(analysis),
                Palette = new { Light = Inks(ColourScheme.Light), Dark = Inks(ColourScheme.Dark), Palette.Amounts },
            },
            EChartsRenderer.Json);

    // Each is in the element with its name and "-table".
    private static Dictionary<string, PageTable> Tables(ReportAnalysis analysis) =>
        new (string Name, PageTable? Table)[]
        {
            ("cells", new CellsTable(analysis).Create()),
            ("stopped", new StoppedTable(analysis).Create()),
            ("seeds", new SeedsTable(analysis).Create()),
            ("diverged", new DivergedTable(analysis).Create()),
        }
        .Where(each => each.Table is not null)
        .ToDictionary(each => each.Name, each => each.Table!);

    private static JsonElement Page(Chart chart) =>
        JsonDocument.Parse(Renderer.Render(chart, ChartStyle.Page)).RootElement;

    private static Dictionary<string, string> Inks(ColourScheme scheme) =>
        Enum.GetValues<Ink>().ToDictionary(
            ink => JsonNamingPolicy.CamelCase.ConvertName($"{ink}"), ink => Palette.Colour(ink, scheme));
}
