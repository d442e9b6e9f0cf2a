using SweepRunner.Tracking;

namespace SweepRunner.Runner.Running;

/// <summary>What a process is that runs trials.</summary>
internal sealed record WorkerSetting
{
    /// <summary>The process, as the holder of leases.</summary>
    public required LeaseOwner Owner { get; init; }

    /// <summary>The device that it was bound to; null for the one that the sweep's config names.</summary>
    public string? Device { get; init; }

    /// <summary>True where a supervisor starts another process in the place of this one when it ends with work left.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>True to keep each attempt's standard error in the trial's folder; false where that is the user's terminal.</summary>
    public bool KeepsLogs { get; init; }
}
