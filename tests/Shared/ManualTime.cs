using Microsoft.Extensions.Time.Testing;

namespace SweepRunner.Tests.Shared;

/// <summary>A clock that a test moves, and that tells which timers wait.</summary>
internal sealed class ManualTime() : FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero))
{
    private readonly Lock _gate = new();
    private readonly List<WatchedTimer> _timers = [];

    /// <summary>Counts the timers that are due after that time.</summary>
    public int TimersOf(TimeSpan dueTime)
    {
        var due = GetUtcNow() + dueTime;
        lock (_gate)
            return _timers.Count(timer => timer.Due == due);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this);
        lock (_gate)
            _timers.Add(timer);
        timer.Start(
            base.CreateTimer(
                _ =>
                {
                    timer.Fire();
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan),
            dueTime,
            period);
        return timer;
    }

    private sealed class WatchedTimer(ManualTime time) : ITimer
    {
        private ITimer? _timer;
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public void Start(ITimer timer, TimeSpan dueTime, TimeSpan period)
        {
            _timer = timer;
            Change(dueTime, period);
        }

        public void Fire() => Due = _period > TimeSpan.Zero ? time.GetUtcNow() + _period : null;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Due = dueTime < TimeSpan.Zero ? null : time.GetUtcNow() + dueTime;
            return _timer!.Change(dueTime, period);
        }

        public void Dispose()
        {
            lock (time._gate)
                time._timers.Remove(this);
            _timer!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
