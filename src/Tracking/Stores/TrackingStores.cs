using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Sql.Postgres;
using SweepRunner.Tracking.Sql.Sqlite;

namespace SweepRunner.Tracking.Stores;

/// <summary>Opens stores by URL.</summary>
public static class TrackingStores
{
    /// <summary>The store of a command that names none. A new file becomes a LiteDB store.</summary>
    public const string DefaultUrl = StoreFaults.DefaultUrl;

    /// <summary>The time from a claim or a renewal until the lease expires: 15 seconds.</summary>
    public static TimeSpan LeaseDuration => Lease.Duration;

    /// <summary>Opens the store that a URL names. Relative paths start at the current folder.</summary>
    /// <param name="url"><c>litedb:PATH</c>, <c>sqlite:PATH</c>, or a path, which is opened as the kind of its file and
    /// created as LiteDB. <c>sqlite:///PATH</c> equals <c>sqlite:PATH</c>; with a fourth slash the path is absolute.
    /// <c>postgres://USER@HOST:PORT/DATABASE</c> is a database on a server.</param>
    /// <param name="access">Whether to create a missing store.</param>
    /// <param name="time">The clock of leases, events and outcomes; on a server, its own clock is.</param>
    /// <param name="isPatient">True to wait for minutes for a server that does not answer, as an open store does: for a
    /// process that was started for a store that others have open.</param>
    /// <param name="onWait">Is told in a sentence when a server is away, and when it answers again; called from any
    /// thread.</param>
    /// <exception cref="TrackingException">The URL names no store, or an unusable one.</exception>
    public static ITrackingStore Open(
        string url, StoreAccess access, TimeProvider time, bool isPatient = false, Action<string>? onWait = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (PostgresUrl.IsOne(url))
            return PostgresTrackingStore.Open(
                Server(url), access, new()
                {
                    Processes = new ProcessTable(),
                    Clock = ClockLike(time),
                    IsPatient = isPatient,
                    OnWait = onWait,
                });
        var (scheme, path) = StoreUrl.Parse(url);
        StoreFiles.ThrowIfNoFile(NativeFiles.RealPath(path));
        var kind = KindOf(path);
        if (scheme == SqliteTrackingStore.Scheme && kind == LiteDbHeader.FileFormat.LiteDb)
            throw StoreFaults.IsLiteDb(path);
        var isSqlite = scheme is null ? kind == LiteDbHeader.FileFormat.Sqlite : scheme == SqliteTrackingStore.Scheme;
        var processes = new ProcessTable();
        return isSqlite
            ? SqliteTrackingStore.Open(path, access, new() { Time = time, Processes = processes })
            : LiteDbTrackingStore.Open(path, access, new() { Time = time, Processes = processes });
    }

    /// <summary>Throws for a URL that names no store, without looking at files.</summary>
    /// <exception cref="TrackingException">It names none.</exception>
    public static void ThrowIfUnfit(string url)
    {
        if (PostgresUrl.IsOne(url))
            Server(url);
        else
            StoreUrl.Parse(url);
    }

    /// <summary>A text without the passwords of the URLs in it.</summary>
    public static string WithoutPassword(string text) => PostgresUrl.WithoutPassword(text);

    /// <summary>Moves the password of a URL, if it has one, to the environment of this process, where it and its child
    /// processes find it when they open the store. Returns the URL without it.</summary>
    /// <exception cref="TrackingException">The URL names no store.</exception>
    public static string HandOverPassword(string url)
    {
        if (!PostgresUrl.IsOne(url) || UrlParts.Parse(url).Password is not { } password)
            return url;
        Environment.SetEnvironmentVariable(PostgresUrl.PasswordVariable, password);
        return Server(url).Text;
    }

    /// <summary>True if a URL names a store that processes on several machines may use, without opening it.</summary>
    public static bool IsShared(string url) => PostgresUrl.IsOne(url);

    /// <summary>True if two URLs lead to one store; false if one of them names none.</summary>
    public static bool AreSame(string one, string other)
    {
        try
        {
            if (PostgresUrl.IsOne(one) || PostgresUrl.IsOne(other))
                return PostgresUrl.IsOne(one) && PostgresUrl.IsOne(other) && Server(one).IsSame(Server(other));
            return NativeFiles.RealPath(StoreUrl.Parse(one).Path) == NativeFiles.RealPath(StoreUrl.Parse(other).Path);
        }
        catch (TrackingException)
        {
            return false;
        }
    }

    private static PostgresUrl Server(string url) => PostgresUrl.Parse(url, Environment.GetEnvironmentVariable);

    // The clock of a server decides. A clock that differs from the system's moves it by as much.
    private static Func<DateTimeOffset, DateTimeOffset> ClockLike(TimeProvider time) => time == TimeProvider.System
        ? server => server
        : server => server + (time.GetUtcNow() - TimeProvider.System.GetUtcNow());

    // If the file cannot be read, opening it reports the fault.
    private static LiteDbHeader.FileFormat KindOf(string path)
    {
        try
        {
            return LiteDbHeader.Read(path).Kind;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return LiteDbHeader.FileFormat.Other;
        }
    }
}

/// <summary>A store's URL: its kind in lower case, null for a path, and the path of its file. Percent signs stand for
/// themselves.</summary>
internal sealed record StoreUrl(string? Scheme, string Path)
{
    private const string Authority = "//";

    /// <summary>Parses <c>SCHEME:PATH</c>, <c>SCHEME:///PATH</c> (as in SQLAlchemy and Optuna) or a path.</summary>
    public static StoreUrl Parse(string url)
    {
        var colon = url.IndexOf(':');
        // A single letter is a drive, and a colon after a slash is part of a file's name.
        if (colon < 2 || url.AsSpan(0, colon).ContainsAny('/', '\\'))
            return new StoreUrl(null, File(url, url));
        var (scheme, rest) = (url[..colon].ToLowerInvariant(), url[(colon + 1)..]);
        if (scheme == "file")
            throw StoreFaults.FileUrl(url);
        if (scheme is not (LiteDbTrackingStore.Scheme or SqliteTrackingStore.Scheme))
            throw StoreFaults.UnknownScheme(url, url[..colon]);
        var path = rest.StartsWith(Authority) ? BehindHost(url, scheme, rest) : rest;
        return new StoreUrl(scheme, File(url, path));
    }

    // The third slash ends an empty host name; the rest is the path.
    private static string BehindHost(string url, string scheme, string rest)
    {
        var path = rest[Authority.Length..];
        if (path is "" or "/")
            throw StoreFaults.InMemory(url);
        if (path.IndexOf('?') is >= 0 and var query)
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
