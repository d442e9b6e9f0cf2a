using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Sqlite;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking;

/// <summary>Opens stores by URL.</summary>
public static class TrackingStores
{
    /// <summary>The store of a command that names none: LiteDB's where it is made, else what the file is.</summary>
    public const string DefaultUrl = "runs/sweeps.db";

    /// <summary>How long a lease holds after a claim or its renewal: 15 seconds.</summary>
    public static TimeSpan LeaseDuration { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Opens the store that a URL names; a relative path starts at the current folder.</summary>
    /// <param name="url">
    /// <c>litedb:PATH</c>, <c>sqlite:PATH</c>, or a bare path, which is opened by what the file is and made as LiteDB.
    /// <c>sqlite:///PATH</c> is the same as <c>sqlite:PATH</c>: with a fourth slash the path is absolute.
    /// </param>
    /// <param name="access">Whether a store that is not there is made.</param>
    /// <param name="time">The clock of leases, events and outcomes.</param>
    /// <exception cref="TrackingException">The URL names no store, or one that cannot be used; the message says what to
    /// do.</exception>
    public static ITrackingStore Open(string url, StoreAccess access, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(url);
        var (scheme, path) = StoreUrl.Parse(url);
        StoreFiles.ThrowIfNoFile(RealFile.PathOf(path));
        var kind = KindOf(path);
        if (scheme == SqliteTrackingStore.Scheme && kind == LiteDbHeader.FileKind.LiteDb)
            throw StoreFaults.IsLiteDb(path);
        var isSqlite = scheme is null ? kind == LiteDbHeader.FileKind.Sqlite : scheme == SqliteTrackingStore.Scheme;
        return isSqlite ? OpenSqlite(path, access, time) : OpenLiteDb(path, access, time);
    }

    /// <summary>Refuses a URL that names no store, and looks at no file.</summary>
    /// <exception cref="TrackingException">It names none; the message says what does.</exception>
    public static void ThrowIfUnfit(string url) => StoreUrl.Parse(url);

    private static LiteDbTrackingStore OpenLiteDb(string path, StoreAccess access, TimeProvider time) =>
        LiteDbTrackingStore.Open(path, access, new LiteDbStoreOptions { Time = time, Processes = new ProcessTable() });

    private static SqliteTrackingStore OpenSqlite(string path, StoreAccess access, TimeProvider time) =>
        SqliteTrackingStore.Open(path, access, new SqliteStoreOptions { Time = time, Processes = new ProcessTable() });

    // What cannot be looked at is told by opening it.
    private static LiteDbHeader.FileKind KindOf(string path)
    {
        try
        {
            return LiteDbHeader.Of(path).Kind;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return LiteDbHeader.FileKind.Other;
        }
    }
}

/// <summary>What opening a store may do.</summary>
public enum StoreAccess
{
    /// <summary>Opens the store that is there; never makes one. For commands that read.</summary>
    Existing,

    /// <summary>Opens the store, and makes it with its folder where there is none. For commands that write.</summary>
    Create,
}
