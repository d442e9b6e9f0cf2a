namespace SweepRunner.Tracking.Storage;

/// <summary>The rules of claims and attempts, the same in every kind of store. All of it runs in a transaction that
/// excludes other writers of the trial, which is what makes a claim exclusive.</summary>
internal sealed class TrialClaims<TSession, TTrial>(
    IStoreDatabase<TSession> database, StoreTables<TSession, TTrial> tables, IProcessTable processes)
    where TTrial : class
{
    /// <summary>The first trial in plan order that is queued or whose lease no longer holds; after all of them one that
    /// was released for a fault.</summary>
    public TTrial? FirstFree(TSession session, long sweep)
    {
        var queued = tables.Trials.FirstQueued(session, sweep, isFaulted: false);
        var now = database.Now(session);
        var abandoned = tables.Trials.FirstAbandoned(
            session, sweep, now, processes.Current.Host, lease => lease.Holds(now, processes));
        if (abandoned is not null && (queued is null || tables.Trials.Number(abandoned) < tables.Trials.Number(queued)))
            return abandoned;
        return queued ?? tables.Trials.FirstQueued(session, sweep, isFaulted: true);
    }

    public int Held(TSession session, long sweep) => tables.Trials.WithOutcome(session, sweep, Outcome.Running)
        .Count(trial => tables.Trials.LeaseOf(trial)?.Holds(database.Now(session), processes) is true);

    /// <summary>Throws if the claim no longer holds.</summary>
    public (long Sweep, TTrial Trial) Find(TSession session, Claim claim)
    {
        var id = claim.Trial.Id;
        // The start distinguishes a sweep that was deleted and created again under its name: attempts begin at 1 anew.
        if (tables.Sweeps.FindId(session, id.Sweep) is { } sweep
            && tables.Trials.Find(session, sweep, id.Number) is { } trial
            && tables.Trials.Record(trial, id.Sweep) is { Outcome: Outcome.Running } record
            && (record.Attempts, record.StartedUtc) == (claim.Attempt, claim.Trial.StartedUtc))
            return (sweep, trial);
        throw new LeaseLostException(id, claim.Attempt);
    }

    /// <summary>Gives a trial to an owner; ends the attempt whose lease no longer holds.</summary>
    public void Take(TSession session, long sweep, TTrial trial, LeaseOwner owner)
    {
        if (tables.Trials.LeaseOf(trial) is { } old)
            EndAttempt(session, sweep, trial, old.EndingOfTheAbandoned(processes));
        var now = database.Now(session);
        tables.Trials.Start(session, trial, new Lease(owner, Lease.Expiry(now)), now.ToUnixTimeMilliseconds());
    }

    public void BeginAttempt(
        TSession session, long sweep, TTrial trial, TrialRecord record, LeaseOwner owner, string? log) =>
        tables.Attempts.Insert(session, trial, new AttemptRecord
        {
            Trial = record.Number,
            Number = record.Attempts,
            Owner = owner,
            StartedUtc = database.Now(session),
            StepsBefore = StepsBefore(session, sweep, trial),
            LogPath = log,
        });

    /// <summary>Ends the newest attempt at a trial.</summary>
    public void EndAttempt(
        TSession session, long sweep, TTrial trial, AttemptEnding ending, string? reason = null, TrialEnd? end = null)
    {
        if (tables.Attempts.All(session, sweep, tables.Trials.Number(trial)) is [.., var attempt])
            tables.Attempts.Update(session, trial, Ended(session, trial, attempt, ending, reason, end));
    }

    /// <summary>The newest attempt at a trial as it is if it ends now.</summary>
    public AttemptRecord Ended(
        TSession session, TTrial trial, AttemptRecord attempt, AttemptEnding ending, string? reason = null,
        TrialEnd? end = null) => attempt with
        {
            EndedUtc = database.Now(session),
            Ending = ending,
            Outcome = end?.Outcome,
            Reason = reason,
            StepsAfter = Math.Max(end?.Steps ?? 0, StepsRecorded(session, trial)),
        };

    // Compared with every attempt since the trial was last queued anew: a trial that dies around the same step each
    // time would otherwise count as progressing whenever it gets a little further than the last time.
    private long StepsBefore(TSession session, long sweep, TTrial trial) => tables.Attempts
        .All(session, sweep, tables.Trials.Number(trial))
        .Reverse()
        .TakeWhile(attempt => attempt.Ending != AttemptEnding.Finished)
        .Select(attempt => Math.Max(attempt.StepsBefore, attempt.StepsAfter ?? 0))
        .Append(StepsRecorded(session, trial))
        .Max();

    public long StepsRecorded(TSession session, TTrial trial) => AttemptRecord.StepsRecorded(
        tables.Metrics.LastStep(session, trial),
        tables.Trials.Checkpoints(session, trial) is [var furthest, ..] ? furthest.Steps : 0);
}
