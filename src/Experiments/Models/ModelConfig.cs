namespace SweepRunner.Experiments.Models;

/// <summary>The network of a trial.</summary>
public sealed record ModelConfig
{
    [Description("The network."), NetworkName]
    public required string Name { get; init; }

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

/// <summary>The name of a network of the catalogue.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworkNameAttribute() : AllowedValuesAttribute([.. NetworkCatalog.Names]);
