using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Sqlite;

namespace SweepRunner.Tracking;

/// <summary>Opens stores by URL.</summary>
public static class TrackingStores
{
    /// <summary>The store of a command that names none.</summary>
    public const string DefaultUrl = "sqlite:runs/sweeps.db";

    /// <summary>How long a lease holds after a claim or its renewal: 15 seconds.</summary>
    public static TimeSpan LeaseDuration { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Opens the store that a URL names; a relative path starts at the current folder.</summary>
    /// <param name="url"><c>sqlite:PATH</c>, or a bare path, which means the same.</param>
    /// <param name="access">Whether a store that is not there is made.</param>
    /// <param name="time">The clock of leases, events and outcomes.</param>
    /// <exception cref="TrackingException">The URL names no store, or one that cannot be used; the message says what to do.</exception>
    public static ITrackingStore Open(string url, StoreAccess access, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(url);
        var path = PathOf(url);
        return SqliteTrackingStore.Open(path, access, new SqliteStoreOptions { Time = time, Processes = new ProcessTable() });
    }

    private static string PathOf(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        // A single letter is a drive, and a colon behind a slash is part of a file's name.
        var isPath = colon < 2 || url.AsSpan(0, colon).ContainsAny('/', '\\');
        if (isPath)
            return Required(url, url);
        return url[..colon] switch
        {
            "sqlite" => Required(url[(colon + 1)..], url),
            "litedb" => throw new TrackingException(
                $"Cannot open the store '{url}': this build has no LiteDB. Build with 'dotnet build -p:LiteDB=true', which needs its package, or use sqlite:PATH."),
            var scheme => throw new TrackingException(
                $"Cannot open the store '{url}': '{scheme}' is no kind of store. Known: sqlite:PATH, litedb:PATH; a bare path means sqlite."),
        };
    }

    private static string Required(string path, string url) => path.Length > 0
        ? path
        : throw new TrackingException($"The store '{url}' has no path. Name a file, such as --store {DefaultUrl}.");
}
