using LiteDB;
using static SweepRunner.Tracking.LiteDb.LiteDbSchema;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The collection <c>trials</c>, keyed by sweep and number; leases and checkpoints are fields.</summary>
internal sealed class LiteDbTrials : ITrialTable<LiteDbSession, BsonDocument>
{
    private const string OutcomeField = "outcome", IsFaulted = "isFaulted", Attempts = "attempts";

    private const string StartedMs = "startedMs", EndedMs = "endedMs", SpaceValues = "spaceValues";

    private const string LeaseField = "lease", ExpiresMs = "expiresMs";

    private const string CheckpointField = "checkpoints", Steps = "steps", File = "file";

    private const string DataField = "data", ConfigJson = "configJson", Identity = "identity";

    private const string PauseAfterEpochs = "pauseAfterEpochs";

    private static readonly BsonExpression StateAlone = BsonExpression.Create($"{{ {State}: $.{State} }}");

    private static readonly BsonExpression IdentityAlone =
        BsonExpression.Create($"{{ {Id}: $.{Id}, {Identity}: $.{Identity} }}");

    public static BsonDocument Create(long sweep, int number, NewTrial trial)
    {
        var document = new BsonDocument
        {
            [Id] = Prefix(sweep, number),
            ["cell"] = trial.Cell,
            ["seed"] = trial.Seed,
            [Identity] = trial.Identity,
            [SpaceValues] = LiteDbValues.Array(trial.SpaceValues),
            [ConfigJson] = trial.ConfigJson,
            [IsFaulted] = false,
            [Attempts] = 0,
            [CheckpointField] = new BsonArray(),
            [DataField] = trial.Data is null ? BsonValue.Null : LiteDbData.Write(trial.Data),
            [PauseAfterEpochs] = trial.PauseAfterEpochs.OrNull(),
        };
        SetQueued(document);
        ClearEnd(document);
        return document;
    }

    /// <summary>The trial's sweep and number, with which other keys begin.</summary>
    public static BsonArray Key(BsonDocument trial) => trial[Id].AsArray;

    /// <summary>The beginning of the keys of a trial, or of a whole sweep.</summary>
    public static BsonArray Prefix(long sweep, int? trial) => trial is { } number ? [sweep, (long)number] : [sweep];

    public static void SetConfig(BsonDocument trial, NewTrial grown)
    {
        trial[ConfigJson] = grown.ConfigJson;
        trial[SpaceValues] = LiteDbValues.Array(grown.SpaceValues);
    }

    public int Number(BsonDocument trial) => (int)Key(trial)[1].AsInt64;

    public IReadOnlyList<BsonDocument> All(LiteDbSession session, long sweep) => [.. session.From(Trials, [sweep])];

    public BsonDocument? Find(LiteDbSession session, long sweep, int number) =>
        session.Find(Trials, Prefix(sweep, number));

    public IReadOnlyList<string> Identities(LiteDbSession session, long sweep) =>
        [.. session.From(Trials, [sweep], fields: IdentityAlone).Select(trial => trial[Identity].AsString)];

    public IReadOnlyList<BsonDocument> WithOutcome(LiteDbSession session, long sweep, Outcome outcome) =>
        [.. At(session, sweep, outcome)];

    // The index has those that a fault gave back behind the others.
    public BsonDocument? FirstQueued(LiteDbSession session, long sweep, bool isFaulted) =>
        At(session, sweep, Outcome.Queued).FirstOrDefault() is { } first && first[IsFaulted].AsBoolean == isFaulted
            ? first
            : null;

    public BsonDocument? FirstAbandoned(
        LiteDbSession session, long sweep, DateTimeOffset now, string host, Func<Lease, bool> isHeld) =>
        At(session, sweep, Outcome.Running)
            .Where(trial => LeaseOf(trial) is not { } lease || !isHeld(lease))
            .MinBy(Number);

    public IReadOnlyDictionary<Outcome, int> Counts(LiteDbSession session, long sweep) => session
        .From(Trials, [sweep], State, StateAlone)
        .CountBy(document => OutcomeNames.Parse(document[State][1].AsString))
        .ToDictionary();

    public bool IsAny(LiteDbSession session, long sweep, Outcome outcome) =>
        At(session, sweep, outcome, StateAlone).Any();

