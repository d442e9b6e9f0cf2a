using System.Formats.Tar;
using System.IO.Compression;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Formats;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Data;

/// <summary>Colour images of 1×2 pixels: four in two files to train on, and one for the test.</summary>
public sealed class CifarImagesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // Each line is a label, then two pixels of red, of green and of blue.
    private static readonly Dictionary<string, byte[]> Contents = new()
    {
        ["first.bin"] =
        [
            2, 11, 12, 13, 14, 15, 16,
            0, 21, 22, 23, 24, 25, 26,
        ],
        ["second.bin"] =
        [
            1, 31, 32, 33, 34, 35, 36,
            2, 41, 42, 43, 44, 45, 46,
        ],
        ["test.bin"] = [1, 51, 52, 53, 54, 55, 56],
    };

    private static readonly DatasetDefinition Definition = new(
        new DatasetInfo("colours", Channels: 3, Height: 1, Width: 2, Classes: 3, TrainImages: 4, TestImages: 1),
        Train: new CifarImages(File("first.bin"), File("second.bin")),
        Test: new CifarImages(File("test.bin")))
    {
        Archive = new("colours.tar.gz", "inside", new Uri("https://colours.example/page")),
    };

    private readonly TemporaryFolder _folder = new();

    private string Own => _folder.File("colours");

    private DataFolders Folders => new(_folder.Path);

    [Theory]
    [InlineData("")]
    [InlineData("inside")]
    public void Load_InItsFolderOrThatOfTheArchive_GivesPixelsByChannelAndLabelsOfAllFiles(string below)
    {
        Write(Path.Combine(Own, below));
        var dataset = Datasets.Load(Definition, Folders);
        Assert.Equal([2, 0, 1, 2], dataset.Train.Labels);
        Assert.Equal(
            [
                11, 12, 13, 14, 15, 16, 21, 22, 23, 24, 25, 26, 31, 32, 33, 34, 35, 36, 41, 42, 43, 44, 45, 46,
            ],
            TinySet.PixelsOf(dataset.Train));
        Assert.Equal([1], dataset.Test!.Labels);
        Assert.Equal([51, 52, 53, 54, 55, 56], TinySet.PixelsOf(dataset.Test));
    }

    [Fact]
    public void Load_EveryKindOfFault_NamesEachFileOnce()
    {
        Write(Own);
        Put("first.bin", Contents["first.bin"][..^3]);
        Put("second.bin", [1, .. new byte[6], 3, .. new byte[6]]);
        byte[] changed = [1, 51, 52, 53, 54, 55, 57];
        Put("test.bin", changed);

        var exception = Assert.Throws<DataException>(() => Datasets.Load(Definition, Folders));

        var (expected, got) = (Idx.Md5(Contents["test.bin"]), Idx.Md5(changed));
        Assert.Equal(
            $"""
            The data set 'colours' in {Own} cannot be used:
              {Own}/first.bin: truncated: expected 14 bytes unpacked, got 11
              {Own}/second.bin: a label out of range: expected 0 to 2, got 3 for image 1
              {Own}/test.bin: wrong checksum: expected MD5 {expected} of the unpacked bytes, got {got}
            Download colours.tar.gz from https://colours.example/page into {Own} if it is not there. 
            """ + "Replace it with 'sweep data get colours --force'.",
            exception.Message);
    }

    [Fact]
    public void Load_NothingThere_SaysWhereToGetTheArchive()
    {
        var exception = Assert.Throws<DataException>(() => Datasets.Load(Definition, Folders));
        Assert.Equal(
            $"The data set 'colours' was not found in {Own} and {Own}/inside. Download colours.tar.gz from "
                + $"https://colours.example/page into {Own}, then unpack it with 'sweep data get colours'.",
            exception.Message);
    }

    [Fact]
    public async Task FetchAsync_ArchiveInItsFolder_UnpacksAndKeepsIt()
    {
        WriteArchive();
        await FetchAsync();
        Assert.Equal(
            ["colours.tar.gz", "first.bin", "second.bin", "test.bin"],
            Directory.EnumerateFileSystemEntries(Own).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([2, 0, 1, 2], Datasets.Load(Definition, Folders).Train.Labels);
    }

    [Fact]
    public async Task FetchAsync_ArchiveCutShort_SaysSoAndKeepsIt()
    {
        WriteArchive();
        var archive = Path.Combine(Own, "colours.tar.gz");
        var bytes = await System.IO.File.ReadAllBytesAsync(archive);
        await System.IO.File.WriteAllBytesAsync(archive, bytes[..(bytes.Length / 2)]);

        var exception = await Assert.ThrowsAsync<DataException>(FetchAsync);

        Assert.StartsWith(
            "The data set 'colours' could not be fetched:\n  the archive colours.tar.gz: "
                + $"{archive} is damaged or not whole; download it again\n",
            exception.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            $"\nDownload colours.tar.gz from https://colours.example/page into {Own}, or put its files there.",
            exception.Message, StringComparison.Ordinal);
        Assert.Equal(["colours.tar.gz"], Directory.EnumerateFileSystemEntries(Own).Select(Path.GetFileName));
    }

    public void Dispose() => _folder.Dispose();

    private static DatasetFile File(string name) => new(name, Idx.Md5(Contents[name]));

    private static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in Contents)
            System.IO.File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    private void Put(string name, byte[] bytes) => System.IO.File.WriteAllBytes(Path.Combine(Own, name), bytes);

    private void WriteArchive()
    {
        Directory.CreateDirectory(Own);
        using var file = System.IO.File.Create(Path.Combine(Own, "colours.tar.gz"));
        using var gzip = new GZipStream(file, CompressionLevel.NoCompression);
        using var tar = new TarWriter(gzip);
        foreach (var (name, bytes) in Contents)
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, $"inside/{name}") { DataStream = new MemoryStream(bytes) });
        }
    }

    private Task FetchAsync() =>
        DatasetFetcher
            .FetchAsync(
                Definition, Folders, [new ArchiveSource(Definition.Archive!, Folders)], _ => { },
                CancellationToken.None)
            .WaitAsync(Limit);
}
