using System.Globalization;

namespace SweepRunner.Experiments.Devices;

/// <summary>The kind of a device. A trial's numbers depend on it.</summary>
public enum DeviceKind
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}

/// <summary>The names of device kinds in stores, tables and messages.</summary>
public static class DeviceKinds
{
    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public static string Name(this DeviceKind kind) => kind == DeviceKind.Cpu ? "cpu" : "cuda";

    /// <summary>Parses a <see cref="Name"/>.</summary>
    /// <exception cref="FormatException">The text is not the name of a kind.</exception>
    public static DeviceKind Parse(string name) => name switch
    {
        "cpu" => DeviceKind.Cpu,
        "cuda" => DeviceKind.Cuda,
        _ => throw new FormatException($"'{name}' is not a kind of device; allowed are cpu and cuda."),
    };
}

/// <summary>A device that trials run on. The index is the number of a GPU among those that the process sees; 0 for the
/// CPU.</summary>
public readonly record struct Device(DeviceKind Kind, int Index)
{
    private const string GpuPrefix = "cuda:";

    /// <summary>The CPU.</summary>
    public static Device Cpu { get; } = new(DeviceKind.Cpu, 0);

    /// <summary>The first GPU that the process sees.</summary>
    public static Device FirstGpu { get; } = new(DeviceKind.Cuda, 0);

    /// <summary>Parses <c>cpu</c> or <c>cuda:N</c>; null for any other text, such as <c>auto</c>.</summary>
    public static Device? TryParse(string text) =>
        text == "cpu" ? Cpu
        : text.StartsWith(GpuPrefix, StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(GpuPrefix.Length), NumberStyles.None, null, out var index)
            ? new Device(DeviceKind.Cuda, index)
        : null;

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    public override string ToString() => Kind == DeviceKind.Cpu ? "cpu" : $"{GpuPrefix}{Index}";
}
