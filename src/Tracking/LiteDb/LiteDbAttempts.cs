using LiteDB;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Who worked on trials and how it ended: the collection <c>attempts</c>, keyed by sweep, trial and
/// attempt.</summary>
internal static class LiteDbAttempts
{
    private const string Host = "host",
        BootId = "bootId",
        EndedMs = "endedMs",
        Ending = "ending",
        IsDeathSeen = "isDeathSeen";

    private const string StepsBefore = "stepsBefore",
        StepsAfter = "stepsAfter",
        ExitCode = "exitCode",
        Signal = "signal";

    /// <summary>Begins the attempt that a trial has just been given to.</summary>
    public static void Begin(LiteDbSession session, BsonDocument trial, LeaseOwner owner, string? logPath, long now)
    {
        // Measured against every attempt since the trial was queued anew, not the one before alone: a trial that dies
        // around the same step each time would else pass for one that moves, whenever it gets a little further than the
        // last time.
        var furthest = session.From(LiteDbSchema.Attempts, LiteDbTrials.Key(trial))
            .Reverse()
            .TakeWhile(attempt => attempt[Ending].TextOrNull() != AttemptEnding.Finished.Name())
            .Select(attempt => Math.Max(attempt[StepsBefore].AsInt64, attempt[StepsAfter].LongOrNull() ?? 0))
            .DefaultIfEmpty(0)
            .Max();
        session.Insert(LiteDbSchema.Attempts, new BsonDocument
        {
            [LiteDbSchema.Id] = Key(trial, LiteDbTrials.AttemptsOf(trial)),
            [LiteDbSchema.Process] = NextOf(session, LiteDbTrials.Key(trial)[0], owner),
            [Host] = owner.Host,
            [BootId] = owner.BootId,
            ["startedMs"] = now,
            [EndedMs] = BsonValue.Null,
            [Ending] = BsonValue.Null,
            ["outcome"] = BsonValue.Null,
            ["reason"] = BsonValue.Null,
            [IsDeathSeen] = false,
            [StepsBefore] = Math.Max(furthest, StepsRecorded(session, trial)),
            [StepsAfter] = BsonValue.Null,
            [ExitCode] = BsonValue.Null,
            [Signal] = BsonValue.Null,
            ["logPath"] = logPath.OrNull(),
        });
    }

    /// <summary>Ends the attempt that writes its trial's end.</summary>
    public static void Finish(LiteDbSession session, BsonDocument trial, TrialEnd end, long now) =>
        End(
            session,
            trial,
            AttemptEnding.Finished,
            end.Outcome,
            end.Kind,
            Math.Max(end.Steps, StepsRecorded(session, trial)),
            now);

    /// <summary>Ends the attempt that gives its trial back.</summary>
    public static void Release(LiteDbSession session, BsonDocument trial, string? reason, long now) =>
        End(session, trial, AttemptEnding.Released, null, reason, StepsRecorded(session, trial), now);

    /// <summary>Ends the attempt whose lease no longer holds.</summary>
    public static void Abandon(
        LiteDbSession session,
        BsonDocument trial,
        Lease lease,
        IProcessTable processes,
        long now
    ) => End(session, trial, lease.EndingOfTheAbandoned(processes), null, null, StepsRecorded(session, trial), now);

    /// <summary>Writes a death that a supervisor saw, unless the attempt's holder had ended it before.</summary>
    public static void RecordDeath(LiteDbSession session, BsonDocument trial, int number, WorkerDeath death)
    {
        if (session.Find(LiteDbSchema.Attempts, Key(trial, number)) is not { } attempt)
            return;
        AttemptEnding? ending = attempt[Ending].TextOrNull() is { } name ? OutcomeNames.ParseEnding(name) : null;
        if (ending is not (null or AttemptEnding.Died or AttemptEnding.Lost))
            return;
        attempt[IsDeathSeen] = ending is null or AttemptEnding.Died;
        attempt[ExitCode] = death.ExitCode.OrNull();
        attempt[Signal] = death.Signal.OrNull();
        if (ending is null)
        {
            attempt[Ending] = AttemptEnding.Died.Name();
            attempt[EndedMs] = death.TimeUtc.ToUnixTimeMilliseconds();
            attempt[StepsAfter] = StepsRecorded(session, trial);
        }

        session.Update(LiteDbSchema.Attempts, attempt);
    }

