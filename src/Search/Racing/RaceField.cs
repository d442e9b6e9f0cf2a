namespace SweepRunner.Search.Racing;

/// <summary>The cells that a race is between.</summary>
/// <param name="Leader">The incumbent: no cell that has finished its seeds is better on those they share; null without
/// a contender.</param>
/// <param name="Others">The other contenders, by number.</param>
internal sealed record RaceField(Contender? Leader, IReadOnlyList<Contender> Others)
{
    /// <summary>The field of all cells. Cells with diverged seeds are contenders only if there is no other one, and
    /// only while they are likely to survive: a cell with diverged seeds is never best beside a clean one.</summary>
    public static RaceField From(IReadOnlyList<CellObservation> cells)
    {
        var all = cells.Select(Contender.From).OfType<Contender>().OrderBy(each => each.Cell).ToList();
        var clean = all.FindAll(each => each.Diverged == 0);
        var contenders = clean.Count > 0 ? clean : all.FindAll(each => each.IsLikelyToSurvive);
        var leader = Best(contenders);
        return new(leader, contenders.FindAll(each => each != leader));
    }

    // As in SMAC, a cell replaces the incumbent only after it has finished all seeds of the incumbent.
    private static Contender? Best(IReadOnlyList<Contender> contenders)
    {
        var leader = contenders.MaxBy(each => each.Completed);
        foreach (var contender in contenders)
            if (contender.HasFinishedSeedsOf(leader!) && contender.DifferencesTo(leader!).Average() < 0)
                leader = contender;
        return leader;
    }
}
