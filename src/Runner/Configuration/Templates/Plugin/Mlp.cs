using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Experiments.Plugins;
using static TorchSharp.torch;

namespace NAME;

/// <summary>A network with one hidden layer. In a sweep file:
/// <c>"model": { "name": "mlp", "hidden": 64 }</c>.</summary>
public sealed record Mlp : INetwork
{
    [Description("Units of the hidden layer."), Range(1, 65_536)]
    public int Hidden { get; init; } = 128;

    [Description("Share of the units that dropout zeroes."), Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; }

    public nn.Module<Tensor, Tensor> Create(ImageShape input, int classes) => nn.Sequential(
        nn.Flatten(),
        nn.Linear(input.Channels * input.Height * input.Width, Hidden),
        nn.ReLU(),
        nn.Dropout(Dropout),
        nn.Linear(Hidden, classes));
}
