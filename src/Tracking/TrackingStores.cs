using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Sqlite;

namespace SweepRunner.Tracking;

/// <summary>Opens stores by URL.</summary>
public static partial class TrackingStores
{
    /// <summary>The store of a command that names none.</summary>
    public const string DefaultUrl = "sqlite:runs/sweeps.db";

    private const string LiteDbScheme = "litedb";

    /// <summary>How long a lease holds after a claim or its renewal: 15 seconds.</summary>
    public static TimeSpan LeaseDuration { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Opens the store that a URL names; a relative path starts at the current folder.</summary>
    /// <param name="url"><c>sqlite:PATH</c>; <c>litedb:PATH</c>, in a build that has LiteDB; or a bare path, which means SQLite.</param>
    /// <param name="access">Whether a store that is not there is made.</param>
    /// <param name="time">The clock of leases, events and outcomes.</param>
    /// <exception cref="TrackingException">The URL names no store, or one that cannot be used; the message says what to do.</exception>
    public static ITrackingStore Open(string url, StoreAccess access, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(url);
        var (scheme, path) = Parse(url);
        if (path.Length == 0 && scheme is (SqliteTrackingStore.Scheme or LiteDbScheme))
            throw new TrackingException($"The store '{url}' has no path. Name a file, such as --store {DefaultUrl}.");
        return scheme switch
        {
            SqliteTrackingStore.Scheme =>
                SqliteTrackingStore.Open(path, access, new SqliteStoreOptions { Time = time, Processes = new ProcessTable() }),
            LiteDbScheme => OpenLiteDb(path, access, time) ?? throw new TrackingException(
                $"Cannot open the store '{url}': this build has no LiteDB. Build with 'dotnet build -p:LiteDB=true', or start the launcher with 'SWEEP_LITEDB=true ./sweep …', which need its package; or use sqlite:PATH."),
            _ => throw new TrackingException(
                $"Cannot open the store '{url}': '{scheme}' is no kind of store. Known: sqlite:PATH, litedb:PATH; a bare path means sqlite."),
        };
    }

    /// <summary>Opens a store of LiteDB where the build has it: src/Tracking/LiteDb, compiled with the property <c>LiteDB</c>.</summary>
    static partial void OpenLiteDb(string path, StoreAccess access, TimeProvider time, ref ITrackingStore? store);

    private static ITrackingStore? OpenLiteDb(string path, StoreAccess access, TimeProvider time)
    {
        ITrackingStore? store = null;
        OpenLiteDb(path, access, time, ref store);
        return store;
    }

    private static (string Scheme, string Path) Parse(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        // A single letter is a drive, and a colon behind a slash is part of a file's name.
        var isPath = colon < 2 || url.AsSpan(0, colon).ContainsAny('/', '\\');
        return isPath ? (SqliteTrackingStore.Scheme, url) : (url[..colon], url[(colon + 1)..]);
    }
}
