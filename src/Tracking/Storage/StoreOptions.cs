using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Storage;

/// <summary>What every kind of store needs.</summary>
internal abstract record StoreOptions
{
    public required TimeProvider Time { get; init; }

    /// <summary>The host's processes: they tell whether the owner of a lease is dead.</summary>
    public required IProcessTable Processes { get; init; }

    /// <summary>Retries on a full disk: 8, with pauses that double from 0.1 s, take about half a minute.</summary>
    public int FullRetries { get; init; } = 8;
}