    public TrialRecord Record(BsonDocument trial, string sweep)
    {
        var outcome = OutcomeNames.Parse(trial[OutcomeField].AsString);
        return new TrialRecord
        {
            Id = new TrialId(sweep, Number(trial)),
            Definition = new NewTrial
            {
                Cell = trial["cell"].AsInt32,
                Seed = trial["seed"].AsInt64,
                Identity = trial[Identity].AsString,
                ConfigJson = trial[ConfigJson].AsString,
                SpaceValues = trial[SpaceValues].Texts(),
                Data = trial[DataField] is BsonDocument data ? LiteDbData.Read(data) : null,
                PauseAfterEpochs = trial[PauseAfterEpochs].IntOrNull(),
            },
            Outcome = outcome,
            End = outcome.IsFinal() ? ReadEnd(trial, outcome) : null,
            PauseAfterEpochs = trial[PauseAfterEpochs].IntOrNull(),
            Attempts = trial[Attempts].AsInt32,
            StartedUtc = trial[StartedMs].TimeOrNull(),
            EndedUtc = trial[EndedMs].TimeOrNull(),
        };
    }

    public Lease? LeaseOf(BsonDocument trial) =>
        trial[LeaseField] is BsonDocument lease
            ? new Lease(
                new(lease["host"].AsString, lease["bootId"].AsString, lease["pid"].AsInt32, lease["pidStart"].AsInt64),
                lease[ExpiresMs].AsInt64)
            : null;

    public void Start(LiteDbSession session, BsonDocument trial, Lease lease, long nowMs)
    {
        SetOutcome(trial, Outcome.Running);
        trial[Attempts] = trial[Attempts].AsInt32 + 1;
        trial[StartedMs] = nowMs;
        trial[LeaseField] = new BsonDocument
        {
            ["host"] = lease.Owner.Host,
            ["bootId"] = lease.Owner.BootId,
            ["pid"] = lease.Owner.ProcessId,
            ["pidStart"] = lease.Owner.ProcessStart,
            [ExpiresMs] = lease.ExpiresMs,
        };
        Save(session, trial);
    }

    public void Renew(LiteDbSession session, BsonDocument trial, long expiresMs)
    {
        trial[LeaseField][ExpiresMs] = expiresMs;
        Save(session, trial);
    }

    public void Queue(LiteDbSession session, BsonDocument trial, bool isFaulted)
    {
        if (isFaulted)
            trial[IsFaulted] = true;
        SetQueued(trial);
        Save(session, trial);
    }

    public void Pause(LiteDbSession session, BsonDocument trial)
    {
        trial[IsFaulted] = false;
        SetOutcome(trial, Outcome.Paused);
        Save(session, trial);
    }

    public void Promote(LiteDbSession session, BsonDocument trial, int? pauseAfterEpochs)
    {
        trial[PauseAfterEpochs] = pauseAfterEpochs.OrNull();
        Requeue(session, trial, fromStart: false);
    }

    public void End(LiteDbSession session, BsonDocument trial, TrialEnd end, long nowMs)
    {
        trial[IsFaulted] = false;
        SetOutcome(trial, end.Outcome);
        WriteEnd(trial, end);
        trial[EndedMs] = nowMs;
        if (end.Outcome.IsForGood())
            trial[CheckpointField] = new BsonArray();
        Save(session, trial);
    }

    public void Requeue(LiteDbSession session, BsonDocument trial, bool fromStart)
    {
        SetQueued(trial);
        ClearEnd(trial);
        if (fromStart)
            trial[CheckpointField] = new BsonArray();
        Save(session, trial);
    }

    public void Restore(LiteDbSession session, BsonDocument trial, TrialRecord record, bool isFaulted)
    {
        trial[IsFaulted] = isFaulted;
        SetOutcome(trial, record.Outcome);
        if (record.End is { } end)
            WriteEnd(trial, end);
        trial[Attempts] = record.Attempts;
        trial[StartedMs] = (record.StartedUtc?.ToUnixTimeMilliseconds()).OrNull();
        trial[EndedMs] = (record.EndedUtc?.ToUnixTimeMilliseconds()).OrNull();
        Save(session, trial);
    }

