using System.Collections;
using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Machine;

internal static class CurrentProcess
{
    /// <summary>True if an abandoned thread is still inside libtorch.</summary>
    public static bool IsTrainingLeft { get; set; }

    /// <summary>Opens the descriptors 0, 1 and 2 on <c>/dev/null</c>, if they were closed when the process started, and
    /// replaces the process: the next file to be opened would take such a number, and everything that is printed would
    /// go into that file.</summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    public static void RequireStandardStreams()
    {
        var closed = Enumerable.Range(0, 3).Where(IsClosed).ToList();
        if (closed.Count == 0)
            return;

        // Read-only, so that a write to a closed stream still fails.
        var nothing = LibC.Open("/dev/null", LibC.ReadOnly);
        foreach (var descriptor in closed)
            _ = LibC.DuplicateTo(nothing, descriptor);
        if (!closed.Contains(nothing))
            _ = LibC.Close(nothing);
        Restart(new Dictionary<string, string>());
    }

    /// <summary>Replaces the process by the same command with these environment variables added.</summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    public static void Restart(IReadOnlyDictionary<string, string> variables)
    {
        var arguments = Arguments(File.ReadAllText("/proc/self/cmdline"));
        var environment = With(Environment.GetEnvironmentVariables(), variables);
        _ = LibC.Execute(Environment.ProcessPath!, [.. arguments, null], [.. environment, null]);
        throw new IOException($"The command could not be restarted: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The arguments in <c>/proc/self/cmdline</c>: each ends with a zero byte, also an empty one.</summary>
    internal static string[] Arguments(string commandLine) => commandLine.Split('\0')[..^1];

    /// <summary>The environment with these variables, as <c>NAME=VALUE</c>.</summary>
    internal static IEnumerable<string> With(IDictionary environment, IReadOnlyDictionary<string, string> variables) =>
        environment
            .Cast<DictionaryEntry>()
            .Where(entry => !variables.ContainsKey((string)entry.Key))
            .Select(entry => $"{entry.Key}={entry.Value}")
            .Concat(variables.Select(variable => $"{variable.Key}={variable.Value}"));

    // Descriptors that came with the process do not close at execve; those that .NET has opened since do.
    private static bool IsClosed(int descriptor) =>
        LibC.Control(descriptor, LibC.GetFlags) is var flags && (flags < 0 || (flags & LibC.CloseOnExecute) != 0);
}

internal static class ExitStatus
{
    // Shells and .NET add this to the number of the signal that ended a process.
    private const int SignalBase = 128;

    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [15] = "SIGTERM",
    };

    /// <summary>The signal that ended a process, from the exit code that .NET reports.</summary>
    public static int? SignalOf(int exitCode) =>
        exitCode is > SignalBase and <= SignalBase + 64 ? exitCode - SignalBase : null;

    /// <summary><c>signal 9 (SIGKILL)</c> or <c>exit code 1</c>.</summary>
    public static string Describe(int? exitCode, int? signal) =>
        signal is not { } number ? $"exit code {exitCode}"
        : Names.TryGetValue(number, out var name) ? $"signal {number} ({name})"
        : $"signal {number}";
}
