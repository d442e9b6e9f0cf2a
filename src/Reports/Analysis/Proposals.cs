namespace SweepRunner.Reports.Analysis;

/// <summary>How a cell came into a sweep that decides while it runs.</summary>
internal enum CellOrigin
{
    /// <summary>It was drawn without a model of the results, or planned.</summary>
    Explored,

    /// <summary>A model of the results chose it.</summary>
    Modelled,

    /// <summary>The user added it.</summary>
    ByHand,
}

/// <summary>A cell with its origin, its place among the cells from 1, and its trial of the first seed.</summary>
internal sealed record Proposal(int Number, CellOrigin Origin, CellRow Cell, ReportTrial First)
{
    /// <summary>True for a cell with a mean, of which not most seeds did not learn.</summary>
    public bool HasValue => Cell.Sample.Mean is not null && Cell.Group != CellGroup.AtChance;

    /// <summary>When its first seed ended or paused; while it runs or waits, the time of the report.</summary>
    public DateTimeOffset At(DateTimeOffset now) =>
        First.Record.EndedUtc ?? First.Attempts.Select(attempt => attempt.EndedUtc).LastOrDefault() ?? now;
}

/// <summary>The cells of a sweep that decides while it runs, in the order in which they were added; none for any other
/// sweep, and for several.</summary>
internal static class Proposals
{
    public static IReadOnlyList<Proposal> Of(ReportAnalysis analysis)
    {
        if (analysis.Data.Decisions.Count == 0)
            return [];
        var rowOf = analysis.Cells.ToDictionary(cell => cell.Cell);
        var originOf = analysis.Data.Decisions
            .SelectMany(decision => decision.Trials.Select(trial => (trial, Origin: OriginOf(decision))))
            .Where(each => each.Origin is not null)
            .DistinctBy(each => each.trial)
            .ToDictionary(each => each.trial, each => each.Origin!.Value);
        return
        [
            .. analysis.Data.Trials.DistinctBy(trial => trial.Cell).Select((first, index) => new Proposal(
                index + 1, originOf.GetValueOrDefault(first.Number), rowOf[first.Cell], first)),
        ];
    }

    private static CellOrigin? OriginOf(DecisionRecord decision) => decision.Kind switch
    {
        DecisionKind.Propose when DecisionFacts.Parse(decision.FactsJson).IsModelled == true => CellOrigin.Modelled,
        DecisionKind.Propose => CellOrigin.Explored,
        DecisionKind.Enqueue => CellOrigin.ByHand,
        _ => null,
    };
}
