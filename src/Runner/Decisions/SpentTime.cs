using SweepRunner.Reports.Reading;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Decisions;

/// <summary>The time that a sweep has spent.</summary>
/// <param name="Hours">Hours in which at least one trial ran.</param>
/// <param name="DeviceHours">Hours of all trials together.</param>
internal sealed record SpentTime(double Hours, double DeviceHours)
{
    /// <summary>The time of all attempts, those that run among them; 0 for a sweep whose budget has no hours.</summary>
    public static SpentTime Of(ITrackingStore store, SweepRecord sweep, DateTimeOffset now)
    {
        if (sweep.Config().Budget is not ({ Hours: not null } or { DeviceHours: not null }))
            return new SpentTime(0, 0);
        var periods = store.Attempts(sweep.Name)
            .Select(attempt => (From: attempt.StartedUtc, To: EndOf(store, sweep, attempt, now)))
            .ToList();
        return new SpentTime(
            new WorkClock(periods).TotalSeconds / 3600, periods.Sum(period => (period.To - period.From).TotalHours));
    }

    /// <summary>The hours that are left of a budget while some trials run; infinity without a limit.</summary>
    public double Left(BudgetConfig budget, int running) => Math.Min(
        (budget.Hours ?? double.PositiveInfinity) - Hours,
        ((budget.DeviceHours ?? double.PositiveInfinity) - DeviceHours) / Math.Max(1, running));

    // Nobody saw some deaths: such an attempt ended with its last point, not when the next process found it.
    private static DateTimeOffset EndOf(
        ITrackingStore store, SweepRecord sweep, AttemptRecord attempt, DateTimeOffset now) => attempt switch
        {
            { Ending: AttemptEnding.Died or AttemptEnding.Lost, IsDeathSeen: false, EndedUtc: { } found } => store
                .Metrics(new TrialId(sweep.Name, attempt.Trial))
                .Select(each => each.Point.TimeUtc)
                .Where(point => point >= attempt.StartedUtc && point <= found)
                .DefaultIfEmpty(attempt.StartedUtc)
                .Max(),
            { EndedUtc: { } ended } => ended,
            _ => now,
        };
}

/// <summary>Cancels a running trial when the hours of its sweep's budget are spent.</summary>
internal sealed class BudgetWatch : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly ITrackingStore _store;
    private readonly SweepRecord _sweep;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _spent = new();
    private readonly ITimer? _timer;

    public BudgetWatch(ITrackingStore store, SweepRecord sweep, TimeProvider time)
    {
        (_store, _sweep, _time) = (store, sweep, time);
        if (sweep.Config().Budget is not ({ Hours: not null } or { DeviceHours: not null }))
            return;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    /// <summary>Cancelled once the hours are spent.</summary>
    public CancellationToken Spent => _spent.Token;

    public void Dispose()
    {
        _timer?.Dispose();
        _spent.Dispose();
    }

    // Other trials may begin or end meanwhile, so what is left is looked at again when it should be spent.
    private void Look()
    {
        try
        {
            var hours = SpentTime.Of(_store, _sweep, _time.GetUtcNow())
                .Left(_sweep.Config().Budget!, _store.RunningTrials(_sweep.Name));
            if (hours <= 0)
                _spent.Cancel();
            else
                _timer!.Change(
                    TimeSpan.FromHours(Math.Min(hours, LongestWait.TotalHours)) + TimeSpan.FromMilliseconds(1),
                    Timeout.InfiniteTimeSpan);
        }
        catch (Exception exception) when (exception is TrackingException or ObjectDisposedException)
        {
            // The trial has ended, or the store fails for good, which ends the trial that writes to it.
        }
    }
}
