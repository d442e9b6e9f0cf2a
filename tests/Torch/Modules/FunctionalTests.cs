using SweepRunner.Torch.Tests.Expected;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace SweepRunner.Torch.Tests.Modules;

public sealed class FunctionalTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Cases = new()
    {
        ["conv2d"] = (image, weight) => conv2d(image, weight, strides: [2, 2], padding: [1, 1]),
        ["conv2d_same"] = (image, weight) => conv2d_padding(image, weight, padding: Padding.Same),
        ["max_pool2d"] = (image, _) => max_pool2d(image, 3, 2, 1),
        ["avg_pool2d"] = (image, _) => avg_pool2d(image, 2),
        ["adaptive_avg_pool2d"] = (image, _) => adaptive_avg_pool2d(image, 3),
        ["bilinear"] = (image, _) => interpolate(image, [13, 13], mode: InterpolationMode.Bilinear, align_corners: false),
        ["nearest"] = (image, _) => interpolate(image, scale_factor: [1.5, 1.5]),
        ["pad"] = (image, _) => pad(image, (1, 2, 1, 2)),
        ["batch_norm"] = (image, _) => batch_norm(image, null, null, training: true),
        ["log_softmax"] = (image, _) => log_softmax(Scores(image), 1),
        ["cross_entropy"] = (image, _) => stack(
        [
            cross_entropy(Scores(image), Target()),
            cross_entropy(Scores(image), Target(), label_smoothing: 0.1),
            cross_entropy(Scores(image), Target(), reduction: nn.Reduction.Sum),
        ]),
        ["gradients"] = (image, weight) =>
        {
            var leaf = image.clone().requires_grad_();
            return autograd.grad([conv2d(leaf, weight).square().sum()], [leaf])[0];
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_OfKnownImage_IsPyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        var image = arange(2 * 3 * 8 * 8, dtype: float64).reshape(2, 3, 8, 8).sin();
        var weight = arange(4 * 3 * 3 * 3, dtype: float64).reshape(4, 3, 3, 3).cos();
        var result = Cases[name](image, weight);

        PyTorch.AssertClose(PyTorch.Values("functional", name), result.numel() < 8 ? result.data<double>().ToArray() : PyTorch.Sample(result), 1e-12);
    }

    [Fact]
    public void ChannelsLastInput_ThroughConvolution_KeepsItsStrides()
    {
        using var scope = NewDisposeScope();
        var image = rand(2, 8, 6, 6);
        var last = image.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var convolution = nn.Conv2d(8, 16, 3, padding: 1);

        var result = convolution.call(last);

        Assert.Equal([288, 1, 48, 8], last.stride());
        Assert.Equal([576, 1, 96, 16], result.stride());
        Assert.True(result.allclose(convolution.call(image), atol: 1e-5));
    }

    [Fact]
    public void NaN_InTheInput_ReachesTheLossAndTheGradient()
    {
        using var scope = NewDisposeScope();
        var scores = tensor(new[] { float.NaN, 1, 2 }).reshape(1, 3).requires_grad_();
        var loss = cross_entropy(scores, zeros([1], int64));
        loss.backward();

        Assert.True(float.IsNaN(loss.item<float>()));
        Assert.True(scores.grad!.isnan().all().ToBoolean());
        Assert.True(float.IsNaN(scores.max().item<float>()));
        Assert.Equal([false, true, true], scores.isfinite().data<bool>().ToArray());
    }

    private static Tensor Scores(Tensor image) => image.flatten(1)[.., ..5];

    private static Tensor Target() => arange(4, 0, -3);
}
