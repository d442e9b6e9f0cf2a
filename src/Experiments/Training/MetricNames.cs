namespace SweepRunner.Experiments.Training;

/// <summary>The metrics that a trial logs.</summary>
public static class MetricNames
{
    /// <summary>Mean loss of the step's batch.</summary>
    public const string TrainLoss = "train/loss";

    /// <summary>Global 2-norm of the step's gradient, before clipping.</summary>
    public const string GradientNorm = "train/gradient_norm";

    /// <summary>The step's learning rate.</summary>
    public const string LearningRate = "train/learning_rate";

    /// <summary>Mean of the epoch's step losses, weighted by images.</summary>
    public const string TrainEpochLoss = "train/epoch_loss";

    /// <summary>Share of the epoch's training images that were classified rightly before their step.</summary>
    public const string TrainAccuracy = "train/accuracy";

    /// <summary>Mean loss over the validation images, each epoch.</summary>
    public const string ValidationLoss = "val/loss";

    /// <summary>Share of the validation images classified rightly, each epoch.</summary>
    public const string ValidationAccuracy = "val/accuracy";

    /// <summary>Mean loss over the test images, once, at the end of a completed trial.</summary>
    public const string TestLoss = "test/loss";

    /// <summary>Share of the test images classified rightly, once, at the end of a completed trial.</summary>
    public const string TestAccuracy = "test/accuracy";

    /// <summary>Training images a second, each epoch; evaluation left out.</summary>
    public const string ImagesPerSecond = "system/images_per_second";

    /// <summary>Seconds of the epoch's updates, each epoch; of one that was taken up again, those that were done
    /// since.</summary>
    public const string TrainSeconds = "system/train_seconds";

    /// <summary>Seconds of the evaluation on the validation images, each epoch.</summary>
    public const string ValidationSeconds = "system/val_seconds";

    /// <summary>Seconds of the evaluation on the test images, once, at the end of a completed trial.</summary>
    public const string TestSeconds = "system/test_seconds";

    /// <summary>The process's resident memory in bytes, each epoch.</summary>
    public const string MemoryBytes = "system/memory_bytes";

    /// <summary>The most memory in bytes that was seen in use on the trial's GPU, by every process on it, each epoch;
    /// not there on a CPU.</summary>
    public const string GpuMemoryBytes = "system/gpu_memory_bytes";

    /// <summary>Every metric that an objective or a patience may name.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        TrainLoss,
        GradientNorm,
        LearningRate,
        TrainEpochLoss,
        TrainAccuracy,
        ValidationLoss,
        ValidationAccuracy,
        TestLoss,
        TestAccuracy,
        ImagesPerSecond,
        TrainSeconds,
        ValidationSeconds,
        TestSeconds,
        MemoryBytes,
        GpuMemoryBytes,
    ];
}
