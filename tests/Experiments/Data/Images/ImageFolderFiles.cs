using SkiaSharp;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Data.Images;

/// <summary>Image folders of a test. In names, <c>FOLDER</c> is the folder that they are in.</summary>
internal sealed class ImageFolderFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImageFolderConfig Config => new() { Name = ImageFolderConfig.DataName, Path = this["train"] };

    public ImageFolders Folders => new(new DataFolders(this["data"]));

    public string this[string name] => _folder.File(name);

    /// <summary>Two classes with two images each.</summary>
    public static ImageFolderFiles Pets()
    {
        var files = new ImageFolderFiles();
        files.Images("train/cat/1.png", "train/cat/2.png", "train/dog/1.png", "train/dog/2.png");
        return files;
    }

    /// <summary>Writes images of 8×8 pixels, each of another grey.</summary>
    public void Images(params string[] names)
    {
        foreach (var (index, name) in names.Index())
            Image(name, 8, 8, (byte)(10 * index));
    }

    /// <summary>Writes an image of one grey as a PNG.</summary>
    public void Image(string name, int width, int height, byte grey = 0)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(new SKColor(grey, grey, grey));
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        Bytes(name, encoded.ToArray());
    }

    public void Bytes(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
    }

    public void Folder(string name) => Directory.CreateDirectory(this[name]);

    /// <summary>Creates a link whose target may be relative to it.</summary>
    public void Link(string name, string target) => File.CreateSymbolicLink(this[name], target);

    public DataDescription Describe(ImageFolderConfig? config = null) => Folders.Describe(config ?? Config);

    /// <summary>A line for each fault.</summary>
    public string Faults(ImageFolderConfig? config = null) => Shown(string.Join('\n', Describe(config).Faults));

    /// <summary>A text with <c>FOLDER</c>.</summary>
    public string Shown(string text) => text.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
