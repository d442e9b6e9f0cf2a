using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Configuration;

/// <summary>What ranks cells.</summary>
internal sealed record ObjectiveConfig
{
    /// <summary>The goal that makes a metric as large as can be.</summary>
    public const string Maximize = "maximize";

    /// <summary>The goal that makes a metric as small as can be.</summary>
    public const string Minimize = "minimize";

    /// <summary>The metric.</summary>
    [Description("The metric that ranks cells.")]
    [AllowedValues(
        MetricNames.TrainLoss,
        MetricNames.GradientNorm,
        MetricNames.LearningRate,
        MetricNames.TrainEpochLoss,
        MetricNames.TrainAccuracy,
        MetricNames.ValidationLoss,
        MetricNames.ValidationAccuracy,
        MetricNames.TestLoss,
        MetricNames.TestAccuracy,
        MetricNames.ImagesPerSecond,
        MetricNames.TrainSeconds,
        MetricNames.ValidationSeconds,
        MetricNames.TestSeconds,
        MetricNames.MemoryBytes,
        MetricNames.GpuMemoryBytes)]
    public string Metric { get; init; } = MetricNames.ValidationAccuracy;

    /// <summary>Whether more or less of it is better; less of a loss and more of all else when absent.</summary>
    [
        Description("Whether more or less of the metric is better; less of a loss and more of all else when absent."),
        AllowedValues(Maximize, Minimize)
    ]
    public string? Goal { get; init; }

    /// <summary>True when more of the metric is better.</summary>
    [JsonIgnore]
    public bool IsMaximized => Goal is null
        ? KnownMetrics.Describe(Metric).Goal != MetricGoal.Minimize
        : Goal == Maximize;
}

/// <summary>What ends a trial before its last epoch.</summary>
internal sealed record StopConfig
{
    /// <summary>What counts as diverged beside NaN, infinity, explosion and collapse.</summary>
    [Description("What counts as diverged beside NaN, infinity, explosion and collapse.")]
    public DivergenceConfig? Divergence { get; init; }

    /// <summary>Ends a trial that no longer gets better; off when absent.</summary>
    [Description("Ends a trial that no longer gets better; off when absent.")]
    public PatienceConfig? Patience { get; init; }
}

/// <summary>What counts as diverged.</summary>
internal sealed record DivergenceConfig
{
    /// <summary>A loss above this has diverged; off when absent.</summary>
    [
        Description("A loss above this has diverged; off when absent."),
        Range(0.0, double.MaxValue, MinimumIsExclusive = true)
    ]
    public double? LossAbove { get; init; }
}

/// <summary>Ends a trial that no longer gets better.</summary>
internal sealed record PatienceConfig
{
    /// <summary>Epochs without a better value.</summary>
    [Description("Epochs without a better value that end the trial."), Range(1, 100_000)]
    public required int Epochs { get; init; }

    /// <summary>The metric watched: one that every epoch measures and that has a best.</summary>
    [Description("The metric watched: one that every epoch measures and that has a best.")]
    [AllowedValues(
        MetricNames.TrainEpochLoss,
        MetricNames.TrainAccuracy,
        MetricNames.ValidationLoss,
        MetricNames.ValidationAccuracy)]
    public string Metric { get; init; } = MetricNames.ValidationAccuracy;
}

/// <summary>When a running trial is saved.</summary>
internal sealed record CheckpointConfig
{
    /// <summary>Seconds between two checkpoints.</summary>
    [Description("Seconds between two checkpoints."), Range(1, int.MaxValue)]
    public int EverySeconds { get; init; } = 60;
}

/// <summary>How often a trial is tried again that a fault of the machine ended.</summary>
internal sealed record RetryConfig
{
    /// <summary>Deaths of a trial's worker in a row, with no new step recorded, that fail the trial.</summary>
    [
        Description("Deaths of a trial's worker in a row, with no new step recorded, that fail the trial."),
        Range(1, 1000)
    ]
    public int Deaths { get; init; } = 3;

    /// <summary>How often a trial is tried again that met a fault which may pass: no memory, no space on the
    /// disk.</summary>
    [
        Description(
            "How often a trial is tried again that met a fault which may pass: no memory, no space on the disk."),
        Range(0, 1000)
    ]
    public int Faults { get; init; } = 1;
}

/// <summary>The arithmetic of a GPU; without meaning on a CPU.</summary>
internal sealed record GpuConfig
{
    /// <summary>Whether float32 may be rounded to TF32 in matrix products and convolutions.</summary>
    [Description(
        "Whether a GPU may round float32 to TF32 in matrix products and convolutions: faster, to about three "
            + "digits.")]
    public bool Tf32 { get; init; } = GpuNumerics.Default.AllowsTf32;

    /// <summary>Whether algorithms that give the same bits each time are taken where there are any.</summary>
    [Description("Whether a GPU computes the same bits each time, wherever libtorch has an algorithm that does.")]
    public bool Deterministic { get; init; } = GpuNumerics.Default.IsDeterministic;

    /// <summary>Both, as trials take them.</summary>
    [JsonIgnore]
    public GpuNumerics Numerics => new(Tf32, Deterministic);
}

/// <summary>How much is logged.</summary>
internal sealed record LogConfig
{
    /// <summary>Steps between two points of the metrics of a step.</summary>
    [Description("Steps between two points of the metrics of a step."), Range(1, int.MaxValue)]
    public int EverySteps { get; init; } = 1;
}
