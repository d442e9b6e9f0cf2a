using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SweepRunner.Experiments.Data;

/// <summary>The data set of a trial, its splits and its batches.</summary>
[JsonConverter(typeof(DataConfigConverter))]
public abstract record DataConfig
{
    [Description("The data set.")]
    public required string Name { get; init; }

    [Description("Side in pixels of the square that images are resized to (bilinear); their own size when absent.")]
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

    [Description(
        "Validation images: the last N of a seeded permutation of the training set, or the first N of the data set's "
            + "own validation images. When absent, all of the data set's own, else a fifth of the training set.")]
    [Range(1, int.MaxValue)]
    public virtual int? ValidationSamples { get; init; }

    [Description(
        "The seed that selects the validation images and the first N; the same for all seeds, so that they "
            + "differ in training only.")]
    public long SplitSeed { get; init; }

    [Description("Random changes of the training images, and the scale of all images; none when absent.")]
    public Augmentation.AugmentConfig? Augment { get; init; }
}

/// <summary>A data set that the program knows.</summary>
public sealed record KnownDataConfig : DataConfig
{
    [Description("Validation images: the last N of a seeded permutation of the training set."), Range(1, int.MaxValue)]
    public override int? ValidationSamples { get; init; } = 5000;
}

/// <summary>A data set of a plug-in.</summary>
public sealed record PluginDataConfig : DataConfig
{
    [Description(PluginModelConfig.Sha256Description)]
    public string? Sha256 { get; init; }

    /// <summary>The options of the data set.</summary>
    [JsonIgnore]
    public JsonObject Options
    {
        get => JsonSerializer.SerializeToNode(Keys)!.AsObject();
        init => Keys = value.Deserialize<Dictionary<string, JsonElement>>()!;
    }

    /// <summary>The options as the serializer keeps them: it would write a <see cref="JsonObject"/> as an object, and
    /// not as keys.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Keys { get; init; } = [];
}

internal sealed class DataConfigConverter : NamedTypeChoice<DataConfig>
{
    protected override Type TypeOf(string name) =>
        DatasetCatalog.Find(name) is not null ? typeof(KnownDataConfig)
        : name == ImageFolderConfig.DataName ? typeof(ImageFolderConfig)
        : typeof(PluginDataConfig);
}
