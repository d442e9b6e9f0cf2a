using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Sql.Sqlite;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Stores;

/// <summary>Opens stores by URL.</summary>
public static class TrackingStores
{
    /// <summary>The store of a command that names none: LiteDB's where it is made, else what the file is.</summary>
    public const string DefaultUrl = StoreFaults.DefaultUrl;

    /// <summary>How long a lease holds after a claim or its renewal: 15 seconds.</summary>
    public static TimeSpan LeaseDuration => Lease.Duration;

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
        StoreFiles.ThrowIfNoFile(NativeFiles.RealPath(path));
        var kind = KindOf(path);
        if (scheme == SqliteTrackingStore.Scheme && kind == LiteDbHeader.FileKind.LiteDb)
            throw StoreFaults.IsLiteDb(path);
        var isSqlite = scheme is null ? kind == LiteDbHeader.FileKind.Sqlite : scheme == SqliteTrackingStore.Scheme;
        return isSqlite ? OpenSqlite(path, access, time) : OpenLiteDb(path, access, time);
    }

    /// <summary>Refuses a URL that names no store, and looks at no file.</summary>
    /// <exception cref="TrackingException">It names none; the message says what does.</exception>
    public static void ThrowIfUnfit(string url) => StoreUrl.Parse(url);

    private static ITrackingStore OpenLiteDb(string path, StoreAccess access, TimeProvider time) =>
        LiteDbTrackingStore.Open(path, access, new LiteDbStoreOptions { Time = time, Processes = new ProcessTable() });

    private static ITrackingStore OpenSqlite(string path, StoreAccess access, TimeProvider time) =>
        SqliteTrackingStore.Open(path, access, new SqliteStoreOptions { Time = time, Processes = new ProcessTable() });

    // What cannot be looked at is told by opening it.
    private static LiteDbHeader.FileKind KindOf(string path)
    {
        try
        {
            return LiteDbHeader.Read(path).Kind;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return LiteDbHeader.FileKind.Other;
        }
    }
}

/// <summary>A store's URL, taken apart.</summary>
/// <param name="Scheme">The kind of store, in small letters; null for a bare path.</param>
/// <param name="Path">The path of its file, to the letter: percent signs stand for themselves.</param>
internal sealed record StoreUrl(string? Scheme, string Path)
{
    private const string Authority = "//";

    /// <summary>Takes <c>SCHEME:PATH</c>, <c>SCHEME:///PATH</c> (as SQLAlchemy and Optuna write it) or a bare path
    /// apart.</summary>
    /// <exception cref="TrackingException">It names no file; the message says what does.</exception>
    public static StoreUrl Parse(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        // A single letter is a drive, and a colon behind a slash is part of a file's name.
        if (colon < 2 || url.AsSpan(0, colon).ContainsAny('/', '\\'))
            return new StoreUrl(null, File(url, url));
        var (scheme, rest) = (url[..colon].ToLowerInvariant(), url[(colon + 1)..]);
        if (scheme == "file")
            throw StoreFaults.FileUrl(url);
        if (scheme is not (LiteDbTrackingStore.Scheme or SqliteTrackingStore.Scheme))
            throw StoreFaults.UnknownScheme(url, url[..colon]);
        var path = rest.StartsWith(Authority, StringComparison.Ordinal) ? BehindHost(url, scheme, rest) : rest;
        return new StoreUrl(scheme, File(url, path));
    }

    // The third slash ends a host's name, which is empty; what comes behind it is the path.
    private static string BehindHost(string url, string scheme, string rest)
    {
        var path = rest[Authority.Length..];
        if (path is "" or "/")
            throw StoreFaults.InMemory(url);
        if (path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query)
            throw StoreFaults.UrlWithOptions(url, scheme, path[query..]);
        return path.StartsWith('/') ? path[1..] : throw StoreFaults.UrlWithHost(url, scheme, path);
    }

    private static string File(string url, string path) => path switch
    {
        _ when string.IsNullOrWhiteSpace(path) => throw StoreFaults.NoPath(url),
        ":memory:" or ":temp:" => throw StoreFaults.InMemory(url),
        _ when path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => throw StoreFaults.FileUrl(url),
        _ => path,
    };
}
