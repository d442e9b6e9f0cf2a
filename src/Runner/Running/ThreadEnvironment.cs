using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Running;

/// <summary>
/// The variables that bind the threads of OpenMP and OpenBLAS. Both read them once, when they are loaded, and a process cannot change
/// its own environment for them; so a process that was started with others starts itself anew in its own place.
/// </summary>
internal static partial class ThreadEnvironment
{
    private static readonly string[] Variables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"];

    /// <summary>Returns when the variables hold that number; otherwise replaces the process by the same command under them.</summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    public static void Require(int threads)
    {
        var value = threads.ToString(CultureInfo.InvariantCulture);
        if (Array.TrueForAll(Variables, variable => Environment.GetEnvironmentVariable(variable) == value))
        {
            return;
        }

        var arguments = File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0');
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => !Variables.Contains((string)entry.Key))
            .Select(entry => $"{entry.Key}={entry.Value}")
            .Concat(Variables.Select(variable => $"{variable}={value}"));
        _ = Execute(Environment.ProcessPath!, [.. arguments, null], [.. environment, null]);
        throw new IOException($"The command could not be started anew with {threads} threads: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
