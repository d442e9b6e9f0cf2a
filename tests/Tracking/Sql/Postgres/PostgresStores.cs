using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sql.Postgres;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

/// <summary>The server of this test process, and URLs of stores on it that are not there yet.</summary>
internal static class PostgresStores
{
    private static readonly TemporaryFolder Folder = new();

    private static readonly Lazy<PostgresServer> Started = new(() =>
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.Dispose();
            Folder.Dispose();
        };
        return server;
    });

    private static readonly Lazy<int> PoolPort = new(() => Parsed(Server.StartPool()).Port);

    private static int _count;

    public static PostgresServer Server => Started.Value;

    /// <summary>A store of its own: a schema, and a folder of artifacts that is not there yet. The URL has the
    /// password.</summary>
    public static string NewUrl()
    {
        var name = $"s{Interlocked.Increment(ref _count)}";
        return $"{Server.UrlWithPassword}?schema={name}&artifacts={Folder.File($"{name}.artifacts")}";
    }

    /// <summary>The same store through PgBouncer.</summary>
    public static PostgresUrl ThroughPool(PostgresUrl url) => url with { Port = PoolPort.Value };

    public static PostgresUrl Parsed(string url) => PostgresUrl.Parse(url, _ => null);
}
