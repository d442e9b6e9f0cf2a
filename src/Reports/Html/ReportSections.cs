using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using static SweepRunner.Reports.Html.HtmlText;

namespace SweepRunner.Reports.Html;

internal sealed record ReportSection(string Id, string Heading, HtmlText Body)
{
    /// <summary>The link to it: its heading, or less of it so that all links fit in one line.</summary>
    public string Link { get; init; } = Heading;
}

/// <summary>A chart as SVG, for a page without ECharts.</summary>
internal sealed record StillPicture(string Light, string Dark);

/// <summary>The parts of the page. The still pictures are for a page without ECharts; else null.</summary>
internal sealed class ReportSections(ReportAnalysis analysis, IReadOnlyDictionary<string, StillPicture>? stills)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Title => string.Join(" · ", analysis.Data.Sweeps.Select(sweep => sweep.Definition.Name));

    public HtmlText Subtitle()
    {
        var (data, goal) = (analysis.Data, analysis.Data.IsMaximized ? "more" : "less");
        var descriptions = data.Sweeps.Select(sweep => sweep.Definition.Description).OfType<string>().Distinct()
            .Select(description => Format($"""<p dir="auto">{description}</p>"""));
        var about = $"{data.ObjectiveName}, {goal} is better";
        return Format(
            $"""{descriptions}<p class="muted">{about} · read {NumberText.Of(data.ReadUtc)} UTC</p>""");
    }

    public IReadOnlyList<ReportSection> Create(IReadOnlyList<ChartGroup> charts)
    {
        var figures = charts.ToDictionary(group => group.Name, Figure);
        var configs = analysis.Data.Sweeps.Count > 1 ? "Configs" : "Config";
        ReportSection?[] sections =
        [
            new("headline", "Headline", new Headline(analysis).Render()),
            new("cells", "Cells", Format(
                $"""
                {Note("By the mean over seeds; cells with diverged or failed seeds after those without. "
                    + $"{RankingText.Open(analysis.Cells)} A row opens to the commands that run it again.")}
                <div id="cells-table"></div>
                {figures["ranking"]}
                """)),
            Charted("proposals", "Search", Decisions()),
            Charted("model", "Model"),
            Stopped(),
            Seeds(),
            Charted("learning-curves", "Learning curves"),
            Charted("heat-map", "Heat map"),
            Charted("parallel-coordinates", "Parallel coordinates"),
            Charted("importance", "Importance", Importance),
            Charted("slices", "Slices"),
            Charted("best-so-far", "Best so far"),
            Charted("timeline", "Timeline"),
            new("diverged", "What diverged", Diverged()),
            new ReportSection("config", $"{configs} and provenance", Format($"{analysis.Data.Sweeps.Select(Config)}"))
            {
                Link = configs,
            },
        ];
        return [.. sections.OfType<ReportSection>()];

        ReportSection? Stopped() => new StoppedTable(analysis).Create() is null && !figures.ContainsKey("rungs")
            ? null
            : new ReportSection("stopped", "Rungs", Format(
                $"""
                {figures.GetValueOrDefault("rungs") ?? Empty}
                {(new StoppedTable(analysis).Create() is null ? Empty : Raw("<div id=\"stopped-table\"></div>"))}
                """));

        ReportSection? Charted(string name, string heading, HtmlText? note = null) =>
            figures.TryGetValue(name, out var figure)
                ? new ReportSection(name, heading, Format($"{note ?? Empty}{figure}"))
                : null;
    }

    public HtmlText Footer()
    {
        var names = analysis.Data.Sweeps.Select(sweep => sweep.Definition.Name).ToList();
        var command = analysis.Commands.Write([names.Count == 1 ? "report" : "compare", .. names]);
        var again = Format($"<code>{command}</code> makes it anew");
        var made = Format($"Made by sweep from {analysis.Data.StoreUrl}; {again}.");
        var scales = analysis.Range == MetricRange.Any
            ? ""
            : ", of accuracies on the logit scale and of losses on the logarithmic one";
        return Format(
            $"""
            <p>Intervals: Student's t at 95 %{scales}.
            Cells that could be best: multiple comparisons with the best (Hsu, 1981) at 5 % over common seeds, with
            moderated variances (Smyth, 2004).
            Only finite objectives of completed trials enter a statistic. {made}</p>
            """);
    }

    private static HtmlText Importance { get; } = Format(
        $"""
        <p class="note">Functional analysis of variance on a random forest: {Link(
            "https://proceedings.mlr.press/v32/hutter14.html", "Hutter, Hoos and Leyton-Brown, ICML 2014")}.</p>
        """);

    private static HtmlText Link(string url, string text) =>
        Raw($"""<a href="{url}" rel="noreferrer">{text}</a>""");

    private static HtmlText Note(string text) => Raw($"""<p class="note">{text}</p>""");

    // What ended the search stands at its end.
    private HtmlText Decisions() => DecisionText.Summary(analysis.Data.Decisions) is { } summary
        ? Format($"""<p class="note">While it ran, the sweep decided: {summary}.</p>""")
        : Empty;

    private ReportSection? Seeds() => new SeedsTable(analysis).Create() is null ? null : new ReportSection(
        "seeds", "Why cells got more seeds", Format(
            $"""{Note("Every cell starts with the first seed.")}<div id="seeds-table"></div>"""))
    {
        Link = "Seeds",
    };

    private HtmlText Diverged() =>
        analysis.Data.Diverged.Any()
            ? Format(
                $"""{Note("Diverged trials enter no mean and are never best.")}<div id="diverged-table"></div>""")
            : Raw("""<p>Nothing did.</p><div id="diverged-table" hidden></div>""");

    private HtmlText Figure(ChartGroup group)
    {
        var chart = group.First;
        var canvas = Format(
            $"""<div class="canvas" role="img" aria-label="{chart.Title}">{Still(group.Name)}</div>""");
        var tools = Raw("""<div class="tools"></div>""");
        var caption = Format($"<figcaption>{chart.Caption}</figcaption>");
        return Format(
            $"""<figure id="chart-{group.Name}"><h3>{chart.Title}</h3>{tools}{canvas}{caption}</figure>""");
    }

    private HtmlText Still(string name)
    {
        if (stills is null)
            return Empty;
        if (!stills.TryGetValue(name, out var still))
            return Note("Not drawn: this build has no ECharts. Install npm and build again.");
        var dark = Format(
            $"""<source media="(prefers-color-scheme: dark)" srcset="{Data(still.Dark)}">""");
        return Format($"""<picture>{dark}<img src="{Data(still.Light)}" alt=""></picture>""");
    }

    private static string Data(string svg) =>
        $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";

    private HtmlText Config(SweepRecord sweep)
    {
        var definition = sweep.Definition;
        var heading = analysis.Data.Sweeps.Count > 1 ? Format($"<h3>{definition.Name}</h3>") : Empty;
        var facts = Provenance(sweep).Select(fact => Format($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>"));
        var options = string.Join(" ", definition.Overrides);
        var overrides = definition.Overrides.Count == 0
            ? Empty
            : Format($"<p>Overridden on the command line: <code>{options}</code></p>");
        return Format(
            $"""
            {heading}<dl>{facts}</dl>
            {overrides}<p class="muted">The sweep file, as it was given:</p>
            <pre><code>{definition.ConfigText}</code></pre>
            <p class="muted">As it was resolved:</p>
            <pre><code>{Pretty(definition.ConfigJson)}</code></pre>

            """);
    }

    private static IEnumerable<(string Name, string Value)> Provenance(SweepRecord sweep)
    {
        yield return ("created", $"{NumberText.Of(sweep.CreatedUtc)} UTC");
        yield return ("trials", $"{sweep.TrialCount}");
        yield return ("device, threads", $"{sweep.Definition.Device}, {sweep.Definition.Threads} a trial");
        using var facts = Parse(sweep.Definition.ProvenanceJson);
        if (facts?.RootElement.ValueKind != JsonValueKind.Object)
            yield break;
        // All recorded facts, also those that later versions add.
        foreach (var fact in facts.RootElement.EnumerateObject())
        {
            if (fact.Name is not ("device" or "threads"))
                yield return (fact.Name, fact.Value.ValueKind == JsonValueKind.Array
                    ? string.Join(' ', fact.Value.EnumerateArray())
                    : $"{fact.Value}");
        }
    }

    private static string Pretty(string json)
    {
        using var document = Parse(json);
        return document is null ? json : JsonSerializer.Serialize(document.RootElement, Indented);
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
