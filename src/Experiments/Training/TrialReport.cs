using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Training;

/// <summary>How a trial ended that was neither interrupted nor failed.</summary>
public sealed record TrialReport
{
    /// <summary>How the trial diverged; null when it completed.</summary>
    public DivergenceKind? Divergence { get; init; }

    /// <summary>What was kept at the moment of divergence; null when it completed.</summary>
    public DivergenceSnapshot? Snapshot { get; init; }

    /// <summary>True when patience ended the trial early.</summary>
    public bool IsStoppedByPatience { get; init; }

    /// <summary>The 0-based step of the divergence or of the early end; null for neither.</summary>
    public long? OutcomeStep { get; init; }

    /// <summary>Whole epochs done.</summary>
    public required int Epochs { get; init; }

    /// <summary>Updates done.</summary>
    public required long Steps { get; init; }

    /// <summary>The last finite loss; null where there was none.</summary>
    public double? LastFiniteLoss { get; init; }
}
