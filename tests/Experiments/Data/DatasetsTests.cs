using FsCheck;
using FsCheck.Fluent;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Formats;
using SweepRunner.Experiments.Seeding;
using SweepRunner.Experiments.Trials;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class DatasetsTests : IDisposable
{
    private readonly TinySet _tiny = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_PlainOrGzipped_GivesEveryValue(bool packed)
    {
        TinySet.Write(_tiny.Own, packed);
        var dataset = Datasets.Load(TinySet.Definition, _tiny.Folders);
        Assert.Equal(TinySet.TrainPixels, TinySet.PixelsOf(dataset.Train));
        Assert.Equal(TinySet.TrainLabels, dataset.Train.Labels);
        Assert.Equal(TinySet.TestPixels, TinySet.PixelsOf(dataset.Test));
        Assert.Equal(TinySet.TestLabels, dataset.Test?.Labels);
        Assert.Equal(
            (6, 1, 3, 2), (dataset.Train.Count, dataset.Train.Channels, dataset.Train.Height, dataset.Train.Width));
    }

    [Fact]
    public void Load_GzippedUnderAPlainName_IsTakenByItsBytes()
    {
        TinySet.Write(_tiny.Own);
        File.WriteAllBytes(Path.Combine(_tiny.Own, "train-images"), Idx.Gzip(TinySet.Contents["train-images"]));
        Assert.Equal(TinySet.TrainPixels, TinySet.PixelsOf(Datasets.Load(TinySet.Definition, _tiny.Folders).Train));
    }

    [Fact]
    public void Load_InBothPlaces_PrefersTheDataFolder()
    {
        TinySet.Write(_tiny.Own);
        Directory.CreateDirectory(_tiny.Packaged);
        File.WriteAllText(Path.Combine(_tiny.Packaged, "train-images"), "damaged");
        Assert.Equal(6, Datasets.Load(TinySet.Definition, _tiny.Folders).Train.Count);
    }

    [Fact]
    public void Load_EmptyDataFolder_GoesOnToThePackage()
    {
        Directory.CreateDirectory(_tiny.Own);
        TinySet.Write(_tiny.Packaged, packed: true);
        Assert.Equal(6, Datasets.Load(TinySet.Definition, _tiny.Folders).Train.Count);
    }

    [Fact]
    public void Load_Twice_ReadsTheFilesOnce()
    {
        TinySet.Write(_tiny.Own);
        var first = Datasets.Load(TinySet.Definition, _tiny.Folders);
        File.WriteAllText(Path.Combine(_tiny.Own, "train-images"), "damaged");
        Assert.Same(first, Datasets.Load(TinySet.Definition, _tiny.Folders));
    }

    [Fact]
    public void Load_FixedAfterAFault_ReadsAgain()
    {
        TinySet.Write(_tiny.Own);
        File.Delete(Path.Combine(_tiny.Own, "test-labels"));
        Assert.Throws<DataException>(() => Datasets.Load(TinySet.Definition, _tiny.Folders));
        TinySet.Write(_tiny.Own);
        Assert.Equal(4, Datasets.Load(TinySet.Definition, _tiny.Folders).Test?.Count);
    }

    [Fact]
    public void Read_AnyFile_GivesBackWhatWasWritten()
    {
        var path = Path.Combine(_tiny.Root, "any");
        var shapes = Gen.Choose(1, 4).SelectMany(rank => Gen.ArrayOf(Gen.Choose(0, 6), rank));
        var files = shapes.SelectMany(shape =>
            Gen.Choose(0, 255)
                .ArrayOf(shape.Aggregate(1, (a, b) => a * b))
                .SelectMany(values =>
                    Gen.Elements(false, true)
                        .Select(packed =>
                            (Shape: shape, Values: Array.ConvertAll(values, value => (byte)value), Packed: packed)
                        )
                )
        );
        Prop.ForAll(files.ToArbitrary(), file =>
        {
            var bytes = Idx.Write(file.Values, file.Shape);
            File.WriteAllBytes(path, file.Packed ? Idx.Gzip(bytes) : bytes);
            using var read = new PackedFile(path);
            var values = IdxFile.Read(read, file.Shape);
            read.CheckMd5(Idx.Md5(bytes));
            return values.AsSpan().SequenceEqual(file.Values);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Load_FashionMnistOfDebian_IsTheRealOne()
    {
        var dataset = Datasets.Load("fashion-mnist", new DataFolders(_tiny.Root));
        Assert.Equal((60_000, 10_000), (dataset.Train.Count, dataset.Test?.Count));
        Assert.Equal([9, 0, 0, 3, 0, 2, 7, 2, 5, 5], dataset.Train.Labels.Take(10));
        Assert.All(
            Enumerable.Range(0, 10), label => Assert.Equal(6_000, dataset.Train.Labels.Count(other => other == label)));
        Assert.Equal(0.2860, TinySet.PixelsOf(dataset.Train).Average(pixel => pixel / 255.0), 4);
    }

    [Theory]
    [InlineData(5000, 0)]
    [InlineData(200, 7)]
    public void ValidationClasses_FashionMnist_CountsTheValidationImages(int images, long splitSeed)
    {
        var folders = new DataFolders(_tiny.Root);
        var config = new KnownDataConfig { Name = "fashion-mnist", ValidationSamples = images, SplitSeed = splitSeed };

        var (classes, share) = TrialCatalog.BuiltIn.Data.ValidationClasses(config);

        // A slow count of the last images of the seeded order.
        var labels = Datasets.Load("fashion-mnist", folders).Train.Labels;
        var order = SeededOrder.Permutation(60_000, splitSeed, Seeds.OfTrainingSet)[^images..];
        var most = Enumerable.Range(0, 10).Max(label => order.Count(index => labels[index] == label));
        Assert.Equal((10, most / (double)images), (classes, share));
    }

    public void Dispose() => _tiny.Dispose();
}
