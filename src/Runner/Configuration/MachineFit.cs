using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>Compares what a sweep needs with what this machine has.</summary>
internal static class MachineFit
{
    // Threads that share a core wait for each other. A few make a trial slower; with many it does not finish.
    private const int MostThreadsACore = 8;

    /// <summary>More threads than a trial can finish with, and a GPU that the launcher does not give.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="share">What its launcher gives; null for this machine.</param>
    /// <param name="cores">The cores of this machine.</param>
    public static IEnumerable<Fault> Faults(SweepDefinition definition, TaskShare? share, int cores)
    {
        var config = definition.Config;
        cores = share?.Cores ?? cores;
        if (config.Threads > MostThreadsACore * cores && definition.Root.Find("threads")?.Value is { } threads)
            yield return SweepFault.TooManyThreads(threads, cores, MostThreadsACore);
        if (share?.Gpus == 0 && Device.TryParse(config.Device)?.Kind == DeviceKind.Cuda
            && definition.Root.Find("device")?.Value is { } device)
            yield return SweepFault.NoGpuOfLauncher(device, Catalogue.NameOf(config.Launcher));
    }

    /// <summary>Warnings for a sweep that would be slow, or would not run.</summary>
    /// <param name="config">The sweep.</param>
    /// <param name="cores">The cores of this machine.</param>
    public static IEnumerable<string> Warnings(SweepConfig config, int cores)
    {
        var share = config.Launcher.Share();
        cores = share?.Cores ?? cores;
        if (Oversubscription(1, config.Threads ?? 1, cores, share is null ? "machine" : "task") is { } slow)
            yield return $"threads: {slow} Set threads to {cores} or less.";
        // Other machines have their own programs and devices.
        if (share is not null)
            yield break;

        if (ProgramFault(config.Trial) is { } fault)
            yield return $"trial.command: The program cannot be started on this machine. {fault}";

        if (Device.TryParse(config.Device) is { } device
            && Devices.Missing(device, Gpus.Of(config.Trial)) is { } reason)
            yield return $"device: {config.Device} is not on this machine, which cannot run the sweep. {reason} "
                + "Run it on a machine that has the device, or set device to auto or cpu.";
    }

    /// <summary>Refuses a sweep whose program cannot be started, before every trial fails on it.</summary>
    /// <exception cref="CommandException">The program or its working directory is missing.</exception>
    public static void RequireProgram(TrialConfig trial)
    {
        if (ProgramFault(trial) is { } fault)
            throw new CommandException($"The program of the sweep cannot be started. {fault}");
    }

    // A program whose name is a parameter differs between trials.
    private static string? ProgramFault(TrialConfig trial) =>
        trial is not ProgramTrial { Command: { Run: [var name, ..], WorkingDirectory: { } folder } } ? null
        : !Directory.Exists(folder) ? $"There is no folder '{folder}', its working directory."
        : name.Contains('{') ? null
        : ProgramFile.FaultOf(name, folder);

    /// <summary>A sentence about more threads than cores; null where there are enough cores.</summary>
    /// <param name="trials">Trials that run side by side.</param>
    /// <param name="threads">Threads of one trial.</param>
    /// <param name="cores">Cores of the machine, or of the task that has a part of it.</param>
    /// <param name="place">The word for what has the cores.</param>
    public static string? Oversubscription(int trials, int threads, int cores, string place = "machine")
    {
        var all = (long)trials * threads;
        var wanted = trials == 1 ? "A trial takes" : $"{NumberText.Count(trials, "trial")} at a time take";
        return all > cores
            ? $"{wanted} {NumberText.Count(all, "thread")}, and this {place} has "
                + $"{NumberText.Count(cores, "core")}: training will be slow."
            : null;
    }
}
