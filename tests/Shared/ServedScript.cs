using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SweepRunner.Tests.Shared;

/// <summary>A script of build/ that starts a server, says where, and stops it when its input ends: also when the test
/// process is killed.</summary>
internal sealed class ServedScript : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    public ServedScript(string script, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(script, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Place = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{script} did not start its server, and has said why.");
    }

    /// <summary>Where the server is: the first line that the script writes.</summary>
    public string Place { get; }

    /// <summary>The path of a script.</summary>
    public static string PathOf(string name, [CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(source), "..", "..", "build", name));

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Limit))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
