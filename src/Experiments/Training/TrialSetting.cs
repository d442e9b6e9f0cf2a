using SweepRunner.Experiments.Devices;

namespace SweepRunner.Experiments.Training;

/// <summary>What a trial runs under, beside its config.</summary>
public sealed record TrialSetting
{
    /// <summary>The trial's seed, at least 0.</summary>
    public required long Seed { get; init; }

    /// <summary>The device to train on.</summary>
    public required Device Device { get; init; }

    /// <summary>Threads of libtorch, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>The arithmetic of a GPU.</summary>
    public GpuNumerics Gpu { get; init; } = GpuNumerics.Default;

    /// <summary>Steps between two points of a step's metrics, at least 1; default 1.</summary>
    public int LogEverySteps { get; init; } = 1;

    /// <summary>A loss above this has diverged; null for no limit.</summary>
    public double? LossAbove { get; init; }

    /// <summary>Epochs without a better value of <see cref="PatienceMetric"/> that end the trial; null for no such
    /// end.</summary>
    public int? PatienceEpochs { get; init; }

    /// <summary>The metric that patience watches, one that is measured each epoch.</summary>
    public string PatienceMetric { get; init; } = MetricNames.ValidationAccuracy;
}
