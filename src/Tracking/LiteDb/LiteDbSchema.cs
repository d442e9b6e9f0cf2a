using LiteDB;
using LiteDB.Engine;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The collections of a store; docs/formats.md explains each field.</summary>
internal static class LiteDbSchema
{
    /// <summary>The newest version that this build knows. A store begins with version 1, and a change that older builds
    /// would misread raises it: they refuse the store from then on, and still use every other.</summary>
    public const int Version = VersionOfDecisions;

    /// <summary>The version of a store with decisions.</summary>
    public const int VersionOfDecisions = 2;

    private const int FirstVersion = 1;

    public const string Meta = "meta", Sweeps = "sweeps", Trials = "trials", Attempts = "attempts";

    public const string MetricNames = "metric_names", Metrics = "metrics", Events = "events", Decisions = "decisions";

    /// <summary>The key of every document, and the fields with an index.</summary>
    public const string Id = "_id", Name = "name", State = "state", Process = "process";

    public const string Store = "store";

    /// <summary>Fields of the document in <c>meta</c>: the id that binds the artifacts to the file, the path at which
    /// they were bound, and the id of the next sweep.</summary>
    public const string StoreId = "storeId", StorePath = "storePath", NextSweep = "nextSweep";

    // The upper three bytes of USER_VERSION mark a store of sweeps: SWP in ASCII. The lowest is the version.
    private const string VersionPragma = "USER_VERSION";

    private const int Mark = 0x53575000, MarkMask = unchecked((int)0xFFFFFF00);

    public static bool IsStore(int userVersion) => (userVersion & MarkMask) == Mark;

    public static int VersionOf(int userVersion) => userVersion & ~MarkMask;

    public static int UserVersion(int version) => Mark | version;

    /// <summary>Raises the version of a store; false if it is not lower.</summary>
    public static bool Raise(LiteEngine engine, int version) =>
        VersionOf(engine.Pragma(VersionPragma).AsInt32) < version
        && engine.Pragma(VersionPragma, UserVersion(version));

    /// <summary>Creates the collections in an empty database, and folds them into its file.</summary>
    public static void Create(LiteEngine engine, string storeId)
    {
        // 0: LiteDB folds the log into the file only on request.
        engine.Pragma("CHECKPOINT", 0);
        engine.Pragma(VersionPragma, UserVersion(FirstVersion));
        engine.Insert(
            Meta, [new BsonDocument { [Id] = Store, [StoreId] = storeId, [NextSweep] = 1L }], BsonAutoId.ObjectId);
        engine.EnsureIndex(Sweeps, Name, $"$.{Name}", unique: true);
        engine.EnsureIndex(Trials, State, $"$.{State}", unique: true);
        engine.EnsureIndex(Attempts, Process, $"$.{Process}", unique: false);
        engine.Checkpoint();
    }
}

/// <summary>Values of documents that may be absent. Times are milliseconds since 1970, UTC: LiteDB's own are local
/// ones, unless asked.</summary>
internal static class LiteDbValues
{
    public static BsonValue OrNull(this string? text) => text is null ? BsonValue.Null : new BsonValue(text);

    public static BsonValue OrNull(this long? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    public static BsonValue OrNull(this int? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    public static BsonValue OrNull(this double? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    public static string? TextOrNull(this BsonValue value) => value.IsNull ? null : value.AsString;

    public static long? LongOrNull(this BsonValue value) => value.IsNull ? null : value.AsInt64;

    public static int? IntOrNull(this BsonValue value) => value.IsNull ? null : value.AsInt32;

    public static double? DoubleOrNull(this BsonValue value) => value.IsNull ? null : value.AsDouble;

    public static DateTimeOffset Time(this BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64);

    public static DateTimeOffset? TimeOrNull(this BsonValue value) => value.IsNull ? null : value.Time();

    public static BsonArray With(this BsonArray array, BsonValue last) => [.. array, last];

    public static BsonArray Array(IEnumerable<string?> texts) => new(texts.Select(OrNull));

    public static IReadOnlyList<string?> Texts(this BsonValue value) => [.. value.AsArray.Select(TextOrNull)];
}

/// <summary>The field <c>data</c> of a trial, which documents of older versions lack.</summary>
internal static class LiteDbData
{
    private const string TrainImages = "trainImages", ValidationImages = "validationImages";

    private const string Classes = "classes", LargestClassShare = "largestClassShare";

    public static BsonDocument Write(DataFacts data) => new()
    {
        [TrainImages] = data.TrainImages,
        [ValidationImages] = data.ValidationImages,
        [Classes] = data.Classes,
        [LargestClassShare] = data.LargestClassShare,
    };

    public static DataFacts Read(BsonDocument data) => new(
        data[TrainImages].AsInt32, data[ValidationImages].AsInt32, data[Classes].AsInt32,
        data[LargestClassShare].AsDouble);
}

/// <summary>Compiles the code of a change with a change to a database in memory. Under the store's lock, that would
/// block other processes for 0.25 s, or for seconds when many start at once.</summary>
internal static class WarmUp
{
    private static readonly Lazy<bool> Done = new(Run);

    public static void Ensure() => _ = Done.Value;

    private static bool Run()
    {
        using var memory = new MemoryStream();
        using var engine = new LiteEngine(new EngineSettings { DataStream = memory, Collation = Collation.Binary });
        LiteDbSchema.Create(engine, storeId: "");
        var session = new LiteDbSession(engine, path: "");
        var blank = new NewTrial { Cell = 0, Seed = 0, Identity = "", ConfigJson = "", SpaceValues = [] };
        var trial = LiteDbTrials.Create(sweep: 1, number: 0, blank);
        session.Begin();
        session.Insert(LiteDbSchema.Trials, trial);
        for (var step = 0; step < 2; step++)
            LiteDbMetrics.Add(session, trial, new TrialId("", 0), [new("", step, 0, 0, DateTimeOffset.UnixEpoch)]);
        session.Update(LiteDbSchema.Trials, trial);
        session.Commit();
        engine.Checkpoint();
        return true;
    }
}
