using System.Text;

namespace SweepRunner.Reports.Export;

/// <summary>Writes the ranked cells as a table of GitHub's Markdown, for a README or a pull request.</summary>
public static class MarkdownTable
{
    /// <summary>A sentence about the best cell, in what compared sweeps differ, then the table, the best cell
    /// first.</summary>
    public static string Render(ReportAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var objective = analysis.ObjectiveName;
        var text = new StringBuilder();
        text.Append(analysis.Best is { } best ? Best(analysis, best) : $"No best cell: {analysis.ReasonOfNoBest}.\n\n");
        foreach (var difference in analysis.Differences)
            text.Append($"- {Escaped(difference)}\n");
        text.Append(analysis.Differences.Count > 0 ? "\n" : "");
        var hasInterval = analysis.Cells.Any(cell => cell.Sample.Interval is not null);
        List<string> headings =
        [
            "rank",
            .. analysis.Varying.Select(parameter => parameter.Path),
            hasInterval ? $"{objective} (95 % CI)" : objective,
            "could be best",
            "seeds",
            "outcomes",
            "time",
        ];
        var alignments = headings.Select((_, index) => index == 0 || index > analysis.Varying.Count ? "---:" : "---");
        text.Append(Row(headings.Select(Escaped))).Append(Row(alignments));
        foreach (var cell in analysis.Cells)
            text.Append(Row(Values(analysis, cell).Select(Escaped)));
        return text.ToString();
    }

    private static string Best(ReportAnalysis analysis, CellRow best)
    {
        var test = analysis.TestOf(best) is var (metric, sample)
            ? $" {Escaped(metric)}: {CellText.MeanAndInterval(sample)}."
            : "";
        var lost = CellText.Lost(best) is { } text ? $" ({text})" : "";
        var open = RankingText.Open(analysis.Cells) is { } sentence ? $" {sentence}" : "";
        return $"Best {Escaped(analysis.Objective)}: **{CellText.Mean(best)}** with "
            + $"{Escaped(analysis.Labels.Long(best.Cell))}{lost}.{test}{open}\n\n";
    }

    private static List<string> Values(ReportAnalysis analysis, CellRow cell) =>
    [
        NumberText.Of((long?)cell.Rank),
        .. analysis.Varying.Select(
            parameter => parameter.Levels[parameter.LevelOf(analysis.TrialsOf(cell.Cell).First())]),
        CellText.MeanAndInterval(cell.Sample),
        cell.Standing.CouldBeBest switch { true => "yes", false => "no", null => "-" },
        $"{cell.Sample.Count}",
        CellText.Outcomes(cell),
        NumberText.OfSeconds(analysis.SecondsOf(cell.Cell)),
    ];

    private static string Row(IEnumerable<string> cells) => $"|{string.Concat(cells.Select(cell => $" {cell} |"))}\n";

    // An underscore between letters is no sign of Markdown, so metric names stay legible.
    private static string Escaped(string text) => string.Concat(text.ReplaceLineEndings(" ")
        .Select(sign => "\\`*[]<>|#~&".Contains(sign) ? $"\\{sign}" : $"{sign}"));
}
