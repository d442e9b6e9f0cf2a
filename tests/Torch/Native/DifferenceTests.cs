using System.Runtime.InteropServices;
using SweepRunner.Torch.Tests.Init;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace SweepRunner.Torch.Tests.Native;

/// <summary>Where TorchSharp 0.106 differs from PyTorch, and the binding does not: the product relies on neither.</summary>
public sealed class DifferenceTests
{
    // TorchSharp draws from the uniform distribution.
    [Fact]
    public void XavierNormal_SameSeed_DrawsPyTorchsValues() => InitTests.AssertDrawsPyTorchsValues("xavier_normal", [8, 3, 5, 5], tensor => xavier_normal_(tensor));

    // TorchSharp truncates in a way of its own.
    [Fact]
    public void TruncatedNormal_SameSeed_DrawsPyTorchsValues() =>
        InitTests.AssertDrawsPyTorchsValues("trunc_normal", [30, 20], tensor => trunc_normal_(tensor, 0.1, 0.7, -1, 1));

    // TorchSharp makes new parameters and empties the old ones.
    [Fact]
    public void To_OtherType_KeepsTheParameters()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(3, 2);
        var before = layer.parameters().ToArray();
        layer.to(float64);

        Assert.Equal(before.Select(parameter => parameter.Handle), layer.parameters().Select(parameter => parameter.Handle));
    }

    // TorchSharp does not catch what libtorch throws here: the process ends.
    [Fact]
    public void Grad_Refused_IsAnExceptionAndNoCrash()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(3.0, requires_grad: true), tensor(1.0, requires_grad: true));

        var unused = Assert.Throws<ExternalException>(() => autograd.grad([x * 2], [x, y]));
        var withoutGraph = Assert.Throws<ExternalException>(() => autograd.grad([zeros(1)], [zeros(1)]));

        Assert.StartsWith("One of the differentiated Tensors appears to not have been used in the graph.", unused.Message, StringComparison.Ordinal);
        Assert.Equal("element 0 of tensors does not require grad and does not have a grad_fn", withoutGraph.Message);
    }
}
