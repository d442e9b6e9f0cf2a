using LiteDB;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Trials and where they stand: the collection <c>trials</c>, keyed by sweep and number.</summary>
internal static class LiteDbTrials
{
    private const string OutcomeField = "outcome",
        IsFaulted = "isFaulted",
        Attempts = "attempts",
        StartedMs = "startedMs",
        EndedMs = "endedMs";

    private const string Cell = "cell", Identity = "identity", SpaceValues = "spaceValues", Checkpoints = "checkpoints";

    private static readonly BsonExpression StateAlone = BsonExpression.Create(
        $"{{ {LiteDbSchema.State}: $.{LiteDbSchema.State} }}");

    /// <summary>The trial as a sweep begins with it: queued.</summary>
    public static BsonDocument New(long sweep, int number, NewTrial trial)
    {
        var document = new BsonDocument
        {
            [LiteDbSchema.Id] = new BsonArray { sweep, (long)number },
            [Cell] = trial.Cell,
            ["seed"] = trial.Seed,
            [Identity] = trial.Identity,
            [SpaceValues] = LiteDbValues.Array(trial.SpaceValues),
            ["configJson"] = trial.ConfigJson,
            [IsFaulted] = false,
            [Attempts] = 0,
            [Checkpoints] = new BsonArray(),
        };
        Queue(document);
        ClearEnd(document);
        return document;
    }

    /// <summary>The trials of a sweep in plan order; to be taken before any of them is changed.</summary>
    public static IEnumerable<BsonDocument> Of(LiteDbSession session, long sweep) =>
        session.From(LiteDbSchema.Trials, [sweep]);

    /// <summary>One trial, or null.</summary>
    public static BsonDocument? Find(LiteDbSession session, long sweep, int number) =>
        session.Find(LiteDbSchema.Trials, new BsonArray { sweep, (long)number });

    /// <summary>The trials of a sweep that stand somewhere, in plan order, those that were given back for a fault
    /// behind the others.</summary>
    public static IEnumerable<BsonDocument> At(LiteDbSession session, long sweep, Outcome outcome) =>
        session.From(LiteDbSchema.Trials, [sweep, outcome.Name()], LiteDbSchema.State);

    /// <summary>Where the trials of a sweep stand, by the index alone.</summary>
    public static IEnumerable<Outcome> Outcomes(LiteDbSession session, long sweep) => session
        .From(LiteDbSchema.Trials, [sweep], LiteDbSchema.State, StateAlone)
        .Select(document => OutcomeNames.Parse(document[LiteDbSchema.State][1].AsString));

    /// <summary>True when a trial of the sweep is queued or running: the first of each by the index alone.</summary>
    public static bool IsAnyUnfinished(LiteDbSession session, long sweep) =>
        new[] { Tracking.Outcome.Queued, Tracking.Outcome.Running }.Any(outcome =>
            session.From(LiteDbSchema.Trials, [sweep, outcome.Name()], LiteDbSchema.State, StateAlone).Any()
        );

    /// <summary>The trial's sweep and number as the beginning of other keys.</summary>
    public static BsonArray Key(BsonDocument trial) => trial[LiteDbSchema.Id].AsArray;

    public static int Number(BsonDocument trial) => (int)Key(trial)[1].AsInt64;

    public static Outcome Outcome(BsonDocument trial) => OutcomeNames.Parse(trial[OutcomeField].AsString);

    public static int AttemptsOf(BsonDocument trial) => trial[Attempts].AsInt32;

    public static bool IsGivenBackForAFault(BsonDocument trial) => trial[IsFaulted].AsBoolean;

    public static long? Started(BsonDocument trial) => trial[StartedMs].LongOrNull();

    public static (int Number, int Cell, string Identity) Place(BsonDocument trial) =>
        (Number(trial), trial[Cell].AsInt32, trial[Identity].AsString);

    public static void SetSpaceValues(BsonDocument trial, IReadOnlyList<string?> values) =>
        trial[SpaceValues] = LiteDbValues.Array(values);

