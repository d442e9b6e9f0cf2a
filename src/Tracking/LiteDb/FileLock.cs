using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>
/// A lock on a file that is only there to be locked: <c>flock</c>, which the kernel frees when the process ends,
/// however it ends. The kernel queues those who wait. It holds between the threads of one process too.
/// </summary>
internal sealed class FileLock : IDisposable
{
    // errno.h.
    private const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, WouldBlock = 11, AccessDenied = 13;
    private const int NotAFolder = 20, IsAFolder = 21;

    private const int WaiterStackLength = 128 * 1024;

    private FileLock(SafeFileHandle file) => File = file;

    /// <summary>The locked file.</summary>
    public SafeFileHandle File { get; }

    /// <summary>
    /// Locks a file for this caller alone; makes it where there is none. Null where another has the lock for longer
    /// than that.
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened or locked.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static FileLock? TryExclusive(string file, TimeSpan patience) =>
        Try(Open(file, NativeFiles.ReadWrite | NativeFiles.Create), NativeFiles.Exclusive, patience);

    /// <summary>Locks a file together with others that only read. Null where another has it alone for longer than
    /// that.</summary>
    /// <exception cref="IOException">The file is not there, or cannot be opened or locked.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static FileLock? TryShared(string file, TimeSpan patience) =>
        Try(Open(file, NativeFiles.ReadOnly), NativeFiles.Shared, patience);

    /// <summary>Frees the lock.</summary>
    public void Dispose()
    {
        // Closing alone would leave it to a process that is being started and has not closed its copy of the file yet.
        if (!File.IsClosed)
            _ = NativeFiles.Lock(File, NativeFiles.Unlocked);
        File.Dispose();
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var file = NativeFiles.Open(path, flags);
        if (!file.IsInvalid)
            return file;
        var error = Marshal.GetLastPInvokeError();
        file.Dispose();
        throw Fault(path, error);
    }

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

    // The kernel knows no patience: so a thread of its own waits, and is left behind by who gives up. The file that it
    // waits with is closed as soon as it has the lock, which frees it.
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
