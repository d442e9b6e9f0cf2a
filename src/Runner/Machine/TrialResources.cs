namespace SweepRunner.Runner.Machine;

/// <summary>The hardware of every trial of a sweep: part of a trial's identity.</summary>
/// <param name="DeviceKind">The kind of the device.</param>
/// <param name="Threads">Threads of one trial, at least 1.</param>
internal sealed record TrialResources(DeviceKind DeviceKind, int Threads)
{
    /// <summary>The resources that a sweep was created for.</summary>
    public static TrialResources Of(SweepFacts sweep) => new(DeviceKinds.Parse(sweep.Device), sweep.Threads);

    /// <summary>The likely resources of a new sweep, found without loading libtorch.</summary>
    /// <param name="device">The device of the config.</param>
    /// <param name="threads">The threads of the config; null where it names none.</param>
    public static TrialResources Guess(string device, int? threads) => new(
        Device.TryParse(device)?.Kind ?? (MayHaveGpu ? DeviceKind.Cuda : DeviceKind.Cpu), threads ?? 1);

    /// <summary>The resources of a new sweep on this machine.</summary>
    /// <inheritdoc cref="Guess"/>
    public static TrialResources Resolve(string device, int? threads)
    {
        var kind = Devices.ResolveKind(device);
        return new TrialResources(kind, threads ?? Devices.ResolveThreads(kind));
    }

    /// <summary>True if the kernel knows an NVIDIA device. Windows Subsystem for Linux names it <c>dxg</c>.</summary>
    public static bool MayHaveGpu => File.Exists("/dev/nvidiactl") || File.Exists("/dev/dxg");
}
