using LiteDB;
using LiteDB.Engine;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>The collections of a store; docs/formats.md explains each field.</summary>
internal static class LiteDbSchema
{
    public const int Version = 1;

    public const string Meta = "meta", Sweeps = "sweeps", Trials = "trials", Attempts = "attempts";

    public const string MetricNames = "metric_names", Metrics = "metrics", Events = "events";

    /// <summary>The key of every document, and the fields with an index.</summary>
    public const string Id = "_id", Name = "name", State = "state", Process = "process";

    public const string Store = "store";

    /// <summary>Fields of the document in <c>meta</c>: the id that binds the artifacts to the file, the path at which
    /// they were bound, and the id of the next sweep.</summary>
    public const string StoreId = "storeId", StorePath = "storePath", NextSweep = "nextSweep";

    // The upper three bytes of USER_VERSION mark a LiteDB file as a store of sweeps: SWP in ASCII. The lowest is the
    // version.
    private const int Mark = 0x53575000, MarkMask = unchecked((int)0xFFFFFF00);

    public static bool IsStore(int userVersion) => (userVersion & MarkMask) == Mark;

    public static int VersionOf(int userVersion) => userVersion & ~MarkMask;

    public static int UserVersion(int version) => Mark | version;

    /// <summary>Creates the collections in an empty database, and folds them into its file.</summary>
    public static void Create(LiteEngine engine, string storeId)
    {
        // 0: LiteDB folds the log into the file when it is told to, and at no other time.
        engine.Pragma("CHECKPOINT", 0);
        engine.Pragma("USER_VERSION", UserVersion(Version));
        engine.Insert(
            Meta, [new BsonDocument { [Id] = Store, [StoreId] = storeId, [NextSweep] = 1L }], BsonAutoId.ObjectId);
        engine.EnsureIndex(Sweeps, Name, $"$.{Name}", unique: true);
        engine.EnsureIndex(Trials, State, $"$.{State}", unique: true);
        engine.EnsureIndex(Attempts, Process, $"$.{Process}", unique: false);
        engine.Checkpoint();
    }
}
