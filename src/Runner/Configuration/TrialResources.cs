using SweepRunner.Experiments.Devices;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Configuration;

/// <summary>What every trial of a sweep runs on: part of its identity.</summary>
/// <param name="DeviceKind">The kind of the device.</param>
/// <param name="Threads">Threads of one trial, at least 1.</param>
internal sealed record TrialResources(DeviceKind DeviceKind, int Threads)
{
    /// <summary>What a sweep was created for.</summary>
    public static TrialResources Of(NewSweep sweep) => new(DeviceKinds.Parse(sweep.Device), sweep.Threads);

    /// <summary>What a sweep is likely to run on, for a plan that is only shown: libtorch, which knows, is not loaded
    /// for it.</summary>
    public static TrialResources Guess(SweepConfig config) =>
        new(
            Device.TryParse(config.Device)?.Kind ?? (MayHaveGpu ? DeviceKind.Cuda : DeviceKind.Cpu),
            config.Threads ?? 1);

    /// <summary>Whether the kernel knows of an NVIDIA device, which under Windows' Linux subsystem has another
    /// name.</summary>
    public static bool MayHaveGpu => File.Exists("/dev/nvidiactl") || File.Exists("/dev/dxg");
}
