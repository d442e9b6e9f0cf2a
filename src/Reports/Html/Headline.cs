using SweepRunner.Reports.Analysis;

namespace SweepRunner.Reports.Html;

/// <summary>The result at a glance: the best cell, the outcomes of the trials, the time, and advice on the
/// search.</summary>
internal static class Headline
{
    public static HtmlText Render(ReportAnalysis analysis) => HtmlText.Format($"""
        {Best(analysis)}
        <div class="cards">{Outcomes(analysis)}{Time(analysis)}{Saved(analysis)}</div>
        {Findings(Criticism.Find(analysis))}
        """);

    private static HtmlText Best(ReportAnalysis analysis)
    {
        var metric = analysis.Objective;
        if (analysis.Best is not { } best)
        {
            var need = $"A best cell needs a completed trial with a finite {metric}.";
            return HtmlText.Format($"""<div class="card best"><b>{NoBest(analysis)}</b><span>{need}</span></div>""");
        }

        var ties = analysis.Cells.Count(cell => cell.Standing.Rank == 1) - 1;
        var tied = ties > 0 ? $" {NumberText.Count(ties, "other cell")} cannot be told from it." : "";
        var interval = best.Sample.Interval is null
            ? "One seed: no interval."
            : "95 % confidence interval of the mean.";
        var (number, name) = (analysis.Labels.Number(best.Cell), analysis.Labels.Short(best.Cell));
        var note = $"{CellText.Outcomes(best)}. {interval}{tied}";
        return HtmlText.Format($"""
            <div class="card best"><span>best: {number}</span><b>{name}</b>
            <b>{metric} {CellText.Mean(best)}</b><span>{note}</span></div>
            """);
    }

    private static string NoBest(ReportAnalysis analysis) => analysis.Data.Trials switch
    {
        { Count: 0 } => "No trials",
        var trials when trials.All(trial => trial.IsDiverged) => "Every trial diverged",
        _ => "Nothing has completed yet",
    };

    private static IEnumerable<HtmlText> Outcomes(ReportAnalysis analysis)
    {
        var all = $"of {NumberText.Count(analysis.Data.Trials.Count, "trial")}";
        return Enum.GetValues<Outcome>()
            .Select(outcome => (Outcome: outcome, Count: analysis.Data.TrialsWith(outcome).Count()))
            .Where(each => each.Count > 0 || each.Outcome is Outcome.Completed or Outcome.Diverged)
            .OrderBy(each => each.Outcome == Outcome.Completed ? 0 : 1)
            .Select(each => Card($"{each.Count} {each.Outcome.Name()}", all));
    }

    private static HtmlText Time(ReportAnalysis analysis) =>
        Card(
            NumberText.OfSeconds(analysis.Clock.TotalSeconds),
            $"of work, {NumberText.OfSeconds(analysis.TrialSeconds)} over all trials");

    private static HtmlText Saved(ReportAnalysis analysis) => DivergenceSavings.Estimate(analysis.Data) switch
    {
        { OfTrials: 0 } => HtmlText.Empty,
        { Trials: 0 } => Card("Savings not known", "no trial of the same model, data and epochs completed"),
        var (seconds, trials, all) => Card(
            NumberText.OfSeconds(seconds),
            $"saved by stopping {trials} of {all} diverged trials, as completed ones of the same model, data and "
                + "epochs took"),
    };

    private static HtmlText Card(string value, string note) =>
        HtmlText.Format($"""<div class="card"><b>{value}</b><span>{note}</span></div>""");

    private static HtmlText Findings(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return HtmlText.Format($"""<p class="muted">Nothing to say against the design of this search.</p>""");
        var items = findings.Select(finding =>
            HtmlText.Format($"""<li>{finding.Message} <span class="muted">{finding.Advice}</span></li>"""));
        return HtmlText.Format(
            $"""<h3>What the search itself could do better</h3><ul class="findings">{items}</ul>""");
    }
}
