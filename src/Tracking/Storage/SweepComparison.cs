namespace SweepRunner.Tracking.Storage;

/// <summary>Compares what two stores keep of one sweep.</summary>
internal static class SweepComparison
{
    /// <summary>What <paramref name="there"/> has and <paramref name="copied"/> lacks, in words; empty if the copy is
    /// the same or continues it. Equal attempts recorded equal points, since no attempt is made twice.</summary>
    public static IReadOnlyList<string> Missing(SweepContents there, SweepContents copied)
    {
        string?[] missing =
        [
            .. there.Trials.Select(trial => Missing(trial, copied.Trials.ElementAtOrDefault(trial.Trial.Number))),
            Missing("decision", there.Decisions.Select(Text), copied.Decisions.Select(Text)),
            Missing("event", there.Events, copied.Events),
            HasOtherFile(there, copied) ? "its sweep file is another one" : null,
        ];
        return [.. missing.OfType<string>()];
    }

    /// <summary>True if nothing was written to a sweep between two readings.</summary>
    public static bool IsSame(SweepContents first, SweepContents? second) =>
        second is not null
        && first.Sweep.CreatedUtc == second.Sweep.CreatedUtc
        && first.Sweep.Definition.ConfigText == second.Sweep.Definition.ConfigText
        && first.Decisions.Count == second.Decisions.Count
        && first.Events.Count == second.Events.Count
        && first.Trials.Select(State).SequenceEqual(second.Trials.Select(State));

    private static (Outcome Outcome, int Attempts, DateTimeOffset? EndedUtc) State(TrialContents trial) =>
        (trial.Trial.Outcome, trial.Trial.Attempts, trial.Trial.EndedUtc);

    private static string? Missing(TrialContents there, TrialContents? copied)
    {
        var trial = $"trial {there.Trial.Number}";
        if (copied is null)
            return $"{trial} is missing";
        if (there.Trial.Definition.Identity != copied.Trial.Definition.Identity)
            return $"{trial} has another identity";
        var (those, these) = (there.Attempts.Select(Comparable), copied.Attempts.Select(Comparable));
        if (Missing("attempt", those, these, $" of {trial}") is { } attempt)
            return attempt;
        // Without a later attempt, a trial that ended has the same end, or was queued anew.
        return there.Trial.Attempts >= copied.Trial.Attempts
            && (there.Trial.End, copied.Trial.End) is ({ } end, { } other)
            && end != other
            ? $"{trial} ended as {other.Outcome.Name()}, not as {end.Outcome.Name()}"
            : null;
    }

    // Numbers from 1, as people count.
    private static string? Missing<T>(string kind, IEnumerable<T> there, IEnumerable<T> copied, string owner = "")
    {
        var (those, these) = (there.ToList(), copied.ToList());
        var same = those.Zip(these).TakeWhile(pair => Equals(pair.First, pair.Second)).Count();
        return same == those.Count
            ? null
            : $"{kind} {same + 1}{owner} {(same < these.Count ? "is another one" : "is missing")}";
    }

    // The death of a process is noticed later in one store than in the other, and each has its own folder.
    private static AttemptRecord Comparable(AttemptRecord attempt) => attempt with
    {
        LogPath = null,
        EndedUtc = attempt.Ending is AttemptEnding.Died or AttemptEnding.Lost ? null : attempt.EndedUtc,
    };

    private static string Text(DecisionRecord decision) =>
        $"{decision.Kind} {decision.TimeUtc:O} {string.Join(',', decision.Trials)} {decision.Reason} "
        + decision.FactsJson;

    // Extending a sweep adds trials or an event.
    private static bool HasOtherFile(SweepContents there, SweepContents copied) =>
        there.Sweep.Definition.ConfigText != copied.Sweep.Definition.ConfigText
        && there.Trials.Count == copied.Trials.Count
        && there.Events.Count == copied.Events.Count;
}
