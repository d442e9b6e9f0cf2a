using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Training;

/// <summary>The conditions of a trial beside its config.</summary>
public sealed record TrialSetting
{
    /// <summary>The trial's seed, at least 0.</summary>
    public required long Seed { get; init; }

    /// <summary>The device to train on.</summary>
    public required Devices.Device Device { get; init; }

    /// <summary>Threads of libtorch, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>The arithmetic of a GPU.</summary>
    public GpuNumerics Gpu { get; init; } = GpuNumerics.Default;

    /// <summary>Steps between two logged steps, at least 1; default 1.</summary>
    public int LogEverySteps { get; init; } = 1;

    /// <summary>A loss above this has diverged; null for no limit.</summary>
    public double? LossAbove { get; init; }

    /// <summary>Epochs without a better value of <see cref="PatienceMetric"/> that end the trial; null for no early
    /// stopping.</summary>
    public int? PatienceEpochs { get; init; }

    /// <summary>Completed epochs after which the trial pauses; null if it runs to its end. A trial that has completed
    /// them already pauses at once.</summary>
    public int? PauseAfterEpochs { get; init; }

    /// <summary>The metric of early stopping; measured each epoch.</summary>
    public string PatienceMetric { get; init; } = MetricNames.ValidationAccuracy;
}

/// <summary>How a run of a trial ended that was neither interrupted nor failed.</summary>
public sealed record TrialReport
{
    /// <summary>The way in which the trial diverged; null when it completed.</summary>
    public DivergenceKind? Divergence { get; init; }

    /// <summary>The state of training at the moment of divergence; null when the trial completed.</summary>
    public DivergenceSnapshot? Snapshot { get; init; }

    /// <summary>True when the trial paused before its end; its last checkpoint has all that it needs to go
    /// on.</summary>
    public bool IsPaused { get; init; }

    /// <summary>True when early stopping ended the trial.</summary>
    public bool IsStoppedByPatience { get; init; }

    /// <summary>The 0-based step of the divergence or of early stopping; null for neither.</summary>
    public long? OutcomeStep { get; init; }

    /// <summary>Complete epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Updates done.</summary>
    public required long Steps { get; init; }

    /// <summary>The last finite loss; null where there was none.</summary>
    public double? LastFiniteLoss { get; init; }
}
