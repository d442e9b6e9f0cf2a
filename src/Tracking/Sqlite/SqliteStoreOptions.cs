using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>What a <see cref="SqliteTrackingStore"/> needs from outside, and the patience it has.</summary>
internal sealed record SqliteStoreOptions
{
    /// <summary>The clock of leases, events and outcomes.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The host's processes, to tell dead owners of leases.</summary>
    public required IProcessTable Processes { get; init; }

    /// <summary>How long SQLite itself waits for a lock before a try counts as failed.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a try that met a lock is repeated.</summary>
    public int BusyRetries { get; init; } = 5;

    /// <summary>How often a try that met a full disk is repeated: 8 times, after pauses that double from 0.1 s, is about half a minute.</summary>
    public int FullRetries { get; init; } = 8;

    /// <summary>The tables and how older ones become them.</summary>
    public SqliteSchema Schema { get; init; } = SqliteSchema.Current;
}
