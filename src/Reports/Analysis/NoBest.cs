namespace SweepRunner.Reports.Analysis;

/// <summary>Says why no cell of a sweep is the best.</summary>
public static class NoBest
{
    /// <summary><c>all 6 trials diverged</c>, <c>no trial has completed: 2 diverged, 4 queued</c>, …; a clause without
    /// a capital and a full stop.</summary>
    public static string Reason(IReadOnlyList<TrialResult> trials, string metric)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var outcomes = trials.CountBy(trial => trial.Trial.Outcome).OrderByDescending(each => each.Key.IsFinal())
            .ThenBy(each => each.Key)
            .ToList();
        if (outcomes.Count == 0)
            return "it has no trials";
        if (trials.Any(trial => trial.IsRanked))
            return trials.Where(trial => trial.IsRanked).All(trial => trial.IsAtChance)
                ? "no completed trial learned"
                : "no cell without diverged seeds has completed";
        if (trials.Any(trial => trial.Trial.Outcome == Outcome.Completed))
            return $"no completed trial has a finite {metric}";
        return outcomes is [var (outcome, count)] && outcome.IsFinal()
            ? count == 1 ? $"its only trial {Verb(outcome)}" : $"all {count} trials {Verb(outcome)}"
            : $"no trial has completed: {string.Join(", ", outcomes.Select(each => $"{each.Value} {each.Key.Name()}"))}";
    }

    private static string Verb(Outcome outcome) => outcome switch
    {
        Outcome.Diverged or Outcome.Failed => outcome.Name(),
        _ => $"were {outcome.Name()}",
    };
}
