using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SweepRunner.Experiments.Configuration;

/// <summary>One resolved trial: everything that changes its numbers, but for the seed, the threads and the
/// device.</summary>
public sealed record TrialConfig
{
    /// <summary>The data set and how it is cut into batches.</summary>
    [Description("The data set and how it is cut into batches.")]
    public required DataConfig Data { get; init; }

    /// <summary>The network.</summary>
    [Description("The network.")]
    public required ModelConfig Model { get; init; }

    /// <summary>How the weights of convolution and linear layers start.</summary>
    [Description("How the weights of convolution and linear layers start; biases keep the layer's default.")]
    public InitConfig Init { get; init; } = new DefaultInit();

    /// <summary>The optimizer and its rate.</summary>
    [Description("The optimizer and its rate.")]
    public required OptimizerConfig Optimizer { get; init; }

    /// <summary>How the rate changes from step to step.</summary>
    [Description("How the rate changes from step to step.")]
    public ScheduleConfig Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Gradient clipping; off when absent.</summary>
    [Description("Gradient clipping; off when absent.")]
    public ClipConfig? Clip { get; init; }

    /// <summary>Passes over the training samples.</summary>
    [Description("Passes over the training samples."), Range(1, 100_000)]
    public required int Epochs { get; init; }
}

/// <summary>The network of a trial.</summary>
public sealed record ModelConfig
{
    /// <summary>The name of a network of the network catalog.</summary>
    [Description("The network.")]
    [AllowedValues(
        "lenet",
        "alexnet",
        "alexnet-plain",
        "alexnet-slim",
        "alexnet-half",
        "vgg11",
        "nin",
        "googlenet",
        "resnet18",
        "densenet")]
    public required string Name { get; init; }

    /// <summary>Multiplies every channel and hidden width, rounded down, at least 1; the classifier's outputs never
    /// scale.</summary>
    [Description(
        "Multiplies every channel and hidden width, rounded down, at least 1; the classifier's outputs never "
            + "scale.")]
    [Range(0.0, 4.0, MinimumIsExclusive = true)]
    public double Width { get; init; } = 1;

    /// <summary>Share of the activations that dropout zeroes, for the networks that have it; the network's own when
    /// absent.</summary>
    [Description(
        "Share of the activations that dropout zeroes, for the networks that have it; the network's own when "
            + "absent.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Dropout { get; init; }
}

/// <summary>The data set of a trial, its splits and its batches.</summary>
public sealed record DataConfig
{
    /// <summary>The name of a known data set.</summary>
    [Description("The data set."), AllowedValues("fashion-mnist", "mnist")]
    public required string Name { get; init; }

    /// <summary>Side in pixels of the square that every image is resized to, bilinear; the images' own size when
    /// absent.</summary>
    [
        Description(
            "Side in pixels of the square that every image is resized to, bilinear; the images' own size when "
                + "absent."),
        Range(8, 1024)
    ]
    public int? Resize { get; init; }

    /// <summary>Images a step. A last short batch is kept.</summary>
    [Description("Images a step. A last short batch is kept."), Range(1, 65_536)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Training images: the first N of the seeded order, after the validation part is taken off; all when
    /// absent.</summary>
    [
        Description(
            "Training images: the first N of the seeded order, after the validation part is taken off; all when "
                + "absent."),
        Range(1, int.MaxValue)
    ]
    public int? TrainSamples { get; init; }

    /// <summary>Test images: the first N of the seeded order; all when absent.</summary>
    [Description("Test images: the first N of the seeded order; all when absent."), Range(1, int.MaxValue)]
    public int? TestSamples { get; init; }

    /// <summary>Images taken off the training set to steer the sweep: the last N of a seeded permutation.</summary>
    [
        Description("Images taken off the training set to steer the sweep: the last N of a seeded permutation."),
        Range(1, int.MaxValue)
    ]
    public int ValidationSamples { get; init; } = 5000;

    /// <summary>Fixes which images are validation and which are the first N; the same for all seeds, so that seeds
    /// differ only in training.</summary>
    [Description(
        "Fixes which images are validation and which are the first N; the same for all seeds, so that seeds "
            + "differ only in training.")]
    public long SplitSeed { get; init; }
}
