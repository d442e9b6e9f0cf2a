using SweepRunner.Tracking;

namespace SweepRunner.Runner.Trials;

/// <summary>Looks twice a second whether a sweep is asked to stop.</summary>
internal sealed class StopRequestWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly ITimer _timer;

    /// <summary>Begins to look.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sweep">The sweep's name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onStop">Called at every look that finds the request.</param>
    public StopRequestWatch(ITrackingStore store, string sweep, TimeProvider time, Action onStop) =>
        _timer = time.CreateTimer(
            _ =>
            {
                try
                {
                    if (store.IsStopRequested(sweep))
                        onStop();
                }
                catch (TrackingException)
                {
                    // A store that fails for good ends the trial that writes to it; here the next look may find it well
                    // again.
                }
            },
            null,
            Interval,
            Interval
        );

    /// <summary>Ends the looking; one that is under way is waited for.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
