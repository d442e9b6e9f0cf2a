using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Autograd;

public sealed class AutogradTests
{
    [Fact]
    public void Gradient_OfSmallNetwork_MatchesCentralDifferences()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var network = nn.Sequential(nn.Conv2d(2, 3, 3, padding: 1, dtype: float64), nn.BatchNorm2d(3, dtype: float64), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(27, 4, dtype: float64));
        var (images, labels) = (randn([5, 2, 6, 6], float64), randint(4, [5]));
        Loss().backward();

        foreach (var (name, parameter) in network.named_parameters())
        {
            var direction = randn_like(parameter);
            var expected = (parameter.grad! * direction).sum().item<double>();
            Assert.True(Math.Abs(Difference(parameter, direction) - expected) <= 1e-3 * Math.Max(Math.Abs(expected), 1e-6), name);
        }

        Tensor Loss() => nn.functional.cross_entropy(network.call(images), labels);

        double Difference(Tensor parameter, Tensor direction)
        {
            using var guard = no_grad();
            const double Step = 1e-6;
            parameter.add_(direction, Step);
            var above = Loss().item<double>();
            parameter.add_(direction, -2 * Step);
            var below = Loss().item<double>();
            parameter.add_(direction, Step);
            return (above - below) / (2 * Step);
        }
    }

    [Fact]
    public void Grad_WithGraph_CanBeDifferentiatedAgain()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];

        Assert.Equal(27, first.item<double>());
        Assert.Equal(18, second.item<double>());
    }

    [Fact]
    public void Grad_OfUnusedInput_IsInvalid()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(3.0, requires_grad: true), tensor(1.0, requires_grad: true));

        Assert.True(autograd.grad([x * 2], [x, y], allow_unused: true)[1].IsInvalid);
    }

    [Fact]
    public void Backward_Twice_AddsUpAndNeedsTheGraphKept()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0, requires_grad: true);
        var loss = x.square();
        loss.backward(retain_graph: true);
        loss.backward();

        Assert.Equal(12, x.grad!.item<double>());
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(loss.backward);
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void NoGrad_WhileOpen_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }

        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
        Assert.False(x.detach().requires_grad);
    }
}
