namespace SweepRunner.Tests.Shared;

/// <summary>A PostgreSQL server of its own (build/postgres.sh). It ends with the test process, also when that is
/// killed.</summary>
internal sealed class PostgresServer : IDisposable
{
    public const string PasswordVariable = "PGPASSWORD";

    private readonly TemporaryFolder _folder = new();
    private readonly ServedScript _server;
    private ServedScript? _pool;

    /// <summary>Starts a server.</summary>
    /// <param name="address">The address on which it listens.</param>
    /// <param name="settings">Lines of postgresql.conf, such as <c>max_connections=20</c>.</param>
    public PostgresServer(string address = "127.0.0.1", params string[] settings)
    {
        _server = new ServedScript(Script, ["serve", _folder.Path, address, .. settings]);
        Password = File.ReadAllText(_folder.File("password"));
    }

    /// <summary>Why no server can be started; null if one can.</summary>
    public static string? Missing =>
        Directory.Exists("/usr/lib/postgresql") ? null : "Debian's package postgresql is not installed.";

    /// <summary>The URL of the database <c>sweep</c>, without the password.</summary>
    public string Url => _server.Place;

    /// <summary>The password of the URL's role.</summary>
    public string Password { get; }

    /// <summary>The URL with the password, which needs no environment.</summary>
    public string UrlWithPassword => Url.Replace("@", $":{Password}@");

    /// <summary>Where the server runs: a folder, whose sockets let the role <c>postgres</c> in without a
    /// password.</summary>
    public string Sockets => _folder.File("data");

    /// <summary>The certificate of a server with <c>ssl=on</c>, which is its own authority.</summary>
    public string RootCertificate => _folder.File("root.crt");

    private static string Script { get; } = ServedScript.PathOf("postgres.sh");

    /// <summary>Starts PgBouncer in transaction mode before the server.</summary>
    /// <returns>The URL of the database through it, without the password.</returns>
    public string StartPool()
    {
        _pool = new ServedScript(Script, "pool", _folder.Path);
        return _pool.Place;
    }

    /// <summary>Kills the server as a crash does.</summary>
    public Task KillAsync() => Shell.RunAsync(Script, "kill", _folder.Path);

    /// <summary>Starts it again.</summary>
    public Task StartAsync() => Shell.RunAsync(Script, "up", _folder.Path);

    public void Dispose()
    {
        _pool?.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }
}

/// <summary>A test that starts a server; skipped, with the reason, where none can be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
