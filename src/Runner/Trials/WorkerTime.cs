using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Trials;

/// <summary>The time that a worker has on its machine. It claims no trial that could not reach a checkpoint before its
/// end.</summary>
internal sealed class WorkerTime
{
    /// <summary>The time before the end at which workers are stopped: they end within five seconds, and the clocks of
    /// a cluster differ a little.</summary>
    public static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

    private readonly DateTimeOffset _endsUtc;
    private readonly TimeSpan _longestNeed;
    private readonly TimeSpan? _checkpointInterval;
    private readonly TimeProvider _time;
    private (TimeSpan Sum, int Count) _trials;

    /// <param name="endsUtc">When the machine is taken away.</param>
    /// <param name="config">The sweep.</param>
    /// <param name="time">The clock.</param>
    public WorkerTime(DateTimeOffset endsUtc, SweepConfig config, TimeProvider time)
    {
        (_endsUtc, _time) = (endsUtc, time);
        // Only the program knows when it saves something.
        _checkpointInterval =
            config.Trial is NetworkTrial ? TimeSpan.FromSeconds(config.Checkpoint.EverySeconds) : null;
        // Where trials take longer than a worker has, each worker still claims one at its start.
        _longestNeed = (endsUtc - time.GetUtcNow()) / 2;
    }

    /// <summary>True if a trial that is claimed now reaches a checkpoint or its end in time. It needs the mean time of
    /// the trials that this worker has run, but no longer than the interval between checkpoints, or than half of the
    /// worker's time.</summary>
    public bool AllowsClaim
    {
        get
        {
            TimeSpan? mean = _trials.Count > 0 ? _trials.Sum / _trials.Count : null;
            var need = Min(mean ?? _checkpointInterval ?? TimeSpan.Zero, _checkpointInterval ?? TimeSpan.MaxValue);
            return _time.GetUtcNow() + Min(need, _longestNeed) + StopMargin <= _endsUtc;
        }
    }

    /// <summary>Notes the time that a trial has taken.</summary>
    public void Add(TimeSpan trial) => _trials = (_trials.Sum + trial, _trials.Count + 1);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
