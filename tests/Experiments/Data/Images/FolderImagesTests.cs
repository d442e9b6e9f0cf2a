using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Images;

namespace SweepRunner.Experiments.Tests.Data.Images;

public sealed class FolderImagesTests : IDisposable
{
    private const int Count = 40;

    private readonly ImageFolderFiles _files = new();

    public FolderImagesTests()
    {
        for (var i = 0; i < Count; i++)
            _files.Image($"train/{(i < 30 ? "cat" : "dog")}/{i:00}.png", 8, 8, (byte)i);
    }

    [Fact]
    public void Load_Folder_HasAClassForEachImage()
    {
        var dataset = _files.Folders.Load(_files.Config);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => i < 30 ? 0 : 1), dataset.Train.Labels);
        Assert.Equal((3, 8, 8), (dataset.Train.Channels, dataset.Train.Height, dataset.Train.Width));
        Assert.Null(dataset.Validation);
        Assert.Null(dataset.Test);
    }

    [Fact]
    public void Load_OtherParts_HasTheirImages()
    {
        _files.Image("other/cat/1.png", 8, 8, grey: 77);
        _files.Image("other/dog/1.png", 8, 8, grey: 78);
        var dataset = _files.Folders.Load(
            _files.Config with { ValidationPath = _files["other"], TestPath = _files["other"] });
        Assert.Equal([77, 78], Greys(dataset.Validation!, 0, 1));
        Assert.Equal([78, 77], Greys(dataset.Test!, 1, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    public void Read_Indices_GivesTheirImagesInOrder(int memory)
    {
        var images = _files.Folders.Load(_files.Config with { Memory = memory }).Train;
        for (var round = 0; round < 2; round++)
            Assert.Equal([39, 0, 17, 5], Greys(images, 39, 0, 17, 5));
    }

    [Fact]
    public void Read_ResizedGrey_HasTheResizedShape()
    {
        var images = _files.Folders.Load(_files.Config with { Resize = 16, Channels = 1 }).Train;
        var pixels = new byte[2 * 16 * 16];
        images.Read([3, 4], pixels);
        Assert.Equal([.. Enumerable.Repeat((byte)3, 256), .. Enumerable.Repeat((byte)4, 256)], pixels);
    }

    [Fact]
    public void Read_ManyThreads_GivesEachItsImages()
    {
        var images = _files.Folders.Load(_files.Config).Train;
        Parallel.For(0, 50, i => Assert.Equal(
            [(byte)(i % Count), (byte)(7 * i % Count)], Greys(images, i % Count, 7 * i % Count)));
    }

    // What stays decoded can be read without its file.
    [Fact]
    public void Read_MoreThanTheMemory_KeepsWhatFits()
    {
        _files.Image("large/cat/1.png", 512, 512, grey: 1);
        _files.Image("large/cat/2.png", 512, 512, grey: 2);
        _files.Image("large/dog/1.png", 512, 512, grey: 3);
        var images = _files.Folders.Load(_files.Config with { Path = _files["large"], Memory = 2 }).Train;
        foreach (var i in new[] { 2, 0, 1 })
            Greys(images, i);
        Directory.Delete(_files["large"], recursive: true);
        Assert.Equal([3, 1], Greys(images, 2, 0));
        Assert.Throws<DataException>(() => Greys(images, 1));
    }

    [Fact]
    public void TryTake_Limit_IsNeverPassed()
    {
        var memory = new ImageMemory();
        Assert.True(memory.TryTake(1024 * 1024, limit: 1));
        Assert.False(memory.TryTake(1, limit: 1));
        Assert.True(memory.TryTake(1024 * 1024, limit: 2));
        Assert.False(memory.TryTake(1, limit: 2));
    }

    [Fact]
    public void Read_FileThatIsGone_NamesIt()
    {
        var images = _files.Folders.Load(_files.Config).Train;
        File.Delete(_files["train/cat/05.png"]);
        var exception = Assert.Throws<DataException>(() => Greys(images, 4, 5, 6));
        Assert.Equal(
            "The image 'FOLDER/train/cat/05.png' cannot be read: Could not find file 'FOLDER/train/cat/05.png'.",
            _files.Shown(exception.Message));
    }

    [Fact]
    public void Read_FileThatHasChanged_NamesIt()
    {
        var images = _files.Folders.Load(_files.Config).Train;
        _files.Image("train/cat/05.png", 8, 8, grey: 200);
        var exception = Assert.Throws<DataException>(() => Greys(images, 4, 5, 6));
        Assert.Equal(
            "The image 'FOLDER/train/cat/05.png' has changed since it was checked. Restore it.",
            _files.Shown(exception.Message));
    }

    [Fact]
    public void Load_Fault_ListsIt()
    {
        _files.Bytes("train/cat/00.png", []);
        var exception = Assert.Throws<DataException>(() => _files.Folders.Load(_files.Config));
        Assert.Equal(
            "'FOLDER/train/cat/00.png' is empty, or is no regular file; replace it, remove it, or leave it out with "
                + "'data.skipUnreadable'.",
            _files.Shown(exception.Message));
    }

    [Fact]
    public void Load_OtherImagesThanPlanned_IsRefused()
    {
        var sha256 = _files.Describe().Sha256;
        _files.Folders.Load(_files.Config with { Sha256 = sha256 });
        File.Delete(_files["train/cat/00.png"]);
        var exception = Assert.Throws<DataException>(
            () => _files.Folders.Load(_files.Config with { Sha256 = sha256 }));
        Assert.Equal(
            $"The images of 'FOLDER/train' are not those for which the sweep was made: the SHA-256 is "
                + $"{_files.Describe().Sha256}, not {sha256}. Restore the files, or make a new sweep.",
            _files.Shown(exception.Message));
    }

    public void Dispose() => _files.Dispose();

    /// <summary>The grey of each image, which has one grey.</summary>
    private static byte[] Greys(ImageSet images, params int[] indices)
    {
        var size = images.Channels * images.Height * images.Width;
        var pixels = new byte[indices.Length * size];
        images.Read(indices, pixels);
        return [.. pixels.Chunk(size).Select(image => Assert.Single(image.Distinct()))];
    }
}
