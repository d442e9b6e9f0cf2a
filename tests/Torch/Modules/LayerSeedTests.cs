using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Modules;

/// <summary>Expected values: PyTorch 1.13 with the same seed and the same layers in the same order.</summary>
public sealed class LayerSeedTests
{
    [Fact]
    public void Layers_SameSeed_HavePyTorchsWeights()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var conv = nn.Conv2d(1, 6, 5, padding: 2);
        var linear = nn.Linear(400, 120);

        Assert.Equal(new[] { -0.0014973640209063888f, -0.1928863823413849f, 0.0119677959010005f, 0.023910237476229668f }, new[] { conv.weight[0, 0, 0, 0].item<float>(), conv.bias![5].item<float>(), linear.weight[119, 399].item<float>(), linear.bias![119].item<float>() });
    }

    [Fact]
    public void Step_OfLeNetLikeNetwork_LowersTheLoss()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var network = nn.Sequential(nn.Conv2d(1, 6, 5, padding: 2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(6 * 14 * 14, 10));
        var optimizer = optim.SGD(network.parameters(), 0.1, momentum: 0.9);
        var (images, labels) = (rand(32, 1, 28, 28), randint(10, [32]));
        List<float> losses = [];
        for (var i = 0; i < 20; i++)
        {
            using var step = NewDisposeScope();
            var loss = nn.functional.cross_entropy(network.call(images), labels);
            network.zero_grad();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses[^1] < losses[0], string.Join(' ', losses));
    }
}
