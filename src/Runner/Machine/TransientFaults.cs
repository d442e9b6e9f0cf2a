using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Machine;

/// <summary>Tells faults of the machine that may pass by themselves from faults of a trial.</summary>
internal static class TransientFaults
{
    // errno.h: ENOSPC and EDQUOT.
    private const int NoSpace = 28, OverQuota = 122;

    // libtorch's exceptions differ only in their text: "CUDA out of memory. Tried to allocate …", "DefaultCPUAllocator:
    // can't allocate memory …", CUBLAS_STATUS_ALLOC_FAILED, CUDNN_STATUS_ALLOC_FAILED and, since cuDNN 9,
    // CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED. CUBLAS_STATUS_NOT_INITIALIZED: no memory for a handle.
    private static readonly string[] NoMemory =
    [
        "out of memory", "can't allocate memory", "STATUS_ALLOC_FAILED", "ALLOCATION_FAILED",
        "CUBLAS_STATUS_NOT_INITIALIZED",
    ];

    // Python's MemoryError and numpy's ArrayMemoryError, C++'s std::bad_alloc, exceptions of .NET and Java, errno.h.
    private static readonly string[] Told =
    [
        "MemoryError", "bad_alloc", "OutOfMemory", "Cannot allocate memory", "No space left on device",
        "Disk quota exceeded", .. NoMemory,
    ];

    public static bool IsDiskFull(IOException exception) => exception.HResult is NoSpace or OverQuota;

    /// <summary>True if the same trial may succeed later: the disk is full, or other processes hold the
    /// memory.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        IOException fault => IsDiskFull(fault),
        OutOfMemoryException => true,
        ExternalException => Contains(exception.Message, NoMemory),
        _ => false,
    };

    /// <summary>True if a program tells such a fault in a line of its standard error.</summary>
    public static bool IsTold(string line) => Contains(line, Told);

    private static bool Contains(string text, string[] words) =>
        words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
