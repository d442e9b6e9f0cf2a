using LiteDB;
using static SweepRunner.Tracking.LiteDb.LiteDbSchema;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>A store in one LiteDB file, opened for each operation under locks of its own.</summary>
internal static class LiteDbTrackingStore
{
    public const string Scheme = "litedb";

    public static ITrackingStore Open(string path, StoreAccess access, LiteDbStoreOptions options)
    {
        var database = new LiteDbDatabase(NativeFiles.RealPath(path), options);
        LiteDbOpening.Prepare(database, access);
        var tables = new StoreTables<LiteDbSession, BsonDocument>(
            new LiteDbSweeps(), new LiteDbTrials(), new LiteDbAttempts(), new LiteDbDecisions(),
            new LiteDbMetrics(database));
        var artifacts = new StoreArtifacts(database.Path, new LiteDbHome(database, options));
        artifacts.ThrowIfSecondPath();
        return new TrackingStore<LiteDbSession, BsonDocument>(database, tables, artifacts, options.Processes)
        {
            Url = $"{Scheme}:{database.Path}",
        };
    }
}

/// <summary>The id and the place of a store, in the one document of <c>meta</c>.</summary>
internal sealed class LiteDbHome(LiteDbDatabase database, LiteDbStoreOptions options) : IStoreHome
{
    public StoreHome Read() => database.Read(session =>
    {
        var store = session.Find(Meta, Store)!;
        return new StoreHome(store[StoreId].AsString, store[StorePath].TextOrNull());
    });

    public string? IdOf(string file)
    {
        var header = LiteDbHeader.Read(file);
        if (header.Kind != LiteDbHeader.FileFormat.LiteDb || !LiteDbSchema.IsStore(header.UserVersion))
            return null;
        using var other = new LiteDbDatabase(file, options);
        return new LiteDbHome(other, options).Read().Id;
    }

    public void Move(string path, Action action) => database.Write(WriteScope.OfStore, session =>
    {
        action();
        var store = session.Find(Meta, Store)!;
        store[StorePath] = path;
        session.Update(Meta, store);
        return true;
    });
}
