namespace SweepRunner.Tracking.Leases;

/// <summary>The processes of this host, as far as a lease needs to know them.</summary>
internal interface IProcessTable
{
    /// <summary>This process as the owner of leases.</summary>
    LeaseOwner Current { get; }

    /// <summary>When a process began, in the kernel's clock ticks since boot; null where there is none of that id that still runs.</summary>
    long? StartOf(int processId);
}