    /// <summary>The trial's checkpoints as they were saved, the newest last.</summary>
    public static BsonArray CheckpointsOf(BsonDocument trial) => trial[Checkpoints].AsArray;

    public static void SetCheckpoints(BsonDocument trial, IEnumerable<BsonValue> checkpoints) =>
        trial[Checkpoints] = new BsonArray(checkpoints);

    public static void Save(LiteDbSession session, BsonDocument trial) => session.Update(LiteDbSchema.Trials, trial);

    /// <summary>Puts the trial into the queue, behind the others where it was given back for a fault.</summary>
    public static void Queue(BsonDocument trial)
    {
        Stand(trial, Tracking.Outcome.Queued);
        trial[StartedMs] = BsonValue.Null;
    }

    /// <summary>Puts the trial into the queue after a fault.</summary>
    public static void QueueFaulted(BsonDocument trial)
    {
        trial[IsFaulted] = true;
        Queue(trial);
    }

    /// <summary>Begins the trial's next attempt.</summary>
    public static void Start(BsonDocument trial, long now)
    {
        Stand(trial, Tracking.Outcome.Running);
        trial[Attempts] = AttemptsOf(trial) + 1;
        trial[StartedMs] = now;
    }

    /// <summary>Ends the trial.</summary>
    public static void End(BsonDocument trial, TrialEnd end, long now)
    {
        trial[IsFaulted] = false;
        Stand(trial, end.Outcome);
        WriteEnd(trial, end);
        trial[EndedMs] = now;
        if (end.Outcome.IsForGood())
            SetCheckpoints(trial, []);
    }

    /// <summary>Puts an ended trial into the queue.</summary>
    public static void Requeue(BsonDocument trial)
    {
        Queue(trial);
        ClearEnd(trial);
    }

    public static TrialRecord Record(BsonDocument trial, string sweep)
    {
        var outcome = Outcome(trial);
        return new TrialRecord
        {
            Id = new TrialId(sweep, Number(trial)),
            Definition = new NewTrial
            {
                Cell = trial[Cell].AsInt32,
                Seed = trial["seed"].AsInt64,
                Identity = trial[Identity].AsString,
                ConfigJson = trial["configJson"].AsString,
                SpaceValues = trial[SpaceValues].Texts(),
            },
            Outcome = outcome,
            End = outcome.IsFinal() ? ReadEnd(trial, outcome) : null,
            Attempts = AttemptsOf(trial),
            StartedUtc = trial[StartedMs].TimeOrNull(),
            EndedUtc = trial[EndedMs].TimeOrNull(),
        };
    }

    // The state is what the queue is an index of. Whoever stands elsewhere than before has no lease.
    private static void Stand(BsonDocument trial, Outcome outcome)
    {
        trial[OutcomeField] = outcome.Name();
        trial[LiteDbSchema.State] = new BsonArray
        {
            Key(trial)[0],
            outcome.Name(),
            trial[IsFaulted].AsBoolean ? 1 : 0,
            Key(trial)[1],
        };
        LiteDbLeases.Clear(trial);
    }

    private static void ClearEnd(BsonDocument trial)
    {
        WriteEnd(trial, new TrialEnd { Outcome = Tracking.Outcome.Queued });
        trial[EndedMs] = BsonValue.Null;
    }

    private static void WriteEnd(BsonDocument trial, TrialEnd end)
    {
        trial["outcomeKind"] = end.Kind.OrNull();
        trial["outcomeStep"] = end.Step.OrNull();
        trial["epochs"] = end.Epochs;
        trial["steps"] = end.Steps;
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
        Steps = trial["steps"].AsInt64,
        LastFiniteLoss = trial["lastFiniteLoss"].DoubleOrNull(),
        ElapsedSeconds = trial["elapsedSeconds"].AsDouble,
        Error = trial["error"].TextOrNull(),
        DivergenceJson = trial["divergenceJson"].TextOrNull(),
    };
}
