using SweepRunner.Torch.Tests.Expected;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Modules;

public sealed class LayerSeedTests
{
    [Fact]
    public void Layers_SameSeed_HavePyTorchsWeights()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        nn.Module[] layers = [nn.Conv2d(1, 6, 5, padding: 2), nn.BatchNorm2d(6), nn.Conv2d(6, 16, 5, bias: false), nn.Linear(400, 120), nn.Linear(120, 10)];
        double[][] actual = [.. layers.SelectMany(layer => layer.parameters()).Select(PyTorch.Sample)];

        var expected = PyTorch.Lists("layers");
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i]);
    }
}
