using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sql.Postgres;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

/// <summary>The server of this test process, and URLs of stores on it that are not there yet.</summary>
internal static class PostgresStores
{
    private static readonly Lazy<PostgresServer> Started = new(() =>
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    });

    private static readonly Lazy<string> Pool = new(() => Server.WithPassword(Server.StartPool()));

    private static int _count;

    public static PostgresServer Server => Started.Value;

    /// <summary>The server's database through PgBouncer.</summary>
    public static string PoolUrl => Pool.Value;

    /// <summary>A store of its own: a schema. The URL has the password.</summary>
    public static string NewUrl() => $"{Server.UrlWithPassword}?schema=s{Interlocked.Increment(ref _count)}";

    public static PostgresUrl Parsed(string url) => PostgresUrl.Parse(url, _ => null);
}
