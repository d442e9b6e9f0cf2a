using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>A lock on a file that exists only to be locked: <c>flock</c>, which the kernel frees when the process ends,
/// however it ends. The kernel queues waiters. It also holds between the threads of one process.</summary>
internal sealed class FileLock : IDisposable
{
    // errno.h.
    private const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, WouldBlock = 11, AccessDenied = 13;
    private const int NotAFolder = 20, IsAFolder = 21;

    private const int WaiterStackLength = 128 * 1024;

    private FileLock(SafeFileHandle file) => File = file;

    public SafeFileHandle File { get; }

    /// <summary>Locks a file for this caller alone; creates it if it does not exist. Null if another holds the lock for
    /// longer than <paramref name="patience"/>.</summary>
    public static FileLock? TryExclusive(string file, TimeSpan patience) =>
        Try(Open(file, NativeFiles.ReadWrite | NativeFiles.Create), NativeFiles.Exclusive, patience);

    /// <summary>Locks an existing file together with other readers; null if another holds it alone for
    /// longer.</summary>
    public static FileLock? TryShared(string file, TimeSpan patience) =>
        Try(Open(file, NativeFiles.ReadOnly), NativeFiles.Shared, patience);

    public void Dispose()
    {
        // Closing alone would leave it to a process that is being started and has not closed its copy of the file yet.
        if (!File.IsClosed)
            _ = NativeFiles.Lock(File, NativeFiles.Unlocked);
        File.Dispose();
    }

    private static SafeFileHandle Open(string path, int flags) =>
        NativeFiles.Open(path, flags) is { IsInvalid: false } file
            ? file
            : throw Fault(path, Marshal.GetLastPInvokeError());

    private static FileLock? Try(SafeFileHandle file, int kind, TimeSpan patience)
    {
        var error = Lock(file, kind | NativeFiles.NonBlocking);
        if (error == WouldBlock && patience > TimeSpan.Zero)
            error = Wait(file, kind, patience);
        if (error == 0)
            return new FileLock(file);
        file.Dispose();
        return error == WouldBlock ? null : throw Fault("a lock", error);
    }

    // flock has no timeout, so a thread of its own waits. It outlives a caller that gives up; the disposed handle is
    // closed as soon as it has the lock, which frees it.
    private static int Wait(SafeFileHandle file, int kind, TimeSpan patience)
    {
        var error = WouldBlock;
        var waiter = new Thread(() => error = Lock(file, kind), WaiterStackLength) { IsBackground = true };
        waiter.Start();
        return waiter.Join(patience) ? error : WouldBlock;
    }

    private static int Lock(SafeFileHandle file, int operation)
    {
        while (NativeFiles.Lock(file, operation) != 0)
        {
            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
                return error;
        }

        return 0;
    }

    private static Exception Fault(string path, int error)
    {
        var message = $"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'";
        return error switch
        {
            NotPermitted or AccessDenied or IsAFolder => new UnauthorizedAccessException(message),
            NoEntry or NotAFolder => new FileNotFoundException(message, path),
            _ => new IOException(message, error),
        };
    }
}
