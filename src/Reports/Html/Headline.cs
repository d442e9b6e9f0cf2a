using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Formatting;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Html;

/// <summary>The decision in a glance: the best cell and how sure, what became of the trials, what it took; then what to
/// do better.</summary>
internal static class Headline
{
    /// <summary>The cards and the criticism.</summary>
    public static HtmlText Render(ReportAnalysis analysis)
    {
        var findings = Criticism.Find(analysis);
        return HtmlText.Format($"""
            {Best(analysis)}
            <div class="cards">{Outcomes(analysis)}{Time(analysis)}{Saved(analysis)}</div>
            {Findings(findings)}
            """);
    }

    private static HtmlText Best(ReportAnalysis analysis)
    {
        if (analysis.Best is not { } best)
            return HtmlText.Format(
                $"<div class=\"card best\"><b>{NoBest(analysis)}</b><span>A best cell needs a completed trial with a finite {analysis.Data.ObjectiveMetric}.</span></div>"
            );
        var ties = analysis.Cells.Count(cell => cell.Standing.Rank == 1) - 1;
        var tied = ties > 0 ? $" {NumberText.Count(ties, "other cell")} cannot be told from it." : "";
        var interval = best.Sample.Interval is null
            ? "One seed: no interval."
            : "95 % confidence interval of the mean.";
        return HtmlText.Format(
            $"""
            <div class="card best"><span>best: {analysis.Labels.Number(best.Cell)}</span><b>{analysis.Labels.Short(
                best.Cell)}</b>
            <b>{analysis.Data.ObjectiveMetric} {CellText.Mean(best)}</b><span>{CellText.Outcomes(
                best)}. {interval}{tied}</span></div>
            """);
    }

    private static string NoBest(ReportAnalysis analysis) => analysis.Data.Trials switch
    {
        { Count: 0 } => "No trials",
        var trials when trials.All(trial => trial.Record.Outcome == Outcome.Diverged) => "Every trial diverged",
        _ => "Nothing has completed yet",
    };

    private static HtmlText Outcomes(ReportAnalysis analysis) =>
        HtmlText.Format(
            $"{Enum.GetValues<Outcome>()
        .Select(outcome => (Outcome: outcome, Count: analysis.Data.Trials.Count(trial => trial.Record.Outcome == outcome)))
        .Where(each => each.Count > 0 || each.Outcome is Outcome.Completed or Outcome.Diverged)
        .OrderBy(each => each.Outcome == Outcome.Completed ? 0 : 1)
        .Select(each => HtmlText.Format($"<div class=\"card\"><b>{each.Count} {each.Outcome.Name()}</b><span>of {NumberText.Count(analysis.Data.Trials.Count, "trial")}</span></div>"))}"
        );

    private static HtmlText Time(ReportAnalysis analysis) =>
        HtmlText.Format(
            $"""
            <div class="card"><b>{NumberText.OfSeconds(
                analysis.Clock.TotalSeconds)}</b><span>of work, {NumberText.OfSeconds(
                analysis.Data.Trials.Sum(trial => trial.Progress.ElapsedSeconds))} over all trials</span></div>
            """);

    private static HtmlText Saved(ReportAnalysis analysis)
    {
        var savings = DivergenceSavings.Estimate(analysis.Data.Trials);
        if (savings.OfTrials == 0)
            return HtmlText.Empty;
        var basis =
            savings.Trials == 0
                ? "no trial of the same model, data and epochs completed"
                : $"saved by stopping {savings.Trials} of {savings.OfTrials} diverged trials, as completed "
                    + "ones of the same model, data and epochs took";
        return HtmlText.Format(
            $"<div class=\"card\"><b>{(savings.Trials == 0 ? "Savings not known" : NumberText.OfSeconds(savings.Seconds))}</b><span>{basis}</span></div>"
        );
    }

    private static HtmlText Findings(IReadOnlyList<Finding> findings) =>
        findings.Count == 0
            ? HtmlText.Format($"<p class=\"muted\">Nothing to say against the design of this search.</p>")
            : HtmlText.Format(
                $"<h3>What the search itself could do better</h3><ul class=\"findings\">{findings.Select(finding => HtmlText.Format($"<li>{finding.Message} <span class=\"muted\">{finding.Advice}</span></li>"))}</ul>"
            );
}
