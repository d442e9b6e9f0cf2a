using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Machine;

/// <summary>Faults of the machine that may pass by themselves, told from those of a trial.</summary>
internal static class TransientFaults
{
    // errno.h: no space left on the device; the user's quota is used up.
    private const int NoSpace = 28, OverQuota = 122;

    // libtorch tells by its text alone: "CUDA out of memory. Tried to allocate …", "DefaultCPUAllocator: can't allocate
    // memory …", and of the libraries that take memory of their own on a GPU "CUBLAS_STATUS_ALLOC_FAILED",
    // "CUDNN_STATUS_ALLOC_FAILED" and, from cuDNN 9 on, "CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED"; a
    // handle that could not be made for want of memory is "CUBLAS_STATUS_NOT_INITIALIZED".
    private static readonly string[] NoMemory =
    [
        "out of memory",
        "can't allocate memory",
        "STATUS_ALLOC_FAILED",
        "ALLOCATION_FAILED",
        "CUBLAS_STATUS_NOT_INITIALIZED",
    ];

    /// <summary>True when a file could not grow.</summary>
    public static bool IsDiskFull(IOException exception) => exception.HResult is NoSpace or OverQuota;

    /// <summary>True when the same trial may well succeed at another time: a full disk, or memory that other processes
    /// hold.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        IOException fault => IsDiskFull(fault),
        OutOfMemoryException => true,
        ExternalException => NoMemory.Any(text => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };
}
