using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SweepRunner.Experiments.Configuration;

/// <summary>The network of a trial.</summary>
public sealed record ModelConfig
{
    /// <summary>The name of a network of the network catalog.</summary>
    [Description("The network.")]
    [AllowedValues("lenet", "alexnet", "alexnet-plain", "alexnet-slim", "alexnet-half", "vgg11", "nin", "googlenet", "resnet18", "densenet")]
    public required string Name { get; init; }

    /// <summary>Multiplies every channel and hidden width, rounded down, at least 1; the classifier's outputs never scale.</summary>
    [Description("Multiplies every channel and hidden width, rounded down, at least 1; the classifier's outputs never scale.")]
    [Range(0.0, 4.0, MinimumIsExclusive = true)]
    public double Width { get; init; } = 1;

    /// <summary>Share of the activations that dropout zeroes, for the networks that have it; the network's own when absent.</summary>
    [Description("Share of the activations that dropout zeroes, for the networks that have it; the network's own when absent.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Dropout { get; init; }
}
