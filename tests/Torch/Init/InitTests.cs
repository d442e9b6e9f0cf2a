using System.Runtime.InteropServices;
using SweepRunner.Torch.Tests.Expected;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace SweepRunner.Torch.Tests.Init;

public sealed class InitTests
{
    private static readonly Dictionary<string, (long[] Shape, Func<Tensor, Tensor> Apply)> Cases = new()
    {
        ["normal"] = ([8, 3, 5, 5], tensor => normal_(tensor, 0.5, 2)),
        ["uniform"] = ([8, 3, 5, 5], tensor => uniform_(tensor, -1, 3)),
        ["xavier_uniform"] = ([8, 3, 5, 5], tensor => xavier_uniform_(tensor, 2)),
        ["kaiming_uniform"] = ([8, 3, 5, 5], tensor => kaiming_uniform_(tensor, nonlinearity: NonlinearityType.ReLU)),
        ["kaiming_normal"] = ([8, 3, 5, 5], tensor => kaiming_normal_(tensor, mode: FanInOut.FanOut, nonlinearity: NonlinearityType.ReLU)),
        ["orthogonal_wide"] = ([8, 3, 5, 5], tensor => orthogonal_(tensor, 1.5)),
        ["orthogonal_tall"] = ([40, 16], tensor => orthogonal_(tensor)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Initialisation_SameSeed_DrawsPyTorchsValues(string name) => AssertDrawsPyTorchsValues(name, Cases[name].Shape, Cases[name].Apply);

    internal static void AssertDrawsPyTorchsValues(string name, long[] shape, Func<Tensor, Tensor> apply)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var tensor = empty(shape, requires_grad: true);
        apply(tensor);

        PyTorch.AssertClose(PyTorch.Values("init", name), PyTorch.Sample(tensor), 1e-6);
        Assert.True(tensor.is_leaf);
    }

    [Fact]
    public void FanInAndFanOut_OfVector_IsRefused()
    {
        using var vector = zeros(3);

        var exception = Record.Exception(() => xavier_uniform_(vector));

        Assert.True(exception is ArgumentException or ExternalException);
        Assert.StartsWith("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomDraws_SameSeed_ArePyTorchs()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Dictionary<string, Tensor> drawn = new()
        {
            ["rand"] = rand(20),
            ["randn"] = randn(20),
            ["randint"] = randint(5, 50, [20]),
            ["randperm"] = randperm(20),
            ["dropout"] = nn.functional.dropout(ones(64), 0.5, training: true),
            ["bernoulli"] = empty(64).bernoulli_(0.3),
        };

        Assert.All(drawn, entry => PyTorch.AssertClose(PyTorch.Values("random", entry.Key), PyTorch.Sample(entry.Value), 1e-6));
    }

    [Fact]
    public void RngState_PutBack_RepeatsTheDraws()
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state();
        var first = rand(5);
        set_rng_state(state);

        Assert.True(first.Equals(rand(5)));
    }

    [Fact]
    public void Generator_OfItsOwn_LeavesTheDefaultAlone()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(42);
        manual_seed(1);
        var expected = rand(4);
        manual_seed(1);
        var own = rand(4, generator: generator);

        Assert.True(expected.Equals(rand(4)));
        Assert.True(own.Equals(rand(4, generator: generator.manual_seed(42))));
        Assert.Equal(42, generator.initial_seed());
    }
}
