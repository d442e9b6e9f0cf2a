namespace SweepRunner.Reports.Analysis;

/// <summary>Says why no cell of a sweep is the best.</summary>
public static class NoBest
{
    /// <summary><c>all 6 trials diverged</c>, <c>none of the 6 trials learned</c>, or <c>4 did not learn, 2
    /// diverged</c>; a clause without a capital and a
    /// full stop.</summary>
    public static string Reason(IReadOnlyList<TrialResult> trials, string metric)
    {
        ArgumentNullException.ThrowIfNull(trials);
        (string Text, int Count, string? OfNone)[] reasons =
        [
            ("did not learn", trials.Count(trial => trial.IsAtChance), "learned"),
            ($"completed without a finite {metric}", CountOf(Outcome.Completed), null),
            ("diverged", CountOf(Outcome.Diverged), null),
            ("failed", CountOf(Outcome.Failed), null),
            ("were pruned", CountOf(Outcome.Pruned), null),
            ("were cancelled", CountOf(Outcome.Cancelled), null),
            ("did not finish yet", trials.Count(trial => !trial.Trial.Outcome.IsFinal()), "has finished yet"),
        ];
        return Array.FindAll(reasons, reason => reason.Count > 0) switch
        {
            [] => "it has no trials",
            [(var text, 1, _)] => $"its only trial {text}",
            // "All did not" may be read as "some did".
            [(_, var count, { } ofNone)] => $"none of the {count} trials {ofNone}",
            [var (text, count, _)] => $"all {count} trials {text}",
            var several => string.Join(", ", several.Select(reason => $"{reason.Count} {reason.Text}")),
        };

        int CountOf(Outcome outcome) => trials.Count(
            trial => trial.Trial.Outcome == outcome && !trial.IsRanked && !trial.IsAtChance);
    }
}
