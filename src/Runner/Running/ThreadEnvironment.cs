using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Running;

/// <summary>
/// The variables that bind the threads of OpenMP and OpenBLAS. Both read them once, when they are loaded, and what .NET sets
/// in its own process does not reach them; so a process that was started with others starts itself anew in its own place.
/// </summary>
internal static partial class ThreadEnvironment
{
    /// <summary>The variables.</summary>
    public static IReadOnlyList<string> Variables { get; } = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"];

    /// <summary>Returns when the variables hold that number; otherwise replaces the process by the same command under them.</summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    public static void Require(int threads)
    {
        var value = threads.ToString(CultureInfo.InvariantCulture);
        if (Variables.All(variable => Environment.GetEnvironmentVariable(variable) == value))
            return;

        var arguments = Arguments(File.ReadAllText("/proc/self/cmdline"));
        var environment = Bound(Environment.GetEnvironmentVariables(), value);
        _ = Execute(Environment.ProcessPath!, [.. arguments, null], [.. environment, null]);
        throw new IOException($"The command could not be started anew with {threads} threads: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The arguments in what the kernel tells of a process: each ends with a zero, an empty one too.</summary>
    internal static string[] Arguments(string commandLine) => commandLine.Split('\0')[..^1];

    /// <summary>An environment with both variables at a value, <c>NAME=VALUE</c> each.</summary>
    internal static IEnumerable<string> Bound(IDictionary environment, string value) => environment.Cast<DictionaryEntry>()
        .Where(entry => !Variables.Contains((string)entry.Key))
        .Select(entry => $"{entry.Key}={entry.Value}")
        .Concat(Variables.Select(variable => $"{variable}={value}"));

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
