using SweepRunner.Experiments.Devices;
using TorchSharp;

namespace SweepRunner.Runner.Machine;

/// <summary>Turns the device of a config into one that is there.</summary>
internal static class Devices
{
    /// <summary>The variable that names the GPUs a process sees, in the order in which it counts them.</summary>
    public const string Visible = "CUDA_VISIBLE_DEVICES";

    /// <summary>
    /// The kind of device that a config asks for. <c>auto</c> is a GPU where libtorch can use one. libtorch takes half
    /// a second to load, so it is asked only where the kernel knows an NVIDIA device.
    /// </summary>
    public static DeviceKind ResolveKind(string device) =>
        Device.TryParse(device)?.Kind
        ?? (TrialResources.MayHaveGpu && torch.cuda.is_available() ? DeviceKind.Cuda : DeviceKind.Cpu);

    /// <summary>Threads of one trial where the config names none: a CPU runs one trial a core, a GPU takes its share of
    /// the cores.</summary>
    public static int ResolveThreads(DeviceKind kind) =>
        kind == DeviceKind.Cpu ? 1 : Math.Max(1, Environment.ProcessorCount / Math.Max(1, torch.cuda.device_count()));

    /// <summary>The device that a trial in this process runs on: the one that the config names, else the first of its
    /// kind.</summary>
    /// <param name="kind">The kind that the sweep was created for.</param>
    /// <param name="device">The device that the config names.</param>
    public static Device Bind(DeviceKind kind, string device) =>
        kind == DeviceKind.Cpu ? Device.Cpu : Device.TryParse(device) ?? Device.FirstGpu;

    /// <summary>Every device that the sweep's workers share.</summary>
    /// <param name="kind">The kind that the sweep was created for.</param>
    /// <param name="device">The device that the config names.</param>
    public static IReadOnlyList<Device> All(DeviceKind kind, string device) =>
        kind == DeviceKind.Cuda && Device.TryParse(device) is null
            ? [.. Enumerable.Range(0, Math.Max(1, torch.cuda.device_count())).Select(index => new Device(kind, index))]
            : [Bind(kind, device)];

    /// <summary>
    /// What <see cref="Visible"/> has to hold for a process to see one GPU alone, as its first: it then takes no memory
    /// of another, and cannot compute on another by mistake. Null for the CPU.
    /// </summary>
    /// <param name="device">The device.</param>
    /// <param name="visible">What the variable holds here, as many entries as there are GPUs to be seen; null where all
    /// are.</param>
    public static string? Alone(Device device, string? visible) =>
        device == Device.Cpu ? null
        : visible?.Split(',', StringSplitOptions.TrimEntries)[device.Index] ?? $"{device.Index}";

    /// <summary>Refuses a device that is not there, before every trial fails on it.</summary>
    /// <exception cref="CommandException">It is not there.</exception>
    public static void Require(Device device)
    {
        if (Missing(device) is { } reason)
            throw new CommandException($"The sweep runs on {device}. {reason}");
    }

    /// <summary>Why a device cannot be used; null where it can. libtorch is loaded only where the kernel knows of an
    /// NVIDIA device.</summary>
    public static string? Missing(Device device)
    {
        if (device == Device.Cpu)
            return null;
        if (!TrialResources.MayHaveGpu)
            return "There is no GPU here: the kernel knows of no NVIDIA device.";

        try
        {
            torch.InitializeDevice(torch.device(device.ToString()));

            // TorchSharp asks for a GPU, not for the one that is named.
            return torch.cuda.device_count() is var count && device.Index >= count
                ? $"There is no {device}: the GPUs that libtorch finds are numbered 0 to {count - 1}."
                : null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }
}
