using System.Runtime.InteropServices;
using System.Text;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Trials;

/// <summary>The log file of an attempt, in the trial's folder. In a worker process, it gets everything that the process
/// writes to standard error meanwhile, such as the runtime's message before a crash: the descriptor itself is
/// redirected.</summary>
internal sealed class AttemptLog : IDisposable
{
    private const int StandardError = 2;

    private readonly int _file;
    private readonly int? _before;
    private readonly TimeProvider _time;
    private ScratchLogs? _scratch;

    private AttemptLog(string path, TimeProvider time, bool ownsStandardError)
    {
        _time = time;
        // Others write through the descriptor too and must append, which a .NET FileStream does not guarantee.
        _file = LibC.Open(
            path, LibC.WriteOnly | LibC.Create | LibC.Append | LibC.NotInherited, LibC.ReadableByAll);
        if (_file < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        if (!ownsStandardError)
            return;
        _before = LibC.Duplicate(StandardError);
        Redirect(_file);
    }

    /// <summary>Begins the log of a claim. Null if it has none or it cannot be written: a trial does not fail for its
    /// log.</summary>
    /// <exception cref="TrackingException">The trial's folder cannot be made.</exception>
    public static AttemptLog? Begin(ITrackingStore store, Claim claim, TimeProvider time, bool ownsStandardError)
    {
        if (claim.LogPath is not { } path)
            return null;
        var scratch = store.FilesOf(claim.Trial.Sweep).AreInStore ? new ScratchLogs(store, claim.Trial.Sweep) : null;
        if (scratch is null)
            store.TrialArtifacts(claim.Trial.Id);
        try
        {
            scratch?.Collect();
            var log = new AttemptLog(scratch?.Begin(claim) ?? path, time, ownsStandardError) { _scratch = scratch };
            log.Write($"attempt {claim.Attempt} at trial {claim.Trial.Id} begins, process {Environment.ProcessId}");
            return log;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Write(string message)
    {
        var line = Encoding.UTF8.GetBytes($"{_time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}  {message}\n");
        _ = LibC.Write(_file, line, line.Length);
    }

    public void Dispose()
    {
        if (_before is { } before)
        {
            Redirect(before);
            _ = LibC.Close(before);
        }

        _ = LibC.Close(_file);
        _scratch?.Keep();
    }

    private static void Redirect(int descriptor)
    {
        if (LibC.DuplicateTo(descriptor, StandardError) < 0)
            throw new IOException($"Standard error cannot be redirected: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
