namespace SweepRunner.Experiments.Devices;

/// <summary>
/// The peak memory in use on a GPU, by every process on it, as its driver reports it. libtorch keeps the memory it has
/// allocated for its next tensors and the next trial, so one reading at the end of each epoch sees the peak of the
/// process, earlier trials included.
/// </summary>
/// <remarks>TorchSharp does not bind libtorch's counters. The peak stays null where there is no driver or a call fails;
/// no trial fails for it.</remarks>
internal sealed class GpuMemory
{
    private readonly int _gpu;

    private GpuMemory(int gpu) => _gpu = gpu;

    /// <summary>In bytes; null before the first successful reading.</summary>
    public long? Peak { get; private set; }

    /// <summary>Null for the CPU.</summary>
    public static GpuMemory? Create(Device device) =>
        device.Kind == DeviceKind.Cuda ? new GpuMemory(device.Index) : null;

    /// <summary>Reads the memory in use and raises the peak.</summary>
    public void Update()
    {
        if (InUse() is { } used)
            Peak = Math.Max(Peak ?? 0, used);
    }

    private long? InUse()
    {
        try
        {
            if (CudaDriver.Initialize(flags: 0) != CudaDriver.Success
                || CudaDriver.GetDevice(out var device, _gpu) != CudaDriver.Success
                // libtorch has created this context by its first computation; this call does not create another.
                || CudaDriver.RetainContext(out var context, device) != CudaDriver.Success)
                return null;
            try
            {
                if (CudaDriver.PushContext(context) != CudaDriver.Success)
                    return null;
                var isKnown = CudaDriver.GetMemory(out var free, out var total) == CudaDriver.Success;
                _ = CudaDriver.PopContext(out _);
                return isKnown ? (long)(total - free) : null;
            }
            finally
            {
                _ = CudaDriver.ReleaseContext(device);
            }
        }
        catch (Exception exception)
            when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return null;
        }
    }
}
