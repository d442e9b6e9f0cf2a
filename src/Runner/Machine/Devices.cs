namespace SweepRunner.Runner.Machine;

/// <summary>Finds the devices of this machine that a config names.</summary>
internal static class Devices
{
    /// <summary>The environment variable with the GPUs that a process sees, in the order of their numbers.</summary>
    public const string Visible = "CUDA_VISIBLE_DEVICES";

    /// <summary>The kind of device that a config asks for. <c>auto</c> is a GPU where there is one.</summary>
    public static DeviceKind ResolveKind(string device, Gpus gpus) =>
        Device.TryParse(device)?.Kind ?? (gpus.Count > 0 ? DeviceKind.Cuda : DeviceKind.Cpu);

    /// <summary>The default threads of a trial: one on a CPU; on a GPU, the cores divided by the GPUs.</summary>
    public static int ResolveThreads(DeviceKind kind, Gpus gpus) =>
        kind == DeviceKind.Cpu ? 1 : Math.Max(1, Environment.ProcessorCount / Math.Max(1, gpus.Count));

    /// <summary>The device of a trial in this process: the one that the config names, or the first of the sweep's
    /// kind.</summary>
    public static Device Bind(DeviceKind kind, string device) =>
        kind == DeviceKind.Cpu ? Device.Cpu : Device.TryParse(device) ?? Device.FirstGpu;

    public static IReadOnlyList<Device> All(DeviceKind kind, string device, Gpus gpus) =>
        kind == DeviceKind.Cuda && Device.TryParse(device) is null
            ? [.. Enumerable.Range(0, Math.Max(1, gpus.Count)).Select(index => new Device(kind, index))]
            : [Bind(kind, device)];

    /// <summary>The value of <see cref="Visible"/> with which a process sees one GPU only, as its first: it then takes
    /// no memory of another. Null for the CPU. <paramref name="visible"/> is the value in this process, with one entry
    /// for each GPU.</summary>
    public static string? Alone(Device device, string? visible) =>
        device == Device.Cpu ? null
        : visible?.Split(',', StringSplitOptions.TrimEntries)[device.Index] ?? $"{device.Index}";

    /// <summary>Refuses a missing device before every trial fails on it.</summary>
    public static void Require(Device device, Gpus gpus)
    {
        if (Missing(device, gpus) is { } reason)
            throw new CommandException($"The sweep runs on {device}. {reason}");
    }

    /// <summary>The reason why a device cannot be used; null if it can.</summary>
    public static string? Missing(Device device, Gpus gpus) => device == Device.Cpu ? null : gpus.Missing(device);
}
