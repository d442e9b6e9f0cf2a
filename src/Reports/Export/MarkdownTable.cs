using System.Globalization;
using System.Text;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Formatting;
using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Export;

/// <summary>The ranked cells as a table of GitHub's Markdown, for a README or a pull request.</summary>
public static class MarkdownTable
{
    /// <summary>A sentence on the best cell, then the table, the best first.</summary>
    public static string Render(ReportAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var objective = analysis.Data.ObjectiveMetric;
        var text = new StringBuilder();
        text.Append(
            analysis.Best is { } best
                ? $"Best {Escaped(objective)}: **{CellText.Mean(best)}** with "
                    + $"{Escaped(analysis.Labels.Long(best.Cell))}.\n\n"
                : $"No cell has a value of {Escaped(objective)} yet.\n\n");
        var isInterval = analysis.Cells.Any(cell => cell.Sample.Interval is not null);
        List<string> headings =
        [
            "rank",
            .. analysis.Varying.Select(parameter => parameter.Path),
            isInterval ? $"{objective} (95 % CI)" : objective,
            "seeds",
            "outcomes",
            "time",
        ];
        Row(text, headings);
        text.Append('|')
            .Append(
                string.Concat(
                    headings.Select((_, index) => index == 0 || index > analysis.Varying.Count ? " ---: |" : " --- |")))
            .Append('\n');
        foreach (var cell in analysis.Cells)
            Row(text, Values(analysis, cell));
        return text.ToString();
    }

    private static List<string> Values(ReportAnalysis analysis, CellRow cell) =>
        [
            CellText.Rank(cell),
            .. analysis.Varying.Select(parameter => analysis.Labels.Level(parameter, cell.Cell)),
            cell.Sample is { Interval: { } interval, Mean: { } mean }
                ? $"{NumberText.Of(mean)} ± {NumberText.Of(interval.HalfWidth)}"
                : NumberText.Of(cell.Sample.Mean),
            cell.Sample.Count.ToString(CultureInfo.InvariantCulture),
            CellText.Outcomes(cell),
            NumberText.OfSeconds(analysis.SecondsOf(cell.Cell)),
        ];

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append('|').Append(string.Concat(cells.Select(cell => $" {Escaped(cell)} |"))).Append('\n');

    // A name may hold what Markdown or HTML would take for its own.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text.ReplaceLineEndings(" "))
            _ =
                "\\`*_[]<>|#~&".Contains(character, StringComparison.Ordinal) && !IsWithinWord(character)
                    ? escaped.Append('\\').Append(character)
                    : escaped.Append(character);
        return escaped.ToString();
    }

    // Metric names and paths stay legible: an underscore between letters is none of Markdown's.
    private static bool IsWithinWord(char character) => character == '_';
}
