using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using SweepRunner.Experiments.Devices;

namespace SweepRunner.Runner.Machine;

/// <summary>
/// The variables that libraries read once, when they are loaded: the threads of OpenMP and MKL, glibc's allocator, the
/// work space of cuBLAS. What .NET sets in its own process does not reach them, so a process that was started with
/// others replaces itself.
/// </summary>
internal static partial class TrialEnvironment
{
    // With a size that is fixed, cuBLAS promises the same bits each time (https://docs.nvidia.com/cuda/cublas/,
    // "Results Reproducibility").
    private const string Workspace = "CUBLAS_WORKSPACE_CONFIG", WorkspaceSize = ":4096:8";

    // glibc gives a large block back to the kernel when it is freed, and each training step asks for the same ones
    // again: page faults were a fifth of LeNet's processor time. With these it keeps them (mallopt(3), M_MMAP_MAX and
    // M_TRIM_THRESHOLD). Values that a user has set stay.
    private static readonly (string Name, string Value)[] Allocator =
    [
        ("MALLOC_MMAP_MAX_", "0"),
        ("MALLOC_TRIM_THRESHOLD_", "8589934592"),
    ];

    /// <summary>The variables of a process that runs trials on what a sweep was created for, with their
    /// values.</summary>
    public static IReadOnlyDictionary<string, string> Variables(TrialResources resources)
    {
        var threads = resources.Threads.ToString(CultureInfo.InvariantCulture);
        var variables = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = threads, ["MKL_NUM_THREADS"] = threads };
        foreach (
            var (name, value) in resources.DeviceKind == DeviceKind.Cuda
                ? [.. Allocator, (Workspace, WorkspaceSize)]
                : Allocator
        )
            variables.Add(name, Environment.GetEnvironmentVariable(name) ?? value);
        return variables;
    }

    /// <summary>Returns when the variables hold; otherwise replaces the process by the same command under
    /// them.</summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    public static void Require(TrialResources resources)
    {
        var variables = Variables(resources);
        if (variables.All(variable => Environment.GetEnvironmentVariable(variable.Key) == variable.Value))
            return;

        StartAnew(variables);
    }

    /// <summary>Replaces the process by the same command with these variables beside those of its
    /// environment.</summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    internal static void StartAnew(IReadOnlyDictionary<string, string> variables)
    {
        var arguments = Arguments(File.ReadAllText("/proc/self/cmdline"));
        var environment = Bound(Environment.GetEnvironmentVariables(), variables);
        _ = Execute(Environment.ProcessPath!, [.. arguments, null], [.. environment, null]);
        throw new IOException($"The command could not be started anew: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The arguments in what the kernel tells of a process: each ends with a zero, an empty one too.</summary>
    internal static string[] Arguments(string commandLine) => commandLine.Split('\0')[..^1];

    /// <summary>An environment with the variables at their values, <c>NAME=VALUE</c> each.</summary>
    internal static IEnumerable<string> Bound(IDictionary environment, IReadOnlyDictionary<string, string> variables) =>
        environment
            .Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string?)entry.Value))
            .Where(entry => !variables.ContainsKey(entry.Item1))
            .Concat(variables.Select(variable => (variable.Key, (string?)variable.Value)))
            .Select(entry => $"{entry.Item1}={entry.Item2}");

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
