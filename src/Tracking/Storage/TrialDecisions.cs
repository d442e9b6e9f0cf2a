namespace SweepRunner.Tracking.Storage;

/// <summary>The rules of decisions, the same in every kind of store. All of it runs in a transaction that excludes
/// other writers of the sweep: of two processes that have seen as many decisions, one decides.</summary>
internal sealed class TrialDecisions<TSession, TTrial>(
    IStoreDatabase<TSession> database, StoreTables<TSession, TTrial> tables)
    where TTrial : class
{
    public bool IsOpen(TSession session, long sweep) =>
        tables.Decisions.Last(session, sweep) is { Kind: not DecisionKind.End };

    /// <summary>Writes the first decision of a sweep that has one to begin with, and none yet.</summary>
    public void Begin(TSession session, long sweep, NewSweep definition)
    {
        if (definition.Beginning is { } beginning)
            Decide(session, sweep, definition.Name, number: 0, beginning);
    }

    /// <summary>Opens a sweep again whose decisions have ended.</summary>
    public void Reopen(TSession session, long sweep, string name, string reason)
    {
        if (tables.Decisions.Last(session, sweep) is { Kind: DecisionKind.End } end)
            Decide(session, sweep, name, end.Number + 1, new NewDecision(DecisionKind.Reopen, reason));
    }

    /// <summary>The rule of <see cref="IDecisionStore.Decide"/>.</summary>
    public bool Decide(TSession session, long sweep, string name, int number, NewDecision decision)
    {
        if (number != (tables.Decisions.Last(session, sweep)?.Number + 1 ?? 0))
            return false;
        tables.Decisions.Insert(session, sweep, new DecisionRecord
        {
            Number = number,
            Kind = decision.Kind,
            Reason = decision.Reason,
            FactsJson = decision.FactsJson,
            Trials =
            [
                .. Added(session, sweep, name, decision.Added),
                .. Promoted(session, sweep, decision.Promoted),
                .. Ended(session, sweep, decision.Ended),
            ],
            TimeUtc = database.Now(session),
        });
        return true;
    }

    private IEnumerable<int> Added(TSession session, long sweep, string name, IReadOnlyList<NewTrial> trials)
    {
        if (trials.Count == 0)
            return [];
        var identities = tables.Trials.Identities(session, sweep);
        NewSweep.ThrowIfTwice(name, identities.Concat(trials.Select(trial => trial.Identity)));
        tables.Sweeps.AddTrials(session, sweep, identities.Count, trials);
        return Enumerable.Range(identities.Count, trials.Count);
    }

    private IEnumerable<int> Promoted(TSession session, long sweep, IReadOnlyList<Promotion> promotions)
    {
        foreach (var (number, pauseAfterEpochs) in promotions)
        {
            var trial = Find(session, sweep, number, "go on", Outcome.Paused, Outcome.Pruned);
            tables.Trials.Promote(session, trial, pauseAfterEpochs);
        }

        return promotions.Select(promotion => promotion.Trial);
    }

    private IEnumerable<int> Ended(TSession session, long sweep, IReadOnlyList<(int Trial, TrialEnd End)> ends)
    {
        foreach (var (number, end) in ends)
        {
            TrialEnd.ThrowIfUnfit(end);
            var trial = Find(session, sweep, number, "end", Outcome.Paused);
            tables.Trials.End(session, trial, end, database.Now(session).ToUnixTimeMilliseconds());
        }

        return ends.Select(each => each.Trial);
    }

    private TTrial Find(TSession session, long sweep, int number, string verb, params Outcome[] allowed)
    {
        var trial = tables.Trials.Find(session, sweep, number)
            ?? throw new ArgumentException($"Trial {number} cannot {verb}: the sweep has no such trial.");
        var outcome = tables.Trials.Record(trial, sweep: "").Outcome;
        return allowed.Contains(outcome)
            ? trial
            : throw new ArgumentException($"Trial {number} cannot {verb}: it is {outcome.Name()}.");
    }
}
