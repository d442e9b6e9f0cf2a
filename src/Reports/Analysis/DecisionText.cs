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
        var trials = decisions.GroupBy(each => each.Kind)
            .ToDictionary(kind => kind.Key, kind => kind.Sum(decision => decision.Trials.Count));
        var parts = Parts.Where(part => trials.GetValueOrDefault(part.Kind) > 0)
            .Select(part => $"{NumberText.Count(trials[part.Kind], part.Noun)} {part.Verb}".TrimEnd());
        return string.Join(", ", parts.DefaultIfEmpty("nothing yet")) + $"; {State(decisions)}";
    }

    /// <summary><c>ended: the budget of 15 trials is spent</c>, or <c>still deciding</c>.</summary>
    public static string State(IReadOnlyList<DecisionRecord> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        return decisions is [.., { Kind: DecisionKind.End } end] ? $"ended: {end.Reason}" : "still deciding";
    }
}
