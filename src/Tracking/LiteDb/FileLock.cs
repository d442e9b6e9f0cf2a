using System.Diagnostics;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>
/// A lock on a file that is only there to be locked: <c>flock</c> on Unix, which the kernel frees when the process ends, however it ends.
/// It holds between the threads of one process too.
/// </summary>
internal sealed class FileLock : IDisposable
{
    // errno.h and winerror.h: EAGAIN on Linux and on BSDs; a sharing and a lock violation.
    private const int TryAgain = 11, TryAgainOnBsd = 35, SharingViolation = unchecked((int)0x80070020), LockViolation = unchecked((int)0x80070021);

    private const int ShortestPause = 1, LongestPause = 4;

    private static readonly ManualResetEventSlim Never = new();

    private FileLock(FileStream stream) => Stream = stream;

    /// <summary>The locked file.</summary>
    public FileStream Stream { get; }

    /// <summary>Locks a file for this thread alone; makes it where there is none. Null where another has the lock for longer than that.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static FileLock? TryExclusive(string file, TimeSpan patience) =>
        Try(() => new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0), patience);

    /// <summary>Locks a file together with others that only read. Null where another has it alone for longer than that.</summary>
    /// <exception cref="IOException">The file is not there, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static FileLock? TryShared(string file, TimeSpan patience) =>
        Try(() => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), patience);

    /// <summary>Frees the lock.</summary>
    public void Dispose() => Stream.Dispose();

    // The kernel could queue those who wait, but not for a limited time: so each comes back after a pause of its own.
    private static FileLock? Try(Func<FileStream> open, TimeSpan patience)
    {
        var begin = Stopwatch.GetTimestamp();
        Random? random = null;
        while (true)
        {
            try
            {
                return new FileLock(open());
            }
            catch (IOException exception) when (IsLocked(exception))
            {
                if (Stopwatch.GetElapsedTime(begin) >= patience)
                    return null;
            }

            random ??= new Random(HashCode.Combine(Environment.ProcessId, Environment.CurrentManagedThreadId, begin));
            Never.Wait(random.Next(ShortestPause, LongestPause + 1));
        }
    }

    private static bool IsLocked(IOException exception) =>
        exception.HResult is TryAgain or SharingViolation or LockViolation || (exception.HResult == TryAgainOnBsd && !OperatingSystem.IsLinux());
}
