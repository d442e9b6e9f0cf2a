using SweepRunner.Torch.Tests.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Modules;

public sealed class ModuleTests
{
    private static readonly string[] Names =
    [
        "stem.0.weight", "stem.0.bias", "stem.1.weight", "stem.1.bias", "stem.1.running_mean", "stem.1.running_var", "stem.1.num_batches_tracked", "head.weight", "head.bias", "scale", "shift",
    ];

    [Fact]
    public void StateDict_OfFieldsAndSequences_HasTheNamesOfPyTorch()
    {
        using var network = new Network();

        Assert.Equal(Names.Order(), network.state_dict().Keys.Order());
        Assert.Equal(["stem", "head"], network.named_children().Select(entry => entry.name));
        Assert.Equal(["stem", "head", "stem.0", "stem.1", "stem.2"], network.named_modules().Select(entry => entry.name));
    }

    [Fact]
    public void Save_ThenLoad_BringsEveryTensorBack()
    {
        using var scope = NewDisposeScope();
        using var first = new Network();
        using var second = new Network();
        first.call(rand(4, 1, 6, 6));
        var stream = new MemoryStream();
        first.save(stream);
        second.load(new MemoryStream(stream.ToArray()));

        Assert.All(first.state_dict(), entry => Assert.True(entry.Value.Equals(second.state_dict()[entry.Key]), entry.Key));
        Assert.Equal(1, second.state_dict()["stem.1.num_batches_tracked"].ToInt64());
    }

    [Fact]
    public void Load_OfAnotherModule_SaysWhatDiffers()
    {
        using var scope = NewDisposeScope();
        using var network = new Network();
        var stream = new MemoryStream();
        nn.Linear(2, 2).save(stream);

        var exception = Assert.Throws<ArgumentException>(() => network.load(new MemoryStream(stream.ToArray())));

        Assert.Equal("Mismatched state_dict sizes: expected 11, but found 2 entries.", exception.Message);
    }

    [Fact]
    public void LoadStateDict_WithOtherNames_IsRefusedWhenStrict()
    {
        using var scope = NewDisposeScope();
        using var network = new Network();
        Dictionary<string, Tensor> source = new() { ["scale"] = full(1, 3f), ["other"] = zeros(1) };

        Assert.Throws<InvalidOperationException>(() => network.load_state_dict(source));
        var (missing, unexpected) = network.load_state_dict(source, strict: false);

        Assert.Equal(10, missing.Count);
        Assert.Equal(["other"], unexpected);
        Assert.Equal(3f, network.state_dict()["scale"].item<float>());
    }

    [Fact]
    public void TrainAndEval_ReachEverySubmodule()
    {
        using var scope = NewDisposeScope();
        using var network = new Network();
        network.eval();
        var image = rand(4, 1, 6, 6);

        Assert.True(network.call(image).Equals(network.call(image)));
        Assert.DoesNotContain(network.modules(), module => module.training);
        network.train();
        Assert.All(network.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void To_OtherType_ConvertsAllButCounts()
    {
        using var scope = NewDisposeScope();
        using var network = new Network();
        network.to(float64);

        Assert.All(network.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(int64, network.get_buffer("stem.1.num_batches_tracked")!.dtype);
        Assert.Equal(float64, network.call(rand([4, 1, 6, 6], float64)).dtype);
    }

    [Fact]
    public void Hooks_SeeAndReplaceInputAndResult_UntilRemoved()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Identity();
        var before = layer.register_forward_pre_hook((_, input) => input + 1);
        var after = layer.register_forward_hook((_, _, result) => result * 10);

        Assert.Equal(20f, layer.call(ones(1)).item<float>());
        before.remove();
        after.remove();
        Assert.Equal(1f, layer.call(ones(1)).item<float>());
    }

    [Fact]
    public void Dispose_OfModule_ReleasesEveryTensor()
    {
        const int Parameters = 7;
        var before = LiveTensors.Count();
        new Network().Dispose();
        var after = LiveTensors.Count();

        Assert.Equal(before + LiveTensors.CountedAfter(Parameters), after);
    }

    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private readonly Sequential stem = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU());
        private readonly Linear head = nn.Linear(64, 2);
        private readonly Parameter scale = nn.Parameter(ones(1));
        private readonly Tensor shift = zeros(1);

        internal Network()
            : base(nameof(Network)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return ((head.call(stem.call(input).flatten(1)) * scale) + shift).MoveToOuterDisposeScope();
        }
    }
}
