using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Formats;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Data;

/// <summary>A data set of six and four images of 3×2 pixels in a folder of its own, which it removes.</summary>
internal sealed class TinySet : IDisposable
{
    public static readonly byte[] TrainPixels = [.. Enumerable.Range(0, 36).Select(i => (byte)(7 * i))];
    public static readonly int[] TrainLabels = [0, 1, 2, 0, 1, 2];
    public static readonly byte[] TestPixels = [.. Enumerable.Range(0, 24).Select(i => (byte)(255 - i))];
    public static readonly int[] TestLabels = [2, 1, 0, 2];

    public static readonly IReadOnlyDictionary<string, byte[]> Contents = new Dictionary<string, byte[]>
    {
        ["train-images"] = Idx.Write(TrainPixels, 6, 3, 2),
        ["train-labels"] = Idx.Write([.. TrainLabels.Select(label => (byte)label)], 6),
        ["test-images"] = Idx.Write(TestPixels, 4, 3, 2),
        ["test-labels"] = Idx.Write([.. TestLabels.Select(label => (byte)label)], 4),
    };

    public TinySet() => Folders = new DataFolders(Path.Combine(Root, "data")) { Root = Path.Combine(Root, "system") };

    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Path;

    public DataFolders Folders { get; }

    public string Own => Path.Combine(Root, "data", "tiny");

    public string Packaged => Path.Combine(Root, "system", "usr", "tiny");

    public static DatasetDefinition Definition { get; } = new(
        new DatasetInfo("tiny", Channels: 1, Height: 3, Width: 2, Classes: 3, TrainImages: 6, TestImages: 4),
        Train: new IdxImages(File("train-images"), File("train-labels")),
        Test: new IdxImages(File("test-images"), File("test-labels")))
    {
        Package = new("dataset-tiny", "/usr/tiny"),
        Npm = new("tiny-data", "1.0.0", "package/data"),
        Publisher = new("http://tiny.example/files/"),
    };

    public static void Write(string folder, bool packed = false)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in Contents)
            System.IO.File.WriteAllBytes(
                Path.Combine(folder, packed ? name + ".gz" : name), packed ? Idx.Gzip(bytes) : bytes);
    }

    /// <summary>The values of all images of a set.</summary>
    public static byte[] PixelsOf(ImageSet? images)
    {
        var pixels = new byte[images!.Count * images.Size];
        images.Read([.. Enumerable.Range(0, images.Count)], pixels);
        return pixels;
    }

    public void Dispose() => _folder.Dispose();

    private static DatasetFile File(string name) => new(name, Idx.Md5(Contents[name]));
}
