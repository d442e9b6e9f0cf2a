using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Storage;

/// <summary>What a store needs from outside, and the patience that every kind has.</summary>
internal abstract record StoreOptions
{
    /// <summary>The clock of leases, events and outcomes.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The host's processes, to tell dead owners of leases.</summary>
    public required IProcessTable Processes { get; init; }

    /// <summary>How often a try that met a full disk is repeated: 8 times, after pauses that double from 0.1 s, is
    /// about half a minute.</summary>
    public int FullRetries { get; init; } = 8;
}