    public IReadOnlyList<CheckpointRecord> Checkpoints(LiteDbSession session, BsonDocument trial) =>
    [
        .. trial[CheckpointField]
            .AsArray.Reverse()
            .Select(each => new CheckpointRecord(
                each[Steps].AsInt64, each["epochs"].AsInt32, each[File].AsString, each["sha256"].AsString,
                each["bytes"].AsInt64, each["timeMs"].Time()))
            .OrderByDescending(checkpoint => checkpoint.Steps),
    ];

    public void AddCheckpoint(LiteDbSession session, BsonDocument trial, CheckpointRecord checkpoint)
    {
        var added = new BsonDocument
        {
            [Steps] = checkpoint.Steps,
            ["epochs"] = checkpoint.Epochs,
            [File] = checkpoint.File,
            ["sha256"] = checkpoint.Sha256,
            ["bytes"] = checkpoint.Bytes,
            ["timeMs"] = checkpoint.TimeUtc.ToUnixTimeMilliseconds(),
        };
        var others = trial[CheckpointField].AsArray.Where(each => each[File].AsString != checkpoint.File);
        trial[CheckpointField] = new BsonArray(others.Append(added));
        Save(session, trial);
    }

    public void DeleteCheckpoints(LiteDbSession session, BsonDocument trial, IReadOnlyCollection<string> files) =>
        Keep(session, trial, checkpoint => !files.Contains(checkpoint[File].AsString));

    public void DeleteCheckpointsAfter(LiteDbSession session, BsonDocument trial, long steps) =>
        Keep(session, trial, checkpoint => checkpoint[Steps].AsInt64 <= steps);

    private static void Keep(LiteDbSession session, BsonDocument trial, Func<BsonValue, bool> isKept)
    {
        trial[CheckpointField] = new BsonArray(trial[CheckpointField].AsArray.Where(isKept));
        Save(session, trial);
    }

    private static IEnumerable<BsonDocument> At(
        LiteDbSession session, long sweep, Outcome outcome, BsonExpression? fields = null) =>
        session.From(Trials, [sweep, outcome.Name()], State, fields);

    private static void Save(LiteDbSession session, BsonDocument trial) => session.Update(Trials, trial);

    private static void SetQueued(BsonDocument trial)
    {
        SetOutcome(trial, Outcome.Queued);
        trial[StartedMs] = BsonValue.Null;
    }

    // The queue is an index of the state. A trial whose outcome changes has no lease.
    private static void SetOutcome(BsonDocument trial, Outcome outcome)
    {
        trial[OutcomeField] = outcome.Name();
        trial[State] = new BsonArray
        {
            Key(trial)[0], outcome.Name(), trial[IsFaulted].AsBoolean ? 1 : 0, Key(trial)[1],
        };
        trial[LeaseField] = BsonValue.Null;
    }

    private static void ClearEnd(BsonDocument trial)
    {
        WriteEnd(trial, new TrialEnd { Outcome = Outcome.Queued });
        trial[EndedMs] = BsonValue.Null;
    }

    private static void WriteEnd(BsonDocument trial, TrialEnd end)
    {
        trial["outcomeKind"] = end.Kind.OrNull();
        trial["outcomeStep"] = end.Step.OrNull();
        trial["epochs"] = end.Epochs;
        trial[Steps] = end.Steps;
        trial["lastFiniteLoss"] = end.LastFiniteLoss.OrNull();
        trial["elapsedSeconds"] = end.ElapsedSeconds;
        trial["error"] = end.Error.OrNull();
        trial["divergenceJson"] = end.DivergenceJson.OrNull();
    }

    private static TrialEnd ReadEnd(BsonDocument trial, Outcome outcome) => new()
    {
        Outcome = outcome,
        Kind = trial["outcomeKind"].TextOrNull(),
        Step = trial["outcomeStep"].LongOrNull(),
        Epochs = trial["epochs"].AsInt32,
        Steps = trial[Steps].AsInt64,
        LastFiniteLoss = trial["lastFiniteLoss"].DoubleOrNull(),
        ElapsedSeconds = trial["elapsedSeconds"].AsDouble,
        Error = trial["error"].TextOrNull(),
        DivergenceJson = trial["divergenceJson"].TextOrNull(),
    };
}
