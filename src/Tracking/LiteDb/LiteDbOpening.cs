using System.Security.Cryptography;
using LiteDB;
using LiteDB.Engine;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Prepares a file before it is used as a store: finds or creates it, and checks that it is ours and of this
/// build's schema.</summary>
internal static class LiteDbOpening
{
    private const int StoreIdLength = 32, UnfinishedLength = 16;

    public static void Prepare(LiteDbDatabase database, StoreAccess access)
    {
        var files = database.Files;
        // -wal: a store of SQLite that was cut off to nothing is no place for a new one either.
        var scheme = LiteDbTrackingStore.Scheme;
        StoreFiles.Prepare(
            files.Path, access, scheme, StoreFiles.LongestPath, files.Log, files.EngineLock, files.Path + "-wal");
        ThrowIfNameTaken(files);
        var isEmpty = new FileInfo(files.Path) is { Exists: true, Length: 0 };
        if (isEmpty && (access == StoreAccess.Existing || IsDevice(files.Path)))
            throw StoreFaults.NotADatabase(files.Path);
        if (access == StoreAccess.Create)
            MakeIfMissing(database, files);

        try
        {
            ThrowIfForeign(files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw LiteDbFaults.Translated(exception, files.Path);
        }

        // Who only reads makes no lock, and needs none where nobody has one.
        var hasToLock = access == StoreAccess.Create
            || (File.Exists(files.EngineLock) && StoreFiles.IsWritable(files.Path));
        if (hasToLock && !database.HasLocks())
            throw LiteDbFaults.NoLocks(files.Path);
    }

    /// <summary>Refuses a file that LiteDB must not touch: one that was truncated or is not ours. Call it under the
    /// engine's lock, since another process may be folding its log into the file. Of the log, <paramref
    /// name="logLength"/> bytes can be trusted.</summary>
    public static void ThrowIfUnfit(LiteDbFiles files, long logLength)
    {
        var header = OwnHeader(files);
        // Pages of the log may be missing in the file, or the other way round.
        if (logLength == 0 && header.FileLength < header.PageCount * (long)LiteDbFiles.PageLength)
            throw StoreFaults.Damaged(files.Path);
    }

    /// <summary>Refuses a file that is missing, of another program or of a newer build: its log is then not ours
    /// either.</summary>
    public static void ThrowIfForeign(LiteDbFiles files) => OwnHeader(files);

    private static LiteDbHeader OwnHeader(LiteDbFiles files)
    {
        if (!File.Exists(files.Path))
            throw StoreFaults.Missing(files.Path);
        var header = LiteDbHeader.Read(files.Path);
        if (header.Kind == LiteDbHeader.FileFormat.Sqlite)
            throw LiteDbFaults.IsSqlite(files.Path);
        // Only a store has a seal beside it.
        if (header.Kind == LiteDbHeader.FileFormat.Other)
            throw HasContent(files.EngineLock) ? StoreFaults.Damaged(files.Path) : StoreFaults.NotADatabase(files.Path);
        if (!LiteDbSchema.IsStore(header.UserVersion))
            throw LiteDbFaults.Foreign(files.Path);
        if (LiteDbSchema.VersionOf(header.UserVersion) is var version and > LiteDbSchema.Version)
            throw StoreFaults.Newer(files.Path, version, LiteDbSchema.Version);
        return header;
    }

    // As empty as a new file; to root, moving a store to its name would do away with it.
    private static bool IsDevice(string path) => path.StartsWith("/dev/") && !path.StartsWith("/dev/shm/");

    private static void MakeIfMissing(LiteDbDatabase database, LiteDbFiles files)
    {
        ThrowIfOrphaned(files);
        if (HasContent(files.Path))
            return;
        database.Alone(engineLock =>
        {
            // Another process may have made it since it was looked for.
            ThrowIfOrphaned(files);
            if (!HasContent(files.Path))
                Make(files, () => LiteDbLog.Begin(engineLock, database.BootId));
        });
    }

    // The log first: a store that is made meanwhile has none before it is there.
    private static void ThrowIfOrphaned(LiteDbFiles files)
    {
        if (File.Exists(files.Log) && !HasContent(files.Path))
            throw LiteDbFaults.Orphaned(files.Path, files.Log);
    }

    private static bool HasContent(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    // Under another name first, which no other file has: a file that is there is a whole store.
    private static void Make(LiteDbFiles files, Action beginLog)
    {
        var unfinished = new LiteDbFiles(
            $"{files.Path}.{RandomNumberGenerator.GetHexString(UnfinishedLength, lowercase: true)}.new");
        try
        {
            CreateAt(unfinished);
            beginLog();
            File.Move(unfinished.Path, files.Path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished.Path);
            File.Delete(unfinished.Log);
            throw;
        }
    }

    private static void CreateAt(LiteDbFiles files)
    {
        using var engine = new LiteEngine(new EngineSettings { Filename = files.Path, Collation = Collation.Binary });
        try
        {
            LiteDbSchema.Create(engine, RandomNumberGenerator.GetHexString(StoreIdLength, lowercase: true));
        }
        catch
        {
            FailedEngines.Keep(engine);
            throw;
        }
    }

    // The log of runs/a.db is runs/a-log.db, which may be the name of another store.
    private static void ThrowIfNameTaken(LiteDbFiles files)
    {
        if (File.Exists(new LiteDbFiles(files.Log).EngineLock))
            throw LiteDbFaults.NameTaken(files.Path, files.Log);
        const string Suffix = "-log";
        var name = Path.GetFileNameWithoutExtension(files.Path);
        if (!name.EndsWith(Suffix))
            return;
        var owner = new LiteDbFiles(
            Path.Join(Path.GetDirectoryName(files.Path), name[..^Suffix.Length] + Path.GetExtension(files.Path)));
        if (File.Exists(owner.EngineLock))
            throw LiteDbFaults.NameTaken(files.Path, owner.Path);
    }
}
