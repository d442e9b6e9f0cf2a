namespace SweepRunner.Reports.Analysis;

/// <summary>Finds what the seeds leave open, and cells that only seem better.</summary>
internal sealed class SeedCriticism(ReportAnalysis analysis)
{
    // Without a test, the best few cells are worth more seeds, and three seeds are the fewest that say something.
    private const int FewToRepeat = 4, SeedsToAdd = 2;

    private readonly List<CellRow> _clean = [.. analysis.Cells.Where(cell => cell.Group == CellGroup.Clean)];

    public IEnumerable<Finding> Find() => [.. OneSeed(), .. CouldBeBest(), .. Unstable(), .. WithinMargin()];

    // Not while seeds are still to come.
    private IEnumerable<Finding> OneSeed()
    {
        if (_clean.Count < 2
            || !_clean.TrueForAll(cell => cell.Sample.Count == 1)
            || !analysis.Data.Trials.All(trial => trial.Record.Outcome.IsFinal()))
            yield break;
        var first = _clean.Take(FewToRepeat).Select(cell => cell.Cell).ToList();
        yield return Finding.OneSeed(
            _clean.Count, first.Count, RerunCommand.ForMoreSeeds(analysis, first, SeedsToAdd));
    }

    private IEnumerable<Finding> CouldBeBest()
    {
        var open = _clean.Count(cell => cell.Standing.CouldBeBest == true);
        if (open < 2)
            yield break;
        yield return RankingText.NextToTell(analysis.Cells) is { } next
            ? Finding.CouldBeBest(open, MoreSeeds(next), RankingText.MoreSeedsCommand(analysis, next))
            : Finding.CouldBeBest(
                open,
                !analysis.Data.Trials.All(trial => trial.Record.Outcome.IsFinal()) ? "Seeds are still to come."
                    : $"Not even {SeedPlan.Limit} more seeds are likely to tell.",
                null);
    }

    private string MoreSeeds(CellRow cell) => RankingText.MoreSeeds(
        Quoted(cell.Cell), Quoted(cell.Standing.ComparedWith!.Value), cell.Standing.MoreSeeds!.Value) + ":";

    private IEnumerable<Finding> Unstable()
    {
        if (_clean is [var best, ..]
            && analysis.Cells.FirstOrDefault(cell => cell.Group == CellGroup.Unstable) is { } unstable
            && (analysis.Data.IsMaximized
                ? unstable.Sample.Mean > best.Sample.Mean
                : unstable.Sample.Mean < best.Sample.Mean))
            yield return Finding.Unstable(
                Quoted(unstable.Cell), NumberText.Of(unstable.Sample.Mean), CellText.Lost(unstable)!);
    }

    // Only here may a cell be called as good as the best, since the user said what makes no difference.
    private IEnumerable<Finding> WithinMargin()
    {
        if (analysis.Margin is not { } margin || _clean.TrueForAll(cell => cell.Standing.IsWithinMargin is null))
            yield break;
        var within = _clean.FindAll(cell => cell.Standing.IsWithinMargin == true);
        var quickest = within.MinBy(SecondsOfSeed);
        yield return within.Count < 2
            ? Finding.NotWithin(margin)
            : Finding.WithinMargin(margin, within.Count, Quoted(quickest!.Cell), SecondsOfSeed(quickest));
    }

    private double SecondsOfSeed(CellRow cell) => analysis.SecondsOf(cell.Cell) / cell.Sample.Count;

    private string Quoted(int cell) => $"“{analysis.Labels.Short(cell)}”";
}
