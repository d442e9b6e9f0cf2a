using LiteDB;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Sweeps as they are created, grow and go: the collection <c>sweeps</c>.</summary>
internal static class LiteDbSweeps
{
    private const string StopRequestedMs = "stopRequestedMs", CreatedMs = "createdMs", TrialCount = "trials";

    // The name is the key of the index, the texts are long: neither is read where only one of these is wanted.
    private static readonly BsonExpression IdAlone = BsonExpression.Create("{ _id: $._id }");
    private static readonly BsonExpression Stop = BsonExpression.Create(
        "{ _id: $._id, stopRequestedMs: $.stopRequestedMs }");

    /// <summary>The key of the sweep of that name, or null.</summary>
    public static long? IdOf(LiteDbSession session, string name) =>
        FindBy(session, name, IdAlone)?[LiteDbSchema.Id].AsInt64;

    /// <summary>The sweep of that name, or null.</summary>
    public static SweepRecord? Find(LiteDbSession session, string name) =>
        FindBy(session, name, null) is { } sweep ? Record(sweep) : null;

    /// <summary>Every sweep, the oldest first.</summary>
    public static IReadOnlyList<SweepRecord> All(LiteDbSession session) =>
        [.. session.All(LiteDbSchema.Sweeps).Select(Record)];

    /// <summary>True while the sweep is asked to stop.</summary>
    public static bool IsStopRequested(LiteDbSession session, string name) =>
        FindBy(session, name, Stop)?[StopRequestedMs].IsNull == false;

    /// <summary>Writes when the sweep was asked to stop; null takes that back.</summary>
    public static bool SetStop(LiteDbSession session, string name, long? now)
    {
        if (FindBy(session, name, null) is not { } sweep)
            return false;
        sweep[StopRequestedMs] = now.OrNull();
        session.Update(LiteDbSchema.Sweeps, sweep);
        return true;
    }

    /// <summary>Writes a sweep and its trials.</summary>
    /// <exception cref="SweepExistsException">A sweep of that name is there.</exception>
    public static void Create(LiteDbSession session, NewSweep sweep, long now)
    {
        if (IdOf(session, sweep.Name) is not null)
            throw new SweepExistsException(sweep.Name);
        var meta = session.Find(LiteDbSchema.Meta, LiteDbSchema.Store)!;
        var id = meta[LiteDbSchema.NextSweep].AsInt64;
        meta[LiteDbSchema.NextSweep] = id + 1;
        session.Update(LiteDbSchema.Meta, meta);

        var document = new BsonDocument
        {
            [LiteDbSchema.Id] = id,
            [LiteDbSchema.Name] = sweep.Name,
            [StopRequestedMs] = BsonValue.Null,
            [CreatedMs] = now,
        };
        Describe(document, sweep);
        document[TrialCount] = sweep.Trials.Count;
        document["device"] = sweep.Device;
        document["threads"] = sweep.Threads;
        document["provenanceJson"] = sweep.ProvenanceJson;
        session.Insert(LiteDbSchema.Sweeps, document);
        session.Upsert(
            LiteDbSchema.Trials, sweep.Trials.Select((trial, number) => LiteDbTrials.New(id, number, trial)));
    }

    /// <summary>Brings a sweep to a larger space.</summary>
    /// <exception cref="SweepShrunkException">A trial of the sweep is not in the larger space.</exception>
    /// <exception cref="SweepMissingException">There is none of that name.</exception>
    public static void Extend(LiteDbSession session, NewSweep grown, string url)
    {
        var sweep = FindBy(session, grown.Name, null) ?? throw new SweepMissingException(grown.Name, url);
        var id = sweep[LiteDbSchema.Id].AsInt64;
        var trials = LiteDbTrials.Of(session, id).ToList();
        var growth = SweepGrowth.Of([.. trials.Select(LiteDbTrials.Place)], grown);

        Describe(sweep, grown);
        sweep[TrialCount] = growth.Kept.Count + growth.Added.Count;
        session.Update(LiteDbSchema.Sweeps, sweep);
        foreach (var (number, values) in growth.Kept)
            LiteDbTrials.SetSpaceValues(trials[number], values);
        session.Upsert(LiteDbSchema.Trials, trials);
        session.Upsert(
            LiteDbSchema.Trials, growth.Added.Select(added => LiteDbTrials.New(id, added.Number, added.Trial)));
    }

    /// <summary>Removes a sweep and all that is kept under its key.</summary>
    public static void Delete(LiteDbSession session, long id)
    {
        foreach (
            var collection in new[]
            {
                LiteDbSchema.Metrics,
                LiteDbSchema.Attempts,
                LiteDbSchema.Events,
                LiteDbSchema.Trials,
            }
        )
        {
            var keys = session
                .From(collection, [id], fields: IdAlone)
                .Select(document => document[LiteDbSchema.Id])
                .ToList();
            session.Delete(collection, keys);
        }

        session.Delete(LiteDbSchema.Sweeps, [id]);
    }

    private static BsonDocument? FindBy(LiteDbSession session, string name, BsonExpression? fields) =>
        session.FindBy(LiteDbSchema.Sweeps, LiteDbSchema.Name, name, fields);

    // What an extended sweep takes over.
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
        Definition = new NewSweep
        {
            Name = sweep[LiteDbSchema.Name].AsString,
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
            Trials = [],
        },
        CreatedUtc = sweep[CreatedMs].Time(),
        TrialCount = sweep[TrialCount].AsInt32,
    };
}
