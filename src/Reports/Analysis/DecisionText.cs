namespace SweepRunner.Reports.Analysis;

/// <summary>Says in words what a sweep decided while it ran.</summary>
public static class DecisionText
{
    private static readonly (DecisionKind Kind, string Noun, string Verb)[] Parts =
    [
        (DecisionKind.Propose, "trial", "proposed"), (DecisionKind.Enqueue, "trial", "added by hand"),
        (DecisionKind.Seed, "seed", "added"), (DecisionKind.Promote, "promotion", ""),
        (DecisionKind.Prune, "trial", "pruned"),
    ];

    /// <summary><c>12 trials proposed, 3 seeds added, 6 promotions, 9 trials pruned; ended: the budget of 15 trials is
    /// spent</c>; null for a sweep without decisions.</summary>
    public static string? Summary(IReadOnlyList<DecisionRecord> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        if (decisions.Count == 0)
            return null;
        // The end of a sweep prunes what pauses.
        var trials = decisions.GroupBy(each => each.Kind is DecisionKind.End ? DecisionKind.Prune : each.Kind)
            .ToDictionary(kind => kind.Key, kind => kind.Sum(decision => decision.Trials.Count));
        var parts = Parts.Where(part => trials.GetValueOrDefault(part.Kind) > 0)
            .Select(part => $"{NumberText.Count(trials[part.Kind], part.Noun)} {part.Verb}".TrimEnd())
            .Concat(WithoutCell(decisions));
        return string.Join(", ", parts.DefaultIfEmpty("nothing yet")) + $"; {State(decisions)}";
    }

    private static IEnumerable<string> WithoutCell(IReadOnlyList<DecisionRecord> decisions)
    {
        var count = decisions.Count(each => each is { Kind: DecisionKind.Propose, Trials.Count: 0 });
        if (count > 0)
            yield return $"{NumberText.Count(count, "proposal")} without a new cell";
    }

    /// <summary><c>ended: the budget of 15 trials is spent</c>, or <c>still deciding</c>.</summary>
    public static string State(IReadOnlyList<DecisionRecord> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        return decisions is [.., { Kind: DecisionKind.End } end] ? $"ended: {end.Reason}" : "still deciding";
    }
}
