using SweepRunner.Experiments.Data.Augmentation;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Data.Augmentation;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData(new[] { .5 }, new[] { .25 }, new float[] { -2, -1, 0, 1, 2, -2 })]
    [InlineData(new[] { 0, .5, 1 }, new[] { 1, .5, .25 }, new float[] { 0, .25f, 0, .5f, 0, -4 })]
    [InlineData(new[] { 0, .5, 1 }, new[] { .5 }, new float[] { 0, .5f, 0, .5f, 0, -2 })]
    public void Apply_MeanAndStd_ScalesEachChannel(double[] mean, double[] std, float[] expected)
    {
        using var scope = NewDisposeScope();
        using var normalizer = new Normalizer(new ChannelScale(mean, std), CPU);
        var images = tensor(new[] { 0, .25f, .5f, .75f, 1, 0 }, [1, 3, 1, 2]);
        Assert.Equal(expected, normalizer.Apply(images).data<float>().ToArray());
    }
}
