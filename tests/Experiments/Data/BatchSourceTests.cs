using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Augmentation;
using SweepRunner.Experiments.Seeding;
using SweepRunner.Experiments.Tests.Tensors;
using TorchSharp;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class BatchSourceTests
{
    private static readonly MemoryImages Tiny = new(
        TinySet.TrainPixels, TinySet.TrainLabels, channels: 1, height: 3, width: 2);
    private static readonly KnownDataConfig Config = new() { Name = "tiny", BatchSize = 4 };
    private static readonly KnownDataConfig Augmented = Config with { Augment = new() { Flip = ["vertical"] } };

    // Written by PyTorch 1.13.1: interpolate(arange(36).mul(7).view(6, 1, 3, 2).float().div(255), size=(8, 8),
    // mode='bilinear', align_corners=False)[5].
    private static readonly float[] LastImageResized =
    [
        0.823529422f, 0.823529422f, 0.826960802f, 0.833823562f, 0.840686262f, 0.847549021f, 0.850980401f, 0.850980401f,
        0.826960802f, 0.826960802f, 0.830392182f, 0.837254882f, 0.844117641f, 0.850980401f, 0.854411781f, 0.854411781f,
        0.847549021f, 0.847549021f, 0.850980401f, 0.857843161f, 0.86470592f, 0.87156862f, 0.875f, 0.875f,
        0.86813724f, 0.86813724f, 0.87156862f, 0.87843138f, 0.885294139f, 0.892156839f, 0.895588219f, 0.895588219f,
        0.888725519f, 0.888725519f, 0.892156839f, 0.899019599f, 0.905882359f, 0.912745118f, 0.916176498f, 0.916176498f,
        0.909313738f, 0.909313738f, 0.912745118f, 0.919607878f, 0.926470578f, 0.933333337f, 0.936764717f, 0.936764717f,
        0.929901958f, 0.929901958f, 0.933333337f, 0.940196097f, 0.947058797f, 0.953921556f, 0.957352936f, 0.957352936f,
        0.933333337f, 0.933333337f, 0.936764717f, 0.943627477f, 0.950490177f, 0.957352936f, 0.960784316f, 0.960784316f,
    ];

    [Fact]
    public void Batches_ChosenImages_ServesTheirPixelsAndLabelsInOrder()
    {
        int[] indices = [5, 0, 3];
        using var source = new BatchSource(Tiny, indices, Config, torch.CPU);
        var (shape, pixels, labels) = Assert.Single(Read(source.Batches()));
        Assert.Equal([3, 1, 3, 2], shape);
        Assert.Equal(
            indices
                .SelectMany(image => TinySet.TrainPixels[(6 * image)..(6 * (image + 1))])
                .Select(pixel => pixel / 255f),
            pixels);
        Assert.Equal([2, 0, 0], labels);
    }

    [Fact]
    public void Batches_CountNoMultipleOfTheBatch_KeepsTheLastShortBatch()
    {
        using var source = new BatchSource(Tiny, [0, 1, 2, 3, 4, 5], Config, torch.CPU);
        Assert.Equal(2, source.BatchCount);
        Assert.Equal([4, 2], Read(source.Batches()).Select(batch => batch.Shape[0]));
        Assert.Equal([4, 2], Read(source.Batches(seed: 1, epoch: 0)).Select(batch => batch.Shape[0]));
    }

    [Fact]
    public void Batches_CountAMultipleOfTheBatch_HasNoEmptyBatch()
    {
        using var source = new BatchSource(Tiny, [0, 1, 2, 3], Config, torch.CPU);
        Assert.Equal(1, source.BatchCount);
        Assert.Single(Read(source.Batches()));
    }

    [Fact]
    public void Batches_Resized_EqualsPyTorch()
    {
        using var source = new BatchSource(Tiny, [4, 5], Config with { Resize = 8 }, torch.CPU);
        var (shape, pixels, _) = Assert.Single(Read(source.Batches()));
        Assert.Equal([2, 1, 8, 8], shape);
        Assert.All(LastImageResized.Zip(pixels[64..]), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Batches_ColourImagesResized_KeepsEachChannelByItself()
    {
        var colour = new MemoryImages(TinySet.TrainPixels, [0, 1], channels: 3, height: 3, width: 2);
        using var source = new BatchSource(colour, [0, 1], Config with { Resize = 9 }, torch.CPU);
        using var scope = torch.NewDisposeScope();
        var whole = torch.tensor(TinySet.TrainPixels, [2, 3, 3, 2]).to(torch.ScalarType.Float32).div(255);
        var expected = torch
            .nn.functional.interpolate(whole, [9, 9], mode: torch.InterpolationMode.Bilinear, align_corners: false)
            .data<float>()
            .ToArray();

        var (shape, pixels, _) = Assert.Single(Read(source.Batches()));

        Assert.Equal([2, 3, 9, 9], shape);
        Assert.All(expected.Zip(pixels), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Batches_ResizedToItsOwnSize_LeavesThePixelsAlone()
    {
        var square = new MemoryImages([.. Enumerable.Range(0, 64).Select(i => (byte)(4 * i))], [0], 1, 8, 8);
        using var source = new BatchSource(square, [0], Config with { Resize = 8 }, torch.CPU);
        Assert.Equal(square.Pixels.Select(pixel => pixel / 255f), Assert.Single(Read(source.Batches())).Pixels);
    }

    [Fact]
    public void Batches_SameSeedAndEpoch_ServesTheSameOrder()
    {
        using var source = Numbered(50);
        Assert.Equal(LabelsOf(source.Batches(seed: 3, epoch: 2)), LabelsOf(source.Batches(seed: 3, epoch: 2)));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(2, 3)]
    public void Batches_OtherSeedOrEpoch_ServesTheSameImagesInAnotherOrder(long seed, int epoch)
    {
        using var source = Numbered(50);
        var (one, other) = (LabelsOf(source.Batches(seed: 3, epoch: 2)), LabelsOf(source.Batches(seed, epoch)));
        Assert.NotEqual(one, other);
        Assert.Equal(Enumerable.Range(0, 50).Select(label => (long)label), one.Order());
        Assert.Equal(one.Order(), other.Order());
    }

    [Fact]
    public void Batches_KnownSeed_ServesTheSameOrderForEver()
    {
        using var source = Numbered(10);
        Assert.Equal([2, 9, 7, 3, 6, 1, 8, 4, 5, 0], LabelsOf(source.Batches(seed: 3, epoch: 2)));
    }

    [Fact]
    public void Batches_FromALaterBatch_ServesWhatAWholeEpochServesFromThere()
    {
        using var source = Numbered(50);
        Assert.Equal(
            LabelsOf(source.Batches(seed: 3, epoch: 2))[12..],
            LabelsOf(source.Batches(seed: 3, epoch: 2, firstBatch: 3)));
    }

    [Fact]
    public void Batches_PixelsAndLabels_StayTogether()
    {
        using var source = Numbered(50);
        foreach (var (_, pixels, labels) in Read(source.Batches(seed: 9, epoch: 0)))
            Assert.Equal(labels.Select(label => label / 255f), pixels);
    }

    [Fact]
    public void Batches_NextOneAskedFor_DisposesTheOneBefore()
    {
        using var scope = torch.NewDisposeScope();
        using var source = Numbered(50);
        var served = new List<torch.Tensor>();
        foreach (var (images, labels) in source.Batches(seed: 0, epoch: 0))
        {
            Assert.All(served, tensor => Assert.True(tensor.IsInvalid));
            Assert.False(images.IsInvalid || labels.IsInvalid);
            served.AddRange([images, labels]);
        }
        Assert.All(served, tensor => Assert.True(tensor.IsInvalid));
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Batches_Augmented_ChangesTrainingImagesByTheirIndexInTheDataSet()
    {
        int[] indices = [5, 2, 0, 4];
        using var source = new BatchSource(Tiny, indices, Augmented, torch.CPU);
        using var plain = new BatchSource(Tiny, indices, Config, torch.CPU);
        int[] order = [.. SeededOrder.Permutation(4, 3, Seeds.OfEpoch, 2).Select(place => indices[place])];
        var expected = Read(plain.Batches(seed: 3, epoch: 2)).Single();

        var (_, pixels, labels) = Read(source.Batches(seed: 3, epoch: 2)).Single();

        Assert.Equal(expected.Labels, labels);
        Assert.Equal(
            order.SelectMany((index, place) =>
            {
                var image = expected.Pixels[(6 * place)..(6 * (place + 1))];
                return ImageTransform.Draw(Augmented.Augment!, seed: 3, epoch: 2, index).IsFlippedVertically
                    ? [.. image[4..], .. image[2..4], .. image[..2]]
                    : image;
            }),
            pixels);
        Assert.NotEqual(expected.Pixels, pixels);
    }

    [Fact]
    public void Batches_AugmentedEvaluation_LeavesTheImages()
    {
        using var source = new BatchSource(Tiny, [5, 2, 0, 4], Augmented, torch.CPU);
        using var plain = new BatchSource(Tiny, [5, 2, 0, 4], Config, torch.CPU);
        Assert.Equal(Read(plain.Batches()).Single().Pixels, Read(source.Batches()).Single().Pixels);
    }

    [Fact]
    public void Batches_AugmentedFromALaterBatch_ServesWhatAWholeEpochServesFromThere()
    {
        var images = new MemoryImages([.. Enumerable.Range(0, 200).Select(i => (byte)i)], new int[50], 1, 2, 2);
        using var source = new BatchSource(
            images, [.. Enumerable.Range(0, 50)], Config with { Augment = new() { Rotate = 40 } }, torch.CPU);
        Assert.Equal(
            Read(source.Batches(seed: 3, epoch: 2)).Skip(3).Select(batch => batch.Pixels),
            Read(source.Batches(seed: 3, epoch: 2, firstBatch: 3)).Select(batch => batch.Pixels));
    }

    [Fact]
    public void Batches_Normalized_ScalesTrainingAndOtherImages()
    {
        using var source = new BatchSource(
            Tiny, [5], Config with { BatchSize = 1 }, torch.CPU, new ChannelScale([.5], [.25]));
        var expected = TinySet.TrainPixels[30..36].Select(pixel => ((pixel / 255f) - .5f) / .25f);
        Assert.Equal(expected, Read(source.Batches()).Single().Pixels);
        Assert.Equal(expected, Read(source.Batches(seed: 0, epoch: 0)).Single().Pixels);
    }

    [Fact]
    public void Batches_AugmentedAndNormalized_LeavesNoTensorBehind()
    {
        var before = LiveTensors.Count();
        using (var source = new BatchSource(
            Tiny, [0, 1, 2, 3, 4, 5], Augmented, torch.CPU, new ChannelScale([.5], [.25])))
            for (var epoch = 0; epoch < 20; epoch++)
                Assert.Equal(2, Read(source.Batches(seed: 0, epoch)).Count());
        Assert.Equal(before, LiveTensors.Count());
    }

    [Fact]
    public void Batches_RealImages_HaveTheirMean()
    {
        var dataset = Datasets.Load("fashion-mnist", new DataFolders(Path.GetTempPath()));
        var split = Splits.Create(dataset.Info, new KnownDataConfig { Name = dataset.Info.Name, TestSamples = 1000 });
        using var source = new BatchSource(
            dataset.Test!,
            split.Test,
            new KnownDataConfig
            {
                Name = dataset.Info.Name,
                BatchSize = 300,
                Resize = 32,
            },
            torch.CPU);
        var batches = Read(source.Batches()).ToList();
        Assert.Equal([300, 300, 300, 100], batches.Select(batch => batch.Labels.Length));
        Assert.Equal(
            split.Test.Select(image => (long)dataset.Test!.Labels[image]), batches.SelectMany(batch => batch.Labels));
        Assert.InRange(batches.SelectMany(batch => batch.Pixels).Average(), 0.27, 0.30);
    }

    /// <summary>Images of one pixel whose value is their label.</summary>
    private static BatchSource Numbered(int count)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        var bytes = Array.ConvertAll(numbers, number => (byte)number);
        return new BatchSource(new MemoryImages(bytes, numbers, 1, 1, 1), numbers, Config, torch.CPU);
    }

    private static long[] LabelsOf(IEnumerable<(torch.Tensor Images, torch.Tensor Labels)> batches) =>
        [.. Read(batches).SelectMany(batch => batch.Labels)];

    private static IEnumerable<(long[] Shape, float[] Pixels, long[] Labels)> Read(
        IEnumerable<(torch.Tensor Images, torch.Tensor Labels)> batches)
    {
        foreach (var (images, labels) in batches)
            yield return (images.shape, images.data<float>().ToArray(), labels.data<long>().ToArray());
    }
}
