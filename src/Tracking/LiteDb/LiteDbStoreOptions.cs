using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>What a <see cref="LiteDbTrackingStore"/> needs from outside, and the patience it has.</summary>
internal sealed record LiteDbStoreOptions
{
    /// <summary>The clock of leases, events and outcomes.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The host's processes, to tell dead owners of leases.</summary>
    public required IProcessTable Processes { get; init; }

    /// <summary>How long a lock that another process has is waited for.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a try that met a full disk is repeated: 8 times, after pauses that double from 0.1 s, is about half a minute.</summary>
    public int FullRetries { get; init; } = 8;

    /// <summary>How long the log grows, in bytes, before it is folded into the file. Every opening reads all of it.</summary>
    public long FoldLength { get; init; } = 1 << 20;
}
