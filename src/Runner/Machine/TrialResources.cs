namespace SweepRunner.Runner.Machine;

/// <summary>The hardware of every trial of a sweep: part of a trial's identity.</summary>
internal sealed record TrialResources(DeviceKind DeviceKind, int Threads)
{
    public static TrialResources Of(SweepFacts sweep) => new(DeviceKinds.Parse(sweep.Device), sweep.Threads);

    /// <summary>The likely resources of a new sweep, found without loading libtorch.</summary>
    public static TrialResources Guess(string device, int? threads) => new(
        Device.TryParse(device)?.Kind ?? (MayHaveGpu ? DeviceKind.Cuda : DeviceKind.Cpu), threads ?? 1);

    public static TrialResources Resolve(string device, int? threads, Gpus gpus)
    {
        var kind = Devices.ResolveKind(device, gpus);
        return new TrialResources(kind, threads ?? Devices.ResolveThreads(kind, gpus));
    }

    /// <summary>True if the kernel knows an NVIDIA device. Windows Subsystem for Linux names it <c>dxg</c>.</summary>
    public static bool MayHaveGpu => File.Exists("/dev/nvidiactl") || File.Exists("/dev/dxg");
}
