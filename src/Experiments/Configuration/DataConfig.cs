using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SweepRunner.Experiments.Configuration;

/// <summary>The data set of a trial, its splits and its batches.</summary>
public sealed record DataConfig
{
    /// <summary>The name of a known data set.</summary>
    [Description("The data set."), AllowedValues("fashion-mnist", "mnist")]
    public required string Name { get; init; }

    /// <summary>Side in pixels of the square that every image is resized to, bilinear; the images' own size when absent.</summary>
    [Description("Side in pixels of the square that every image is resized to, bilinear; the images' own size when absent."), Range(8, 1024)]
    public int? Resize { get; init; }

    /// <summary>Images a step. A last short batch is kept.</summary>
    [Description("Images a step. A last short batch is kept."), Range(1, 65_536)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Training images: the first N of the seeded order, after the validation part is taken off; all when absent.</summary>
    [Description("Training images: the first N of the seeded order, after the validation part is taken off; all when absent."), Range(1, int.MaxValue)]
    public int? TrainSamples { get; init; }

    /// <summary>Test images: the first N of the seeded order; all when absent.</summary>
    [Description("Test images: the first N of the seeded order; all when absent."), Range(1, int.MaxValue)]
    public int? TestSamples { get; init; }

    /// <summary>Images taken off the training set to steer the sweep: the last N of a seeded permutation.</summary>
    [Description("Images taken off the training set to steer the sweep: the last N of a seeded permutation."), Range(1, int.MaxValue)]
    public int ValidationSamples { get; init; } = 5000;

    /// <summary>Fixes which images are validation and which are the first N; the same for all seeds, so that seeds differ only in training.</summary>
    [Description("Fixes which images are validation and which are the first N; the same for all seeds, so that seeds differ only in training.")]
    public long SplitSeed { get; init; }
}
