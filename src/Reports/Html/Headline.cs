using static SweepRunner.Reports.Html.HtmlText;

namespace SweepRunner.Reports.Html;

/// <summary>The result at a glance.</summary>
internal sealed class Headline(ReportAnalysis analysis)
{
    public HtmlText Render() => Format($"""
        {Best()}
        <div class="cards">{Outcomes()}{Time()}{Saved()}{Search()}</div>
        {Findings(new Criticism(analysis).Find())}
        """);

    private HtmlText Best()
    {
        var metric = analysis.ObjectiveName;
        if (analysis.Best is not { } best)
        {
            var learned = analysis.Data.IsOfPrograms ? "" : " that learned,";
            var need = $"The best cell needs a completed trial{learned} with a finite {metric}.";
            var why = $"No best cell: {analysis.ReasonOfNoBest}";
            return Format($"""<div class="card best"><b>{why}</b><span>{need}</span></div>""");
        }
        var (number, name) = (analysis.Labels.Number(best.Cell), analysis.Labels.Short(best.Cell));
        return Format($"""
            <div class="card best"><span>best: {number}</span><b>{name}</b>
            <b>{metric} {CellText.Mean(best)}</b><span>{string.Join(' ', Notes(best))}</span></div>
            """);
    }

    private IEnumerable<string> Notes(CellRow best)
    {
        if (analysis.TestOf(best) is var (metric, sample))
            yield return $"{metric} {CellText.MeanAndInterval(sample)}.";
        yield return $"{CellText.Outcomes(best)}.";
        if (best.Group == CellGroup.Unstable)
            yield return $"No cell {(analysis.Data.IsOfPrograms ? "with a mean" : "that learned")} is without a "
                + "diverged or failed seed.";
        if (best.Sample.Interval is not null)
            yield return "In brackets: 95 % confidence interval of the mean.";
        if (best.Standing is { CouldBeBest: false, ComparedWith: { } other })
            yield return $"On their common seeds, {analysis.Labels.Short(other)} is shown to be better.";
        if (RankingText.Open(analysis.Cells) is { } open)
            yield return open;
    }

    private IEnumerable<HtmlText> Outcomes()
    {
        var all = $"of {NumberText.Count(analysis.Data.Trials.Count, "trial")}";
        var atChance = analysis.Data.Trials.Count(trial => trial.Learning.IsAtChance());
        var outcomes = Enum.GetValues<Outcome>()
            .Select(outcome => (Outcome: outcome, Count: analysis.Data.TrialsWith(outcome).Count()))
            .Where(each => each.Count > 0 || each.Outcome is Outcome.Completed or Outcome.Diverged)
            .OrderByDescending(each => each.Outcome == Outcome.Completed)
            .Select(each => Card($"{each.Count} {each.Outcome.Name()}", all));
        return atChance == 0 ? outcomes : outcomes.Append(Card($"{atChance} did not learn", all));
    }

    private HtmlText Time() => Card(
        NumberText.OfSeconds(analysis.Clock.TotalSeconds),
        $"in which trials ran, for {NumberText.OfSeconds(analysis.TrialSeconds)} of work");

    private HtmlText Saved() => DivergenceSavings.Estimate(analysis.Data) switch
    {
        { OfTrials: 0 } => Empty,
        { Trials: 0 } => Card("Savings not known", $"no trial of the same {Work} completed"),
        var (seconds, trials, all) => Card(
            NumberText.OfSeconds(seconds),
            $"saved by stopping {trials} of {all} diverged trials, as completed ones of the same {Work} took"),
    };

    private HtmlText Search() => analysis.Data.Decisions switch
    {
        [] => Empty,
        [.., { Kind: DecisionKind.End, Reason: var reason }] => Card("Search ended", reason),
        _ => Card("Still searching", "further trials are decided on as results arrive"),
    };

    private string Work => analysis.Data.IsOfPrograms ? "command" : "model, data and epochs";

    private static HtmlText Card(string value, string note) =>
        Format($"""<div class="card"><b>{value}</b><span>{note}</span></div>""");

    private static HtmlText Findings(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return Format($"""<p class="muted">Nothing to say against the design of this search.</p>""");
        var items = findings.Select(finding =>
            Format($"""<li>{finding.Message} <span class="muted">{finding.Advice}</span>{Command(finding)}</li>"""));
        return Format(
            $"""<h3>What the search itself could do better</h3><ul class="findings">{items}</ul>""");
    }

    private static HtmlText Command(Finding finding) =>
        finding.Command is { } command ? Format($"<pre><code>{command}</code></pre>") : Empty;
}
