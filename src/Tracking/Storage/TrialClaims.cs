namespace SweepRunner.Tracking.Storage;

/// <summary>The rules of claims and attempts, the same in every kind of store. All of it runs in a transaction that
/// excludes other writers, which is what makes a claim exclusive.</summary>
internal sealed class TrialClaims<TSession, TTrial>(StoreTables<TSession, TTrial> tables, StoreOptions options)
    where TTrial : class
{
    /// <summary>The first trial in plan order that is queued or whose lease no longer holds; after all of them one that
    /// was released for a fault.</summary>
    public TTrial? FirstFree(TSession session, long sweep)
    {
        var queued = tables.Trials.FirstQueued(session, sweep, isFaulted: false);
        var abandoned = tables.Trials.WithOutcome(session, sweep, Outcome.Running)
            .Where(trial => !IsHeld(trial))
            .MinBy(tables.Trials.Number);
        if (abandoned is not null && (queued is null || tables.Trials.Number(abandoned) < tables.Trials.Number(queued)))
            return abandoned;
        return queued ?? tables.Trials.FirstQueued(session, sweep, isFaulted: true);
    }

    public int Held(TSession session, long sweep) =>
        tables.Trials.WithOutcome(session, sweep, Outcome.Running).Count(IsHeld);

    private bool IsHeld(TTrial trial) =>
        tables.Trials.LeaseOf(trial) is { } lease && lease.Holds(options.Time, options.Processes);

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
            EndAttempt(session, sweep, trial, old.EndingOfTheAbandoned(options.Processes));
        var lease = new Lease(owner, Lease.Expiry(options.Time));
        tables.Trials.Start(session, trial, lease, options.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public void BeginAttempt(
        TSession session, long sweep, TTrial trial, TrialRecord record, LeaseOwner owner, string? log) =>
        tables.Attempts.Insert(session, trial, new AttemptRecord
        {
            Trial = record.Number,
            Number = record.Attempts,
            Owner = owner,
            StartedUtc = options.Time.GetUtcNow(),
            StepsBefore = StepsBefore(session, sweep, trial),
            LogPath = log,
        });

    /// <summary>Ends the newest attempt at a trial.</summary>
    public void EndAttempt(
        TSession session, long sweep, TTrial trial, AttemptEnding ending, string? reason = null, TrialEnd? end = null)
    {
        if (tables.Attempts.All(session, sweep, tables.Trials.Number(trial)) is not [.., var attempt])
            return;
        tables.Attempts.Update(session, trial, attempt with
        {
            EndedUtc = options.Time.GetUtcNow(),
            Ending = ending,
            Outcome = end?.Outcome,
            Reason = reason,
            StepsAfter = Math.Max(end?.Steps ?? 0, StepsRecorded(session, trial)),
        });
    }

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
