namespace SweepRunner.Tracking.Leases;

/// <summary>The right of a process to run a trial, until it ends or its holder is dead.</summary>
/// <param name="Owner">The holder.</param>
/// <param name="ExpiresMs">When it ends, in milliseconds since 1970, UTC.</param>
internal readonly record struct Lease(LeaseOwner Owner, long ExpiresMs)
{
    /// <summary>How long a lease holds after a claim or its renewal.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    /// <summary>When a lease ends that is given or renewed now, in milliseconds since 1970, UTC.</summary>
    public static long Expiry(TimeProvider time) =>
        (time.GetUtcNow() + Duration).ToUnixTimeMilliseconds();

    /// <summary>True while no other may take the trial.</summary>
    public bool Holds(TimeProvider time, IProcessTable processes) =>
        ExpiresMs > time.GetUtcNow().ToUnixTimeMilliseconds() && !LeaseOwners.IsDead(Owner, processes);

    /// <summary>How an attempt ended whose lease no longer holds.</summary>
    public AttemptEnding EndingOfTheAbandoned(IProcessTable processes) =>
        LeaseOwners.IsDead(Owner, processes) ? AttemptEnding.Died : AttemptEnding.Lost;
}

/// <summary>Tells who holds a lease, and whether they still live.</summary>
public static class LeaseOwners
{
    /// <summary>This process as the owner of leases.</summary>
    public static LeaseOwner Current() => new ProcessTable().Current;

    /// <summary>Another process of this host as the owner of leases; null where none of that id runs.</summary>
    public static LeaseOwner? Of(int processId)
    {
        var processes = new ProcessTable();
        return processes.StartOf(processId) is { } start
            ? processes.Current with
            {
                ProcessId = processId,
                ProcessStart = start,
            }
            : null;
    }

    /// <summary>True when the owner is known to be dead: gone from this host, or from an earlier boot of it. Of another
    /// host nothing is known.</summary>
    internal static bool IsDead(LeaseOwner owner, IProcessTable processes)
    {
        var here = processes.Current;
        if (owner.Host != here.Host)
            return false;
        return owner.BootId != here.BootId || processes.StartOf(owner.ProcessId) != owner.ProcessStart;
    }
}
