namespace SweepRunner.Reports.Analysis;

/// <summary>Says why no cell of a sweep is the best.</summary>
public static class NoBest
{
    /// <summary><c>all 6 trials diverged</c>, or <c>4 did not learn, 2 diverged</c>; a clause without a capital and a
    /// full stop.</summary>
    public static string Reason(IReadOnlyList<TrialResult> trials, string metric)
    {
        ArgumentNullException.ThrowIfNull(trials);
        (string Text, int Count)[] reasons =
        [
            ("did not learn", trials.Count(trial => trial.IsAtChance)),
            ($"completed without a finite {metric}", CountOf(Outcome.Completed)),
            ("diverged", CountOf(Outcome.Diverged)),
            ("failed", CountOf(Outcome.Failed)),
            ("were pruned", CountOf(Outcome.Pruned)),
            ("were cancelled", CountOf(Outcome.Cancelled)),
            ("did not finish yet", trials.Count(trial => !trial.Trial.Outcome.IsFinal())),
        ];
        return Array.FindAll(reasons, reason => reason.Count > 0) switch
        {
            [] => "it has no trials",
            [var (text, count)] => count == 1 ? $"its only trial {text}" : $"all {count} trials {text}",
            var several => string.Join(", ", several.Select(reason => $"{reason.Count} {reason.Text}")),
        };

        int CountOf(Outcome outcome) => trials.Count(
            trial => trial.Trial.Outcome == outcome && !trial.IsRanked && !trial.IsAtChance);
    }
}
