namespace SweepRunner.Experiments.Data;

/// <summary>The data set of a trial, its splits and its batches.</summary>
public sealed record DataConfig
{
    [Description("The data set."), DatasetName]
    public required string Name { get; init; }

    [Description(
        "Side in pixels of the square that images are resized to (bilinear); their own size when absent.")]
    [Range(8, 1024)]
    public int? Resize { get; init; }

    [Description("Images per step; the last batch of an epoch may be smaller."), Range(1, 65_536)]
    public int BatchSize { get; init; } = 128;

    [Description(
        "Training images: the first N of the seeded order without the validation images; all when absent.")]
    [Range(1, int.MaxValue)]
    public int? TrainSamples { get; init; }

    [Description("Test images: the first N of the seeded order; all when absent."), Range(1, int.MaxValue)]
    public int? TestSamples { get; init; }

    [Description("Validation images: the last N of a seeded permutation of the training set.")]
    [Range(1, int.MaxValue)]
    public int ValidationSamples { get; init; } = 5000;

    [Description(
        "The seed that selects the validation images and the first N; the same for all seeds, so that they "
            + "differ in training only.")]
    public long SplitSeed { get; init; }
}

/// <summary>The name of a data set of the catalogue.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DatasetNameAttribute() : AllowedValuesAttribute([.. DatasetCatalog.Names]);
