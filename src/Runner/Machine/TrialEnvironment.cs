namespace SweepRunner.Runner.Machine;

/// <summary>The environment variables that native libraries read once, when they are loaded. Setting them inside a .NET
/// process does not reach these libraries.</summary>
internal static class TrialEnvironment
{
    // With a fixed size, cuBLAS gives the same bits each time (https://docs.nvidia.com/cuda/cublas/, "Results
    // Reproducibility").
    private const string Workspace = "CUBLAS_WORKSPACE_CONFIG", WorkspaceSize = ":4096:8";

    // glibc returns a large block to the kernel when it is freed, and each training step asks for the same blocks
    // again: page faults took a fifth of LeNet's processor time. These values keep the blocks (mallopt(3),
    // M_MMAP_MAX and M_TRIM_THRESHOLD). A user's own values stay.
    public static readonly (string Name, string Value)[] Allocator =
    [("MALLOC_MMAP_MAX_", "0"), ("MALLOC_TRIM_THRESHOLD_", "8589934592")];

    public static IReadOnlyDictionary<string, string> Variables(TrialResources resources)
    {
        var threads = $"{resources.Threads}";
        var variables = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = threads, ["MKL_NUM_THREADS"] = threads };
        var isGpu = resources.DeviceKind == DeviceKind.Cuda;
        foreach (var (name, value) in isGpu ? [.. Allocator, (Workspace, WorkspaceSize)] : Allocator)
            variables.Add(name, Environment.GetEnvironmentVariable(name) ?? value);
        return variables;
    }

    /// <summary>Replaces the process by the same command with the variables, unless it has them.</summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    public static void Require(TrialResources resources)
    {
        var variables = Variables(resources);
        if (!variables.All(variable => Environment.GetEnvironmentVariable(variable.Key) == variable.Value))
            CurrentProcess.Restart(variables);
    }
}
