using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Experiments.Tests.Plugins;

public sealed class NetworkProbeTests : IDisposable
{
    private readonly Compiled _compiled = new();

    public void Dispose() => _compiled.Dispose();

    [Fact]
    public void Run_NetworkThatFits_TellsItsSize() => Assert.Equal(
        new NetworkProbe(Parameters: (3 * 4) + 4 + 4 + 4 + (256 * 10) + 10, HasBatchNorm: true),
        Run("nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(256, classes))"));

    [Fact]
    public void Run_NetworkWithoutBatchNorm_HasNone() => Assert.Equal(
        new NetworkProbe((192 * 10) + 10, HasBatchNorm: false),
        Run("nn.Sequential(nn.Flatten(), nn.Linear(192, classes))"));

    [Theory]
    [InlineData(
        "nn.Sequential(nn.Flatten(), nn.Linear(192, 84))",
        "Its output for one image is [1, 84] of Float32; it must be [1, 10] of Float32.")]
    [InlineData(
        "nn.Sequential(nn.Conv2d(3, 10, 1))",
        "Its output for one image is [1, 10, 8, 8] of Float32; it must be [1, 10] of Float32.")]
    [InlineData(
        "nn.Flatten()",
        "It has no parameters that train; a module of yours calls RegisterComponents() at the end of its constructor.")]
    [InlineData(
        "nn.Sequential(nn.Flatten(), Frozen(nn.Linear(192, classes)))",
        "It has no parameters that train; a module of yours calls RegisterComponents() at the end of its constructor.")]
    [InlineData(
        "nn.Sequential(nn.Flatten(), nn.Linear(192, classes), new Cut())",
        "Its output has no gradient: nothing could train.")]
    [InlineData("throw new InvalidOperationException(\"x\")", "InvalidOperationException: x.")]
    [InlineData(
        "nn.Sequential(nn.Flatten(), Noisy(nn.Linear(192, classes)))",
        "Its weights differ between two networks of one seed; draw random numbers from libtorch alone.")]
    public void Run_NetworkThatCannotTrain_IsTold(string module, string fault) => Assert.Equal(
        $"The network 'my-net' of MyNets.dll cannot train on images of 3×8×8 in 10 classes. {fault}",
        Assert.Throws<PluginException>(() => Run(module)).Message);

    [Fact]
    public void Run_NetworkOfOtherImages_HasTheReasonOfLibtorch() => Assert.StartsWith(
        "The network 'my-net' of MyNets.dll cannot train on images of 3×8×8 in 10 classes. ExternalException: mat1 and "
            + "mat2 shapes cannot be multiplied (1x192 and 784x10)",
        Assert.Throws<PluginException>(() => Run("nn.Sequential(nn.Flatten(), nn.Linear(784, classes))")).Message,
        StringComparison.Ordinal);

    private NetworkProbe Run(string module)
    {
        var file = _compiled.File($$"""
            public record MyNet : INetwork
            {
                public nn.Module<Tensor, Tensor> Create(ImageShape input, int classes) => {{module}};

                private static int _count;

                private static nn.Module<Tensor, Tensor> Frozen(TorchSharp.Modules.Linear linear)
                {
                    foreach (var parameter in linear.parameters())
                        parameter.requires_grad = false;
                    return linear;
                }

                private static nn.Module<Tensor, Tensor> Noisy(TorchSharp.Modules.Linear linear)
                {
                    using var noGradient = no_grad();
                    linear.weight!.fill_(_count++);
                    return linear;
                }
            }

            public sealed class Cut() : nn.Module<Tensor, Tensor>(nameof(Cut))
            {
                public override Tensor forward(Tensor input) => input.detach();
            }
            """);
        return NetworkProbe.Run(Plugin.Load(file).Networks[0], [], new ImageShape(3, 8, 8), 10);
    }
}
