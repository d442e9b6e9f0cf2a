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

    /// <summary>Share of the epoch's training images classified correctly before their step.</summary>
    public const string TrainAccuracy = "train/accuracy";

    /// <summary>Mean loss over the validation images, each epoch.</summary>
    public const string ValidationLoss = "val/loss";

    /// <summary>Share of the validation images classified correctly, each epoch.</summary>
    public const string ValidationAccuracy = "val/accuracy";

    /// <summary>Mean loss over the test images, at the end of a completed trial.</summary>
    public const string TestLoss = "test/loss";

    /// <summary>Share of the test images classified correctly, at the end of a completed trial.</summary>
    public const string TestAccuracy = "test/accuracy";

    /// <summary>Training images a second, each epoch, without evaluation.</summary>
    public const string ImagesPerSecond = "system/images_per_second";

    /// <summary>Seconds of the updates, each epoch; of a resumed epoch, those since it was resumed.</summary>
    public const string TrainSeconds = "system/train_seconds";

    /// <summary>Seconds of the evaluation on the validation images, each epoch.</summary>
    public const string ValidationSeconds = "system/val_seconds";

    /// <summary>Seconds of the evaluation on the test images, at the end of a completed trial.</summary>
    public const string TestSeconds = "system/test_seconds";

    /// <summary>The process's resident memory in bytes, each epoch.</summary>
    public const string MemoryBytes = "system/memory_bytes";

    /// <summary>Peak memory in use on the trial's GPU, by every process on it, in bytes, each epoch.</summary>
    public const string GpuMemoryBytes = "system/gpu_memory_bytes";

    /// <summary>Every metric.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        TrainLoss, GradientNorm, LearningRate, TrainEpochLoss, TrainAccuracy,
        ValidationLoss, ValidationAccuracy, TestLoss, TestAccuracy,
        ImagesPerSecond, TrainSeconds, ValidationSeconds, TestSeconds, MemoryBytes, GpuMemoryBytes,
    ];
}
