using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Supervision;

/// <summary>A worker process as its supervisor knows it.</summary>
internal interface IWorker : IDisposable
{
    /// <summary>The process as the holder of leases; null where it had ended before it could be looked at.</summary>
    LeaseOwner? Owner { get; }

    /// <summary>Waits for its end, and hands on what it tells meanwhile.</summary>
    /// <param name="onMessage">Hears every message, one at a time.</param>
    Task<WorkerEnd> RunAsync(Action<ProgressMessage> onMessage);

    /// <summary>Asks it to end in good order: to take a checkpoint and give its trial back.</summary>
    void Stop();

    /// <summary>Ends it at once.</summary>
    void Kill();
}

/// <summary>How a worker process ended.</summary>
/// <param name="ExitCode">Its exit code as .NET tells it: 128 and the signal's number where one ended it.</param>
/// <param name="LastWords">The end of what it wrote to its standard error outside of trials.</param>
internal sealed record WorkerEnd(int ExitCode, string LastWords);

/// <summary>Starts a worker on a device.</summary>
internal delegate IWorker WorkerLauncher(string device);
