using LiteDB;
using static SweepRunner.Tracking.LiteDb.LiteDbSchema;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The collection <c>attempts</c>, keyed by sweep, trial and attempt.</summary>
internal sealed class LiteDbAttempts : IAttemptTable<LiteDbSession, BsonDocument>
{
    public void Insert(LiteDbSession session, BsonDocument trial, AttemptRecord attempt)
    {
        var document = new BsonDocument
        {
            [Id] = Key(trial, attempt),
            [Process] = NextOf(session, LiteDbTrials.Key(trial)[0], attempt.Owner),
            ["host"] = attempt.Owner.Host,
            ["bootId"] = attempt.Owner.BootId,
            ["startedMs"] = attempt.StartedUtc.ToUnixTimeMilliseconds(),
            ["stepsBefore"] = attempt.StepsBefore,
            ["logPath"] = attempt.LogPath.OrNull(),
        };
        WriteEnd(document, attempt);
        session.Insert(Attempts, document);
    }

    public void Update(LiteDbSession session, BsonDocument trial, AttemptRecord attempt)
    {
        var document = session.Find(Attempts, Key(trial, attempt))!;
        WriteEnd(document, attempt);
        session.Update(Attempts, document);
    }

    public IReadOnlyList<AttemptRecord> All(LiteDbSession session, long sweep, int? trial) =>
        [.. session.From(Attempts, LiteDbTrials.Prefix(sweep, trial)).Select(Record)];

    public AttemptRecord? FindLast(LiteDbSession session, long sweep, LeaseOwner owner) => session
        .From(Attempts, ProcessKey(sweep, owner), Process)
        .Select(Record)
        .LastOrDefault(attempt => attempt.Owner == owner);

    private static BsonArray Key(BsonDocument trial, AttemptRecord attempt) =>
        LiteDbTrials.Key(trial).With((long)attempt.Number);

    private static BsonArray ProcessKey(BsonValue sweep, LeaseOwner owner) =>
        [sweep, (long)owner.ProcessId, owner.ProcessStart];

    // Counted for each process of a sweep, since two attempts may begin within a millisecond.
    private static BsonArray NextOf(LiteDbSession session, BsonValue sweep, LeaseOwner owner)
    {
        var process = ProcessKey(sweep, owner);
        var last = session.Last(Attempts, process, field: Process);
        return process.With((last?[Process].AsArray[^1].AsInt64 ?? 0) + 1);
    }

    private static void WriteEnd(BsonDocument document, AttemptRecord attempt)
    {
        document["endedMs"] = (attempt.EndedUtc?.ToUnixTimeMilliseconds()).OrNull();
        document["ending"] = attempt.Ending?.Name().OrNull() ?? BsonValue.Null;
        document["outcome"] = attempt.Outcome?.Name().OrNull() ?? BsonValue.Null;
        document["reason"] = attempt.Reason.OrNull();
        document["isDeathSeen"] = attempt.IsDeathSeen;
        document["stepsAfter"] = attempt.StepsAfter.OrNull();
        document["exitCode"] = attempt.ExitCode.OrNull();
        document["signal"] = attempt.Signal.OrNull();
    }

    private static AttemptRecord Record(BsonDocument attempt)
    {
        var (key, process) = (attempt[Id], attempt[Process]);
        return new AttemptRecord
        {
            Trial = (int)key[1].AsInt64,
            Number = (int)key[2].AsInt64,
            Owner = new LeaseOwner(
                attempt["host"].AsString, attempt["bootId"].AsString, (int)process[1].AsInt64, process[2].AsInt64),
            StartedUtc = attempt["startedMs"].Time(),
            EndedUtc = attempt["endedMs"].TimeOrNull(),
            Ending = attempt["ending"].TextOrNull() is { } ending ? OutcomeNames.ParseEnding(ending) : null,
            Outcome = attempt["outcome"].TextOrNull() is { } outcome ? OutcomeNames.Parse(outcome) : null,
            Reason = attempt["reason"].TextOrNull(),
            IsDeathSeen = attempt["isDeathSeen"].AsBoolean,
            StepsBefore = attempt["stepsBefore"].AsInt64,
            StepsAfter = attempt["stepsAfter"].LongOrNull(),
            ExitCode = attempt["exitCode"].IntOrNull(),
            Signal = attempt["signal"].IntOrNull(),
            LogPath = attempt["logPath"].TextOrNull(),
        };
    }
}
