using LiteDB;
using static SweepRunner.Tracking.LiteDb.LiteDbSchema;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The collections <c>sweeps</c> and <c>events</c>.</summary>
internal sealed class LiteDbSweeps : ISweepTable<LiteDbSession>
{
    private const string StopMs = "stopRequestedMs", CreatedMs = "createdMs", TrialCount = "trials";

    // The texts of a sweep are long: they are not read where only these fields are wanted.
    private static readonly BsonExpression IdAlone = BsonExpression.Create("{ _id: $._id }");
    private static readonly BsonExpression Stop = BsonExpression.Create(
        "{ _id: $._id, stopRequestedMs: $.stopRequestedMs }");

    public long? FindId(LiteDbSession session, string name) => session.FindBy(Sweeps, Name, name, IdAlone)?[Id].AsInt64;

    public SweepRecord? Find(LiteDbSession session, string name) =>
        session.FindBy(Sweeps, Name, name) is { } sweep ? Record(sweep) : null;

    public IReadOnlyList<SweepRecord> All(LiteDbSession session) => [.. session.All(Sweeps).Select(Record)];

    public long? StopRequestedMs(LiteDbSession session, long sweep) =>
        session.FindBy(Sweeps, Id, sweep, Stop)?[StopMs].LongOrNull();

    public void SetStop(LiteDbSession session, long sweep, long? requestedMs)
    {
        var document = session.Find(Sweeps, sweep)!;
        document[StopMs] = requestedMs.OrNull();
        session.Update(Sweeps, document);
    }

    public long Insert(LiteDbSession session, NewSweep sweep, long nowMs)
    {
        var meta = session.Find(Meta, Store)!;
        var id = meta[NextSweep].AsInt64;
        meta[NextSweep] = id + 1;
        session.Update(Meta, meta);

        var document = new BsonDocument
        {
            [Id] = id,
            [Name] = sweep.Name,
            [StopMs] = BsonValue.Null,
            [CreatedMs] = nowMs,
        };
        Describe(document, sweep);
        document[TrialCount] = sweep.Trials.Count;
        document["device"] = sweep.Device;
        document["threads"] = sweep.Threads;
        document["provenanceJson"] = sweep.ProvenanceJson;
        session.Insert(Sweeps, document);
        InsertTrials(session, id, first: 0, sweep.Trials);
        return id;
    }

    public void Grow(
        LiteDbSession session, long sweep, NewSweep grown, IReadOnlyList<(int Number, NewTrial Trial)> kept)
    {
        var document = session.Find(Sweeps, sweep)!;
        Describe(document, grown);
        session.Update(Sweeps, document);
        var trials = session.From(Trials, [sweep]).ToList();
        foreach (var (number, trial) in kept)
            LiteDbTrials.SetConfig(trials[number], trial);
        session.Upsert(Trials, trials);
    }

    public void AddTrials(LiteDbSession session, long sweep, int first, IReadOnlyList<NewTrial> trials)
    {
        var document = session.Find(Sweeps, sweep)!;
        document[TrialCount] = first + trials.Count;
        session.Update(Sweeps, document);
        InsertTrials(session, sweep, first, trials);
    }

    public void Delete(LiteDbSession session, long sweep)
    {
        string[] parts = [Metrics, Attempts, LiteDbSchema.Events, Decisions, Trials];
        foreach (var collection in parts)
        {
            var keys = session.From(collection, [sweep], fields: IdAlone).Select(document => document[Id]);
            session.Delete(collection, [.. keys]);
        }

        session.Delete(Sweeps, [sweep]);
    }

    public void AddEvent(LiteDbSession session, long sweep, NewEvent happening, long nowMs)
    {
        var last = session.Last(LiteDbSchema.Events, [sweep])?[Id][1].AsInt64 ?? 0;
        session.Insert(LiteDbSchema.Events, new BsonDocument
        {
            [Id] = new BsonArray { sweep, last + 1 },
            ["trial"] = happening.Trial.OrNull(),
            ["kind"] = happening.Kind,
            ["message"] = happening.Message,
            ["timeMs"] = nowMs,
        });
    }

    public IReadOnlyList<EventRecord> Events(LiteDbSession session, long sweep, string name, int? trial) =>
    [
        .. session
            .From(LiteDbSchema.Events, [sweep])
            .Select(happening => new EventRecord(
                new(name, happening["trial"].IntOrNull(), happening["kind"].AsString, happening["message"].AsString),
                happening["timeMs"].Time()))
            .Where(happening => trial is null || happening.Event.Trial == trial),
    ];

    private static void InsertTrials(LiteDbSession session, long sweep, int first, IReadOnlyList<NewTrial> trials) =>
        session.Upsert(Trials, trials.Select((trial, index) => LiteDbTrials.Create(sweep, first + index, trial)));

    // The fields that an extension of a sweep replaces.
    private static void Describe(BsonDocument document, NewSweep sweep)
    {
        document["description"] = sweep.Description.OrNull();
        document["objectiveMetric"] = sweep.ObjectiveMetric;
        document["isObjectiveMaximized"] = sweep.IsObjectiveMaximized;
        document["spacePaths"] = LiteDbValues.Array(sweep.SpacePaths);
        document["overrides"] = LiteDbValues.Array(sweep.Overrides);
        document["configText"] = sweep.ConfigText;
        document["configJson"] = sweep.ConfigJson;
    }

    private static SweepRecord Record(BsonDocument sweep) => new()
    {
        Definition = new SweepFacts
        {
            Name = sweep[Name].AsString,
            Description = sweep["description"].TextOrNull(),
            ConfigText = sweep["configText"].AsString,
            ConfigJson = sweep["configJson"].AsString,
            Overrides = [.. sweep["overrides"].Texts().Select(text => text!)],
            SpacePaths = [.. sweep["spacePaths"].Texts().Select(text => text!)],
            ObjectiveMetric = sweep["objectiveMetric"].AsString,
            IsObjectiveMaximized = sweep["isObjectiveMaximized"].AsBoolean,
            Device = sweep["device"].AsString,
            Threads = sweep["threads"].AsInt32,
            ProvenanceJson = sweep["provenanceJson"].AsString,
        },
        CreatedUtc = sweep[CreatedMs].Time(),
        TrialCount = sweep[TrialCount].AsInt32,
    };
}
