using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SweepRunner.Experiments.Models;

/// <summary>The network of a trial.</summary>
[JsonConverter(typeof(ModelConfigConverter))]
public abstract record ModelConfig
{
    [Description("The network.")]
    public required string Name { get; init; }
}

/// <summary>A network that the program knows.</summary>
public sealed record KnownModelConfig : ModelConfig
{
    [Description(
        "Factor of every channel count and hidden width, rounded down, at least 1; the outputs keep theirs.")]
    [Range(0.0, 4.0, MinimumIsExclusive = true)]
    public double Width { get; init; } = 1;

    [Description("The function between the layers; the network's own when absent: sigmoid for lenet, else relu.")]
    [AllowedValues(ActivationLayer.Relu, ActivationLayer.Sigmoid, ActivationLayer.Tanh)]
    public string? Activation { get; init; }

    [Description(
        "Share of activations that dropout zeroes, for networks with dropout; the network's own when absent.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Dropout { get; init; }
}

/// <summary>A network of a plug-in.</summary>
public sealed record PluginModelConfig : ModelConfig
{
    internal const string Sha256Description =
        "The SHA-256 of the plug-in, as sweep stores it. Given in a file, another plug-in is a fault.";

    [Description(Sha256Description)]
    public string? Sha256 { get; init; }

    /// <summary>The options of the network.</summary>
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

internal sealed class ModelConfigConverter : NamedTypeChoice<ModelConfig>
{
    protected override Type TypeOf(string name) =>
        NetworkCatalog.Names.Contains(name) ? typeof(KnownModelConfig) : typeof(PluginModelConfig);
}