    /// <summary>The attempts at a trial, or at all of a sweep by trial, the oldest of each first.</summary>
    public static IReadOnlyList<AttemptRecord> Of(LiteDbSession session, long sweep, int? trial) =>
    [
        .. session.From(LiteDbSchema.Attempts, trial is { } number ? [sweep, (long)number] : [sweep]).Select(Record),
    ];

    /// <summary>The newest attempt of a process in a sweep, or null.</summary>
    public static AttemptRecord? LastOf(LiteDbSession session, long sweep, LeaseOwner owner) => session
        .From(LiteDbSchema.Attempts, Process(sweep, owner), LiteDbSchema.Process)
        .Where(attempt => attempt[Host].AsString == owner.Host && attempt[BootId].AsString == owner.BootId)
        .Select(Record)
        .LastOrDefault();

    private static BsonArray Key(BsonDocument trial, int attempt) => LiteDbTrials.Key(trial).With((long)attempt);

    private static BsonArray Process(BsonValue sweep, LeaseOwner owner) =>
        [sweep, (long)owner.ProcessId, owner.ProcessStart];

    // Counted on for each process of a sweep, since two attempts may begin within a millisecond.
    private static BsonArray NextOf(LiteDbSession session, BsonValue sweep, LeaseOwner owner)
    {
        var process = Process(sweep, owner);
        var last =
            session
                .Last(LiteDbSchema.Attempts, process, field: LiteDbSchema.Process)
                ?[LiteDbSchema.Process].AsArray[^1]
                .AsInt64
            ?? 0;
        return process.With(last + 1);
    }

    private static void End(
        LiteDbSession session,
        BsonDocument trial,
        AttemptEnding ending,
        Outcome? outcome,
        string? reason,
        long after,
        long now)
    {
        var attempt = session.Find(LiteDbSchema.Attempts, Key(trial, LiteDbTrials.AttemptsOf(trial)))!;
        attempt[EndedMs] = now;
        attempt[Ending] = ending.Name();
        attempt["outcome"] = outcome?.Name().OrNull() ?? BsonValue.Null;
        attempt["reason"] = reason.OrNull();
        attempt[StepsAfter] = after;
        session.Update(LiteDbSchema.Attempts, attempt);
    }

    private static long StepsRecorded(LiteDbSession session, BsonDocument trial) =>
        AttemptRecord.StepsRecorded(LiteDbMetrics.LastStep(session, trial), LiteDbCheckpoints.MostSteps(trial));

    private static AttemptRecord Record(BsonDocument attempt)
    {
        var (key, process) = (attempt[LiteDbSchema.Id], attempt[LiteDbSchema.Process]);
        return new AttemptRecord
        {
            Trial = (int)key[1].AsInt64,
            Number = (int)key[2].AsInt64,
            Owner = new LeaseOwner(
                attempt[Host].AsString, attempt[BootId].AsString, (int)process[1].AsInt64, process[2].AsInt64),
            StartedUtc = attempt["startedMs"].Time(),
            EndedUtc = attempt[EndedMs].TimeOrNull(),
            Ending = attempt[Ending].TextOrNull() is { } ending ? OutcomeNames.ParseEnding(ending) : null,
            Outcome = attempt["outcome"].TextOrNull() is { } outcome ? OutcomeNames.Parse(outcome) : null,
            Reason = attempt["reason"].TextOrNull(),
            IsDeathSeen = attempt[IsDeathSeen].AsBoolean,
            StepsBefore = attempt[StepsBefore].AsInt64,
            StepsAfter = attempt[StepsAfter].LongOrNull(),
            ExitCode = attempt[ExitCode].IntOrNull(),
            Signal = attempt[Signal].IntOrNull(),
            LogPath = attempt["logPath"].TextOrNull(),
        };
    }
}
