using SweepRunner.Torch.Tests.Expected;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace SweepRunner.Torch.Tests.Native;

/// <summary>The initialisations in which TorchSharp differs from PyTorch, and the binding does not: the product calls neither.</summary>
public sealed class InitTests
{
    private static readonly Dictionary<string, (long[] Shape, Func<Tensor, Tensor> Apply)> Cases = new()
    {
        // TorchSharp 0.106 draws from the uniform distribution.
        ["xavier_normal"] = ([8, 3, 5, 5], tensor => xavier_normal_(tensor)),
        // TorchSharp 0.106 truncates in a way of its own.
        ["trunc_normal"] = ([30, 20], tensor => trunc_normal_(tensor, 0.1, 0.7, -1, 1)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Initialisation_SameSeed_DrawsPyTorchsValues(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var tensor = empty(Cases[name].Shape, requires_grad: true);
        Cases[name].Apply(tensor);

        PyTorch.AssertClose(PyTorch.Values("init", name), PyTorch.Sample(tensor), 1e-6);
        Assert.True(tensor.is_leaf);
    }
}
