using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Experiments.Plugins;
using static TorchSharp.torch;

namespace NAME;

/// <summary>The options of <see cref="SmallConv"/>.</summary>
public sealed record SmallConvOptions
{
    [Description("Channels of the first convolution; the second has twice as many."), Range(1, 4096)]
    public int Channels { get; init; } = 16;

    [Description("The function after each convolution."), AllowedValues("relu", "gelu")]
    public string Activation { get; init; } = "relu";
}

/// <summary>A module with a forward pass of its own. In a sweep file:
/// <c>"model": { "name": "small-conv", "channels": 8 }</c>.</summary>
public sealed class SmallConv : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _first, _second, _output, _activation;

    // The options, and the shape of the images and the number of classes if the module needs them.
    public SmallConv(SmallConvOptions options, ImageShape input, int classes)
        : base(nameof(SmallConv))
    {
        _first = nn.Conv2d(input.Channels, options.Channels, kernel_size: 3, stride: 2, padding: 1);
        _second = nn.Conv2d(options.Channels, 2 * options.Channels, kernel_size: 3, stride: 2, padding: 1);
        _output = nn.Linear(2 * options.Channels, classes);
        _activation = options.Activation == "relu" ? nn.ReLU() : nn.GELU();
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var maps = _activation.call(_first.call(images));
        maps = _activation.call(_second.call(maps));
        return _output.call(maps.mean([2, 3]));
    }
}
