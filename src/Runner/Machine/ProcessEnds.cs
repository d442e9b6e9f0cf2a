using System.Globalization;
using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Machine;

/// <summary>How processes end: this one, and others in words.</summary>
internal static partial class ProcessEnds
{
    // The shell's and .NET's way to tell of a signal.
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

    /// <summary>True when a thread is still inside libtorch that nobody waits for any more.</summary>
    public static bool IsTrainingLeft { get; set; }

    /// <summary>Ends this process as the system does, without tearing down what that thread still works with.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitAtOnce(int exitCode);

    /// <summary>The signal that ended a process, if one did, told by the exit code that .NET gives it.</summary>
    public static int? SignalOf(int exitCode) =>
        exitCode is > SignalBase and <= SignalBase + 64 ? exitCode - SignalBase : null;

    /// <summary><c>signal 9 (SIGKILL)</c> or <c>exit code 1</c>.</summary>
    public static string Describe(int? exitCode, int? signal) =>
        signal is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"signal {number}")
                + (Names.TryGetValue(number, out var name) ? $" ({name})" : "")
            : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");
}
