using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SweepRunner.Tests.Shared;

/// <summary>A PostgreSQL server of its own (build/postgres.sh). It ends with the test process, also when that is
/// killed.</summary>
internal sealed class PostgresServer : IDisposable
{
    public const string PasswordVariable = "PGPASSWORD";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _server;

    /// <summary>Starts a server.</summary>
    /// <param name="address">The address on which it listens.</param>
    /// <param name="settings">Lines of postgresql.conf, such as <c>max_connections=20</c>.</param>
    public PostgresServer(string address = "127.0.0.1", params string[] settings)
    {
        _server = Process.Start(new ProcessStartInfo(Script, ["serve", _folder.Path, address, .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Url = _server.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("PostgreSQL did not start; its script has said why.");
        Password = File.ReadAllText(_folder.File("password"));
    }

    /// <summary>Why no server can be started; null if one can.</summary>
    public static string? Missing =>
        Directory.Exists("/usr/lib/postgresql") ? null : "Debian's package postgresql is not installed.";

    /// <summary>The URL of the database <c>sweep</c>, without the password.</summary>
    public string Url { get; }

    /// <summary>The password of the URL's role.</summary>
    public string Password { get; }

    /// <summary>The URL with the password, which needs no environment.</summary>
    public string UrlWithPassword => Url.Replace("@", $":{Password}@");

    private static string Script { get; } = FindScript();

    /// <summary>Kills the server as a crash does.</summary>
    public Task KillAsync() => Shell.RunAsync(Script, "kill", _folder.Path);

    /// <summary>Starts it again.</summary>
    public Task StartAsync() => Shell.RunAsync(Script, "up", _folder.Path);

    public void Dispose()
    {
        _server.StandardInput.Close();
        if (!_server.WaitForExit(Limit))
            _server.Kill(entireProcessTree: true);
        _server.Dispose();
        _folder.Dispose();
    }

    private static string FindScript([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(source), "..", "..", "build", "postgres.sh"));
}
