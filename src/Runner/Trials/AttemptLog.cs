using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Trials;

/// <summary>
/// The file in a trial's folder that takes all that the process writes to its standard error during one attempt,
/// whoever writes it: a library's warning, or the last words of the runtime before a crash. It is the process's
/// descriptor that is turned, so nothing passes by.
/// </summary>
internal sealed partial class AttemptLog : IDisposable
{
    private const int StandardError = 2;

    // fcntl.h, as Linux has it; permissions rw-r--r--.
    private const int WriteOnly = 0x1, Create = 0x40, Append = 0x400, Permissions = 0x1A4;

    private readonly int _file;
    private readonly int _before;
    private readonly TimeProvider _time;

    private AttemptLog(string path, TimeProvider time)
    {
        _time = time;
        // By the system's own call: what others write through the descriptor has to be appended too, which .NET's mode
        // does not promise.
        _file = Open(path, WriteOnly | Create | Append, Permissions);
        if (_file < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        _before = Duplicate(StandardError);
        Turn(_file);
    }

    /// <summary>Begins the log of a claim, in the trial's folder.</summary>
    /// <returns>Null where the claim names none or it cannot be written: no trial ends for what would be
    /// printed.</returns>
    /// <exception cref="TrackingException">The folder cannot be made.</exception>
    public static AttemptLog? Begin(ITrackingStore store, Claim claim, TimeProvider time)
    {
        if (claim.LogPath is null)
            return null;
        store.TrialArtifacts(claim.Trial.Id);
        try
        {
            var log = new AttemptLog(claim.LogPath, time);
            log.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"attempt {claim.Attempt} at trial {claim.Trial.Sweep}/{claim.Trial.Number} begins, process "
                        + $"{Environment.ProcessId}"));
            return log;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Adds a line with the time.</summary>
    public void Say(string message)
    {
        var line = Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture, $"{_time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}  {message}\n"));
        _ = Write(_file, line, line.Length);
    }

    /// <summary>Turns the standard error back.</summary>
    public void Dispose()
    {
        Turn(_before);
        _ = Close(_before);
        _ = Close(_file);
    }

    private static void Turn(int descriptor)
    {
        if (DuplicateTo(descriptor, StandardError) < 0)
            throw new IOException($"The standard error cannot be turned: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags, int permissions);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int DuplicateTo(int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
