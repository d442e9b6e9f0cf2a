#pragma warning disable CS1591 // [Description] documents each key.
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SweepRunner.Experiments.Data;

/// <summary>The data set of a trial, its splits and its batches.</summary>
public sealed record DataConfig
{
    [Description("The data set."), DatasetName]
    public required string Name { get; init; }

    [Description(
        "Side in pixels of the square that every image is resized to, bilinear; the images' own size when absent.")]
    [Range(8, 1024)]
    public int? Resize { get; init; }

    [Description("Images a step. A last short batch is kept."), Range(1, 65_536)]
    public int BatchSize { get; init; } = 128;

    [Description(
        "Training images: the first N of the seeded order, after the validation part is taken off; all when absent.")]
    [Range(1, int.MaxValue)]
    public int? TrainSamples { get; init; }

    [Description("Test images: the first N of the seeded order; all when absent."), Range(1, int.MaxValue)]
    public int? TestSamples { get; init; }

    [Description("Images taken off the training set to steer the sweep: the last N of a seeded permutation.")]
    [Range(1, int.MaxValue)]
    public int ValidationSamples { get; init; } = 5000;

    [Description(
        "Fixes which images are validation and which are the first N; the same for all seeds, so that seeds "
            + "differ only in training.")]
    public long SplitSeed { get; init; }
}

/// <summary>The name of a data set of the catalogue.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DatasetNameAttribute() : AllowedValuesAttribute([.. DatasetCatalog.Names]);
