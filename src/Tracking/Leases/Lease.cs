namespace SweepRunner.Tracking.Leases;

/// <summary>The right of a process to run a trial, until it ends or its holder is dead.</summary>
/// <param name="Owner">The holder.</param>
/// <param name="ExpiresMs">When it ends, in milliseconds since 1970, UTC.</param>
internal readonly record struct Lease(LeaseOwner Owner, long ExpiresMs)
{
    /// <summary>When a lease ends that is given or renewed now, in milliseconds since 1970, UTC.</summary>
    public static long Expiry(TimeProvider time) => (time.GetUtcNow() + TrackingStores.LeaseDuration).ToUnixTimeMilliseconds();

    /// <summary>True while no other may take the trial.</summary>
    public bool Holds(TimeProvider time, IProcessTable processes) =>
        ExpiresMs > time.GetUtcNow().ToUnixTimeMilliseconds() && !LeaseOwners.IsDead(Owner, processes);

    /// <summary>How an attempt ended whose lease no longer holds.</summary>
    public AttemptEnding EndingOfTheAbandoned(IProcessTable processes) =>
        LeaseOwners.IsDead(Owner, processes) ? AttemptEnding.Died : AttemptEnding.Lost;
}
