using static SweepRunner.Reports.Html.HtmlText;

namespace SweepRunner.Reports.Html;

/// <summary>The result at a glance.</summary>
internal sealed class Headline(ReportAnalysis analysis)
{
    public HtmlText Render() => Format($"""
        {Best()}
        <div class="cards">{Outcomes()}{Time()}{Saved()}</div>
        {Findings(new Criticism(analysis).Find())}
        """);

    private HtmlText Best()
    {
        var metric = analysis.Objective;
        if (analysis.Best is not { } best)
        {
            var need = $"A best cell needs a completed trial with a finite {metric}.";
            return Format($"""<div class="card best"><b>{NoBest()}</b><span>{need}</span></div>""");
        }
        var ties = analysis.Cells.Count(cell => cell.Standing.Rank == 1) - 1;
        var tied = ties > 0 ? $" {NumberText.Count(ties, "other cell")} cannot be told from it." : "";
        var interval =
            best.Sample.Interval is null ? "One seed: no interval." : "95 % confidence interval of the mean.";
        var (number, name) = (analysis.Labels.Number(best.Cell), analysis.Labels.Short(best.Cell));
        var note = $"{CellText.Outcomes(best)}. {interval}{tied}";
        return Format($"""
            <div class="card best"><span>best: {number}</span><b>{name}</b>
            <b>{metric} {CellText.Mean(best)}</b><span>{note}</span></div>
            """);
    }

    private string NoBest() => analysis.Data.Trials switch
    {
        { Count: 0 } => "No trials",
        var trials when trials.All(trial => trial.IsDiverged) => "Every trial diverged",
        _ => "Nothing has completed yet",
    };

    private IEnumerable<HtmlText> Outcomes()
    {
        var all = $"of {NumberText.Count(analysis.Data.Trials.Count, "trial")}";
        return Enum.GetValues<Outcome>()
            .Select(outcome => (Outcome: outcome, Count: analysis.Data.TrialsWith(outcome).Count()))
            .Where(each => each.Count > 0 || each.Outcome is Outcome.Completed or Outcome.Diverged)
            .OrderByDescending(each => each.Outcome == Outcome.Completed)
            .Select(each => Card($"{each.Count} {each.Outcome.Name()}", all));
    }

    private HtmlText Time() => Card(
        NumberText.OfSeconds(analysis.Clock.TotalSeconds),
        $"of work, {NumberText.OfSeconds(analysis.TrialSeconds)} over all trials");

    private HtmlText Saved() => DivergenceSavings.Estimate(analysis.Data) switch
    {
        { OfTrials: 0 } => Empty,
        { Trials: 0 } => Card("Savings not known", "no trial of the same model, data and epochs completed"),
        var (seconds, trials, all) => Card(
            NumberText.OfSeconds(seconds),
            $"saved by stopping {trials} of {all} diverged trials, as completed ones of the same model, data and "
                + "epochs took"),
    };

    private static HtmlText Card(string value, string note) =>
        Format($"""<div class="card"><b>{value}</b><span>{note}</span></div>""");

    private static HtmlText Findings(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return Format($"""<p class="muted">Nothing to say against the design of this search.</p>""");
        var items = findings.Select(finding =>
            Format($"""<li>{finding.Message} <span class="muted">{finding.Advice}</span></li>"""));
        return Format(
            $"""<h3>What the search itself could do better</h3><ul class="findings">{items}</ul>""");
    }
}
