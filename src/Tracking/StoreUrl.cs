using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Sqlite;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking;

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
