using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Augmentation;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class ChannelStatisticsTests
{
    // Two images of two pixels: the first channel has 0, 255, 255, 0 and the second 51, 51, 102, 102.
    private static readonly MemoryImages Two = new([0, 255, 51, 51, 255, 0, 102, 102], [0, 1], 2, 1, 2);

    [Fact]
    public void Measure_TwoChannels_GivesMeanAndPopulationDeviation()
    {
        var scale = ChannelStatistics.Measure(Two, [0, 1]);
        Assert.Equal([.5, .3], scale.Mean.Select(Rounded));
        Assert.Equal([.5, .1], scale.Std.Select(Rounded));
    }

    [Fact]
    public void Measure_SomeImages_LeavesOutTheOthers()
    {
        var scale = ChannelStatistics.Measure(Two, [1]);
        Assert.Equal([.5, .4], scale.Mean.Select(Rounded));
        Assert.Equal([.5, 1], scale.Std.Select(Rounded)); // equal pixels: divided by 1
    }

    [Fact]
    public void Measure_ManyImagesInAnyOrder_GivesTheSameBits()
    {
        var random = new Random(1);
        var pixels = new byte[1000 * 3 * 5];
        random.NextBytes(pixels);
        var images = new MemoryImages(pixels, new int[1000], 3, 5, 1);
        int[] order = [.. Enumerable.Range(0, 1000)];
        var scale = ChannelStatistics.Measure(images, order);
        random.Shuffle(order);
        var again = ChannelStatistics.Measure(images, order);

        Assert.Equal(scale.Mean, again.Mean);
        Assert.Equal(scale.Std, again.Std);
        var first = Enumerable.Range(0, 1000).SelectMany(image => pixels[(15 * image)..((15 * image) + 5)])
            .Select(level => level / 255.0)
            .ToList();
        Assert.Equal(first.Average(), scale.Mean[0], 1e-12);
        Assert.Equal(
            Math.Sqrt(first.Average(level => Math.Pow(level - first.Average(), 2))), scale.Std[0], 1e-12);
    }

    // The usual figures for the 60 000 training images of Fashion-MNIST.
    [Fact]
    public void Measure_FashionMnist_GivesItsKnownScale()
    {
        var train = Datasets.Load("fashion-mnist", new DataFolders(Path.GetTempPath())).Train;
        var scale = ChannelStatistics.Measure(train, [.. Enumerable.Range(0, train.Count)]);
        Assert.Equal(.2860, Assert.Single(scale.Mean), 5e-5);
        Assert.Equal(.3530, Assert.Single(scale.Std), 5e-5);
    }

    [Fact]
    public void ScaleOf_AConfig_IsItsNumbersOrThoseOfTheImages()
    {
        Assert.Null(ChannelStatistics.ScaleOf(null, Two, [0, 1]));
        var given = ChannelStatistics.ScaleOf(new NormalizeConfig { Mean = [.1], Std = [.2] }, Two, [0, 1]);
        Assert.Equal([.1], given!.Mean);
        Assert.Equal([.2], given.Std);
        var measured = ChannelStatistics.ScaleOf(new NormalizeConfig { From = "data" }, Two, [0, 1]);
        Assert.Equal([.5, .3], measured!.Mean.Select(Rounded));
    }

    private static double Rounded(double value) => Math.Round(value, 12);
}
