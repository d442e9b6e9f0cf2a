using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Gpu;

/// <summary>
/// The most memory that was seen in use on a GPU, as its driver counts it: that of every process on it. libtorch keeps
/// what it has once taken for its next tensors and its next trial, so a look at the end of each epoch sees the peak up
/// to there, and that of the process's earlier trials.
/// </summary>
/// <remarks>
/// Asked of the driver itself (https://docs.nvidia.com/cuda/cuda-driver-api/, "Memory Management" and "Primary Context
/// Management"), since TorchSharp has no name for libtorch's counters. Where the driver is not there or refuses, the
/// peak stays unknown; no trial fails for it.
/// </remarks>
internal sealed partial class GpuMemory
{
    private const string Driver = "libcuda.so.1";
    private const int Success = 0;

    private readonly int _gpu;

    private GpuMemory(int gpu) => _gpu = gpu;

    /// <summary>Bytes; null where no look has succeeded yet.</summary>
    public long? Peak { get; private set; }

    /// <summary>The memory of a trial's device; null for a CPU.</summary>
    /// <param name="device">The device; a GPU's index counts those that the process sees, as the driver does.</param>
    public static GpuMemory? Of(Device device) => device.type == DeviceType.CUDA ? new GpuMemory(device.index) : null;

    /// <summary>Looks, and keeps what it saw where that is more than before.</summary>
    public void Look()
    {
        if (InUse() is { } used)
            Peak = Math.Max(Peak ?? 0, used);
    }

    private long? InUse()
    {
        try
        {
            if (Initialize(flags: 0) != Success || GetDevice(out var device, _gpu) != Success)
                return null;

            // libtorch's own context, which is there once it has computed anything: held for the moment, not made.
            if (RetainContext(out var context, device) != Success)
                return null;
            try
            {
                if (PushContext(context) != Success)
                    return null;
                var isKnown = GetMemory(out var free, out var total) == Success;
                _ = PopContext(out _);
                return isKnown ? (long)(total - free) : null;
            }
            finally
            {
                _ = ReleaseContext(device);
            }
        }
        catch (Exception exception)
            when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return null;
        }
    }

    [LibraryImport(Driver, EntryPoint = "cuInit")]
    private static partial int Initialize(uint flags);

    [LibraryImport(Driver, EntryPoint = "cuDeviceGet")]
    private static partial int GetDevice(out int device, int ordinal);

    [LibraryImport(Driver, EntryPoint = "cuDevicePrimaryCtxRetain")]
    private static partial int RetainContext(out nint context, int device);

    [LibraryImport(Driver, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    private static partial int ReleaseContext(int device);

    [LibraryImport(Driver, EntryPoint = "cuCtxPushCurrent_v2")]
    private static partial int PushContext(nint context);

    [LibraryImport(Driver, EntryPoint = "cuCtxPopCurrent_v2")]
    private static partial int PopContext(out nint context);

    [LibraryImport(Driver, EntryPoint = "cuMemGetInfo_v2")]
    private static partial int GetMemory(out nuint free, out nuint total);
}
