namespace SweepRunner.Tracking;

/// <summary>What follows from what a store tells.</summary>
public static class TrackingStoreExtensions
{
    /// <summary>True when no trial of a sweep is queued or running.</summary>
    public static bool IsDone(this ITrackingStore store, string sweep)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.OutcomeCounts(sweep).Keys.All(outcome => outcome.IsFinal());
    }
}
