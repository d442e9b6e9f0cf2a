using System.Globalization;
using System.Text;
using System.Text.Json;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Formatting;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Html;

/// <summary>The parts of the page, from what decides to what it rests on.</summary>
internal static class ReportSections
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The page's title.</summary>
    public static string Title(ReportAnalysis analysis) =>
        string.Join(" · ", analysis.Data.Sweeps.Select(sweep => sweep.Definition.Name));

    /// <summary>What stands below the title.</summary>
    public static HtmlText Subtitle(ReportAnalysis analysis)
    {
        var goal = analysis.Data.IsMaximized ? "more is better" : "less is better";
        var descriptions = analysis
            .Data.Sweeps.Select(sweep => sweep.Definition.Description)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(description => HtmlText.Format($"<p dir=\"auto\">{description}</p>"));
        return HtmlText.Format(
            $"{descriptions}<p class=\"muted\">{analysis.Data.ObjectiveMetric}, {goal} · read {NumberText.Of(analysis.Data.ReadUtc)} UTC</p>"
        );
    }

    /// <summary>Every section in its order; one that has nothing to show is left out.</summary>
    /// <param name="analysis">What was found.</param>
    /// <param name="charts">The charts.</param>
    /// <param name="stills">Pictures for a page that cannot draw; null for one that can.</param>
    public static IReadOnlyList<ReportSection> Create(
        ReportAnalysis analysis, IReadOnlyList<ChartGroup> charts, IReadOnlyDictionary<string, StillPicture>? stills)
    {
        var figures = charts.ToDictionary(group => group.Name, group => Figure(group, stills), StringComparer.Ordinal);
        var hasDiverged = analysis.Data.Trials.Any(trial => trial.Record.Outcome == Outcome.Diverged);
        ReportSection?[] sections =
        [
            new("headline", "Headline", Headline.Render(analysis)),
            new(
                "cells",
                "Cells",
                HtmlText.Format(
                    $"""
                    <p class="note">Ranked by the mean over seeds; cells that the seeds at hand cannot tell apart share a rank. A row opens to the command that runs it again.</p>
                    <div id="cells-table"></div>
                    {figures["ranking"]}
                    """)),
            Charted("learning-curves", "Learning curves"),
            Charted("heat-map", "Heat map"),
            Charted("parallel-coordinates", "Parallel coordinates"),
            Charted(
                "importance",
                "Importance",
                HtmlText.Format(
                    $"""
                    <p class="note">Functional analysis of variance on a random forest: <a href="https://proceedings.mlr.press/v32/hutter14.html" rel="noreferrer">Hutter, Hoos and Leyton-Brown, ICML 2014</a>.</p>
                    """)),
            Charted("slices", "Slices"),
            Charted("best-so-far", "Best so far"),
            Charted("timeline", "Timeline"),
            new(
                "diverged",
                "What diverged",
                hasDiverged
                    ? HtmlText.Format(
                        $"<p class=\"note\">Diverged trials enter no mean and are never best.</p><div id=\"diverged-table\"></div>"
                    )
                    : HtmlText.Format($"<p>Nothing did.</p><div id=\"diverged-table\" hidden></div>")),
            new(
                "config",
                analysis.Data.Sweeps.Count > 1 ? "Configs and provenance" : "Config and provenance",
                HtmlText.Format($"{analysis.Data.Sweeps.Select(sweep => Config(analysis, sweep))}")),
        ];
        return [.. sections.OfType<ReportSection>()];

        ReportSection? Charted(string name, string heading, HtmlText? note = null) =>
            figures.TryGetValue(name, out var figure)
                ? new ReportSection(name, heading, HtmlText.Format($"{note ?? HtmlText.Empty}{figure}"))
                : null;
    }

    /// <summary>How the numbers were made.</summary>
    public static HtmlText Footer(ReportAnalysis analysis) =>
        HtmlText.Format(
            $"""
            <p>Intervals: Student's t at 95 %. Ties: two-sided paired t tests over common seeds against the best cell of a rank, with <a href="https://www.jstor.org/stable/4615733" rel="noreferrer">Holm's correction</a>, at 5 %.
            Only finite objectives of completed trials enter a statistic. Made by sweep from {analysis.Data.StoreUrl}; <code>sweep report</code> makes it anew at any time.</p>
            """);

    private static HtmlText Figure(ChartGroup group, IReadOnlyDictionary<string, StillPicture>? stills)
    {
        var chart = group.First;
        return HtmlText.Format(
            $"""
            <figure id="chart-{group.Name}"><h3>{chart.Title}</h3><div class="tools"></div><div class="canvas" role="img" aria-label="{chart.Title}">{Still(
                group.Name, stills)}</div><figcaption>{chart.Caption}</figcaption></figure>
            """);
    }

    private static HtmlText Still(string name, IReadOnlyDictionary<string, StillPicture>? stills) =>
        stills switch
        {
            null => HtmlText.Empty,
            _ when stills.TryGetValue(name, out var still) => HtmlText.Format(
                $"""
                <picture><source media="(prefers-color-scheme: dark)" srcset="{Data(still.Dark)}"><img src="{Data(
                    still.Light)}" alt=""></picture>
                """),
            _ => HtmlText.Format(
                $"<p class=\"note\">Not drawn: this build has no ECharts. Install npm and build again.</p>"),
        };

    private static string Data(string svg) =>
        $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";

    private static HtmlText Config(ReportAnalysis analysis, SweepRecord sweep)
    {
        var definition = sweep.Definition;
        var several = analysis.Data.Sweeps.Count > 1 ? HtmlText.Format($"<h3>{definition.Name}</h3>") : HtmlText.Empty;
        var overrides =
            definition.Overrides.Count == 0
                ? HtmlText.Empty
                : HtmlText.Format(
                    $"<p>Overridden on the command line: <code>{string.Join(" ", definition.Overrides)}</code></p>");
        return HtmlText.Format(
            $"""
            {several}<dl>{Provenance(sweep).Select(fact =>
                HtmlText.Format($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>")
            )}</dl>
            {overrides}<p class="muted">The sweep file, as it was given:</p>
            <pre><code>{definition.ConfigText}</code></pre>
            <p class="muted">As it was resolved:</p>
            <pre><code>{Pretty(definition.ConfigJson)}</code></pre>

            """);
    }

    private static IEnumerable<(string Name, string Value)> Provenance(SweepRecord sweep)
    {
        yield return ("created", $"{NumberText.Of(sweep.CreatedUtc)} UTC");
        yield return ("trials", sweep.TrialCount.ToString(CultureInfo.InvariantCulture));
        yield return (
            "device, threads",
            string.Create(
                CultureInfo.InvariantCulture, $"{sweep.Definition.Device}, {sweep.Definition.Threads} a trial"));
        using var facts = Parse(sweep.Definition.ProvenanceJson);
        if (facts?.RootElement.ValueKind != JsonValueKind.Object)
            yield break;
        // Whatever was remembered is told, what a later version adds too.
        foreach (
            var fact in facts.RootElement.EnumerateObject().Where(fact => fact.Name is not ("device" or "threads"))
        )
        {
            yield return (fact.Name, fact.Value.ValueKind == JsonValueKind.Array
                ? string.Join(' ', fact.Value.EnumerateArray().Select(item => item.ToString()))
                : fact.Value.ToString());
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

/// <summary>A part of the page under a heading.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Body">What it holds.</param>
internal sealed record ReportSection(string Id, string Heading, HtmlText Body);

/// <summary>A chart as a picture, for a page that cannot draw.</summary>
/// <param name="Light">SVG for a light ground.</param>
/// <param name="Dark">SVG for a dark ground.</param>
public sealed record StillPicture(string Light, string Dark);
