namespace SweepRunner.Tracking.Leases;

/// <summary>Tells who holds a lease, and whether they still live.</summary>
public static class LeaseOwners
{
    /// <summary>This process as the owner of leases.</summary>
    public static LeaseOwner Current() => new ProcessTable().Current;

    /// <summary>Another process of this host as the owner of leases; null where none of that id runs.</summary>
    public static LeaseOwner? Of(int processId)
    {
        var processes = new ProcessTable();
        return processes.StartOf(processId) is { } start ? processes.Current with { ProcessId = processId, ProcessStart = start } : null;
    }

    /// <summary>True when the owner is known to be dead: gone from this host, or from an earlier boot of it. Of another host nothing is known.</summary>
    internal static bool IsDead(LeaseOwner owner, IProcessTable processes)
    {
        var here = processes.Current;
        if (owner.Host != here.Host)
            return false;
        return owner.BootId != here.BootId || processes.StartOf(owner.ProcessId) != owner.ProcessStart;
    }
}
