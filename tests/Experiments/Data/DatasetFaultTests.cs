using System.IO.Compression;
using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class DatasetFaultTests : IDisposable
{
    private readonly TinySet _tiny = new();

    public static TheoryData<string, Action<string>, string[]> Faults =>
        new()
        {
            {
                "missing",
                folder => File.Delete(In(folder, "test-labels")),
                ["test-labels: missing: expected the file, plain or with .gz at its end"]
            },
            {
                "empty",
                folder => Put(folder, "train-labels", []),
                ["train-labels: truncated: expected 14 bytes unpacked, got 0"]
            },
            {
                "torn header",
                folder => Put(folder, "test-images", Of("test-images")[..7]),
                ["test-images: truncated: expected 40 bytes unpacked, got 7"]
            },
            {
                "truncated",
                folder => Put(folder, "train-images", Of("train-images")[..^1]),
                ["train-images: truncated: expected 52 bytes unpacked, got 51"]
            },
            {
                "truncated, gzipped",
                folder => Pack(folder, "train-images", Idx.Gzip(Of("train-images")[..20])),
                ["train-images.gz: truncated: expected 52 bytes unpacked, got 20"]
            },
            {
                "bytes after the end",
                folder => Put(folder, "train-images", [.. Of("train-images"), 0, 0]),
                ["train-images: bytes after the end: expected 52 bytes unpacked, got 54"]
            },
            {
                "bytes after the end, gzipped",
                folder => Pack(folder, "test-labels", Idx.Gzip([.. Of("test-labels"), 1])),
                ["test-labels.gz: bytes after the end: expected 12 bytes unpacked, got 13"]
            },
            {
                "a page instead",
                folder => Put(folder, "test-labels", "<html>404</html>"u8.ToArray()),
                [
                    "test-labels: not an IDX file of bytes in 1 dimensions: it begins with 0x3c68746d, expected "
                        + "0x00000801",
                ]
            },
            {
                "labels as images",
                folder => Put(folder, "train-images", Of("train-labels")),
                [
                    "train-images: not an IDX file of bytes in 3 dimensions: it begins with 0x00000801, expected "
                        + "0x00000803",
                ]
            },
            {
                "other size",
                folder => Put(folder, "test-images", Idx.Write(new byte[24], 4, 2, 3)),
                ["test-images: wrong dimensions: expected 4×3×2, got 4×2×3"]
            },
            {
                "absurd size",
                folder => Put(folder, "test-images", Idx.Write([], -1, -1, -1)),
                ["test-images: wrong dimensions: expected 4×3×2, got 4294967295×4294967295×4294967295"]
            },
            {
                "fewer labels than images",
                folder => Put(folder, "train-labels", Idx.Write([0, 1, 2, 0, 1], 5)),
                ["train-labels: wrong dimensions: expected 6, got 5"]
            },
            {
                "label out of range",
                folder => Put(folder, "test-labels", Idx.Write([2, 1, 3, 9], 4)),
                ["test-labels: a label out of range: expected 0 to 2, got 3 for image 2"]
            },
            {
                "one pixel off",
                folder => Put(folder, "train-images", Idx.Write([.. TinySet.TrainPixels[..^1], 0], 6, 3, 2)),
                [
                    $"train-images: wrong checksum: expected MD5 {Idx.Md5(Of("train-images"))} of the unpacked "
                        + $"bytes, got {Idx.Md5(Idx.Write([.. TinySet.TrainPixels[..^1], 0], 6, 3, 2))}",
                ]
            },
            {
                "a folder",
                folder =>
                {
                    File.Delete(In(folder, "train-labels"));
                    Directory.CreateDirectory(In(folder, "train-labels"));
                },
                ["train-labels: a folder, expected a file"]
            },
            {
                "unreadable",
                folder => Unreadable(In(folder, "test-labels")),
                ["test-labels: Input/output error : '{folder}/test-labels'"]
            },
            {
                "gzip torn",
                folder =>
                    Pack(folder, "train-images", Idx.Gzip(Of("train-images"), CompressionLevel.NoCompression)[..35]),
                ["train-images.gz: truncated: expected 52 bytes unpacked, got 20"]
            },
            {
                "gzip torn in its last bytes",
                folder => Pack(folder, "test-labels", Idx.Gzip(Of("test-labels"))[..^1]),
                [
                    "test-labels.gz: the gzip is truncated or has bytes after its end: expected its last four bytes to "
                        + "be the length unpacked, 12, got 3279",
                ]
            },
            {
                "bytes after the gzip",
                folder => Pack(folder, "test-labels", [.. Idx.Gzip(Of("test-labels")), 1, 2, 3, 4]),
                [
                    "test-labels.gz: the gzip is truncated or has bytes after its end: expected its last four bytes to "
                        + "be the length unpacked, 12, got 67305985",
                ]
            },
            {
                "gzip garbled",
                folder => Pack(folder, "train-images", [0x1f, 0x8b, .. new byte[40]]),
                ["train-images.gz: The archive entry was compressed using an unsupported compression method."]
            },
            {
                "several at once",
                folder =>
                {
                    File.Delete(In(folder, "train-images"));
                    Put(folder, "train-labels", [1]);
                    Put(folder, "test-labels", Idx.Write([7, 7, 7, 7], 4));
                },
                [
                    "train-images: missing: expected the file, plain or with .gz at its end",
                    "train-labels: truncated: expected 14 bytes unpacked, got 1",
                    "test-labels: a label out of range: expected 0 to 2, got 7 for image 0",
                ]
            },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Load_DamagedFiles_NamesEachFileItsFaultAndTheRemedy(string name, Action<string> damage, string[] faults)
    {
        Assert.NotEmpty(name);
        TinySet.Write(_tiny.Own);
        damage(_tiny.Own);

        var exception = Assert.Throws<DataException>(() => Datasets.Load(TinySet.Definition, _tiny.Folders));

        var lines = faults.Select(fault =>
            $"  {_tiny.Own}/{fault.Replace("{folder}", _tiny.Own, StringComparison.Ordinal)}\n"
        );
        Assert.Equal(
            $"The data set 'tiny' in {_tiny.Own} cannot be used:\n{string.Concat(lines)}Replace it with "
                + "'sweep data get tiny --force'.",
            exception.Message);
    }

    [Fact]
    public void Load_DamagedPackage_SaysToInstallItAgain()
    {
        TinySet.Write(_tiny.Packaged);
        Put(_tiny.Packaged, "test-labels", [0]);

        var exception = Assert.Throws<DataException>(() => Datasets.Load(TinySet.Definition, _tiny.Folders));

        Assert.Equal(
            $"The data set 'tiny' in {_tiny.Packaged} cannot be used:\n  {_tiny.Packaged}/test-labels: "
                + "truncated: expected 12 bytes unpacked, got 1\n"
                + "Replace it with 'apt-get install --reinstall -y --no-install-recommends dataset-tiny'.",
            exception.Message);
    }

    [Fact]
    public void Load_NothingThere_SaysWhereItLookedAndWhatToDo()
    {
        var exception = Assert.Throws<DataException>(() => Datasets.Load(TinySet.Definition, _tiny.Folders));
        Assert.Equal(
            $"The data set 'tiny' was not found in {_tiny.Own} and {_tiny.Packaged}. "
                + "Install it with 'apt-get install -y --no-install-recommends dataset-tiny', or fetch it "
                + "with 'sweep data get tiny'.",
            exception.Message);
    }

    [Fact]
    public void Load_NothingThereAndNoPackage_OffersToFetchIt()
    {
        var exception = Assert.Throws<DataException>(() => Datasets.Load("mnist", _tiny.Folders));
        Assert.Equal(
            $"The data set 'mnist' was not found in {_tiny.Root}/data/mnist. Fetch it with 'sweep data "
                + "get mnist'.",
            exception.Message);
    }

    [Fact]
    public void Load_UnknownName_NamesTheKnown()
    {
        var exception = Assert.Throws<DataException>(() => Datasets.Load("cifar10", _tiny.Folders));
        Assert.Equal("There is no data set 'cifar10'; known are fashion-mnist, mnist, cifar-10.", exception.Message);
    }

    public void Dispose() => _tiny.Dispose();

    private static byte[] Of(string name) => TinySet.Contents[name];

    private static string In(string folder, string name) => Path.Combine(folder, name);

    private static void Put(string folder, string name, byte[] bytes) => File.WriteAllBytes(In(folder, name), bytes);

    private static void Pack(string folder, string name, byte[] bytes)
    {
        File.Delete(In(folder, name));
        Put(folder, name + ".gz", bytes);
    }

    /// <summary>A file whose first read fails for root as well: address 0 of this process.</summary>
    private static void Unreadable(string path)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, "/proc/self/mem");
    }
}
