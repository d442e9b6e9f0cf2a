using System.Globalization;
using SkiaSharp;

namespace SweepRunner.Experiments.Data.Shapes;

/// <summary>Generates an image folder of drawn shapes: ten classes that a network can learn to tell apart.</summary>
public static class ShapeFolder
{
    /// <summary>The usual training images of each class.</summary>
    public const int TrainImages = 200;

    /// <summary>The usual validation images of each class.</summary>
    public const int ValidationImages = 50;

    /// <summary>The names of the classes, in the order of their labels.</summary>
    public static IReadOnlyCollection<string> Classes { get; } = [.. ShapeOutlines.All.Keys];

    /// <summary>Writes <c>train/CLASS/0001.png</c> and so on, and <c>validation/CLASS/…</c>. Every tenth file of a
    /// class is a JPEG, and every tenth a WebP.</summary>
    /// <param name="folder">The folder, which does not exist or is empty.</param>
    /// <param name="train">Training images of each class.</param>
    /// <param name="validation">Validation images of each class.</param>
    /// <param name="seed">The same seed gives the same files. A picture depends only on the seed, its part, its class
    /// and its number: more images contain the fewer.</param>
    /// <param name="cancellationToken">Ends the generation between two pictures; the files stay.</param>
    /// <exception cref="DataException">The folder holds files already.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be written.</exception>
    public static void Generate(
        string folder, int train, int validation, long seed, CancellationToken cancellationToken = default)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new DataException(
                $"'{folder}' is not an empty folder, and stays as it is. Name a folder that is empty or does not "
                    + "exist.");
        foreach (var (part, (name, count)) in new[] { ("train", train), ("validation", validation) }.Index())
        {
            foreach (var (index, (shape, outline)) in ShapeOutlines.All.Index())
            {
                using var path = outline();
                var target = Directory.CreateDirectory(Path.Combine(folder, name, shape)).FullName;
                for (var number = 1; number <= count; number++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Write(path, target, number, new SplitMix64([seed, part, index, number]));
                }
            }
        }
    }

    private static void Write(SKPath outline, string folder, int number, SplitMix64 random)
    {
        var (format, extension) = (number % 10) switch
        {
            5 => (SKEncodedImageFormat.Jpeg, "jpg"),
            0 => (SKEncodedImageFormat.Webp, "webp"),
            _ => (SKEncodedImageFormat.Png, "png"),
        };
        using var picture = ShapePicture.Draw(outline, ref random);
        using var bytes = picture.Encode(format, quality: 90);
        var name = string.Create(CultureInfo.InvariantCulture, $"{number:0000}.{extension}");
        using var file = File.Create(Path.Combine(folder, name));
        bytes.SaveTo(file);
    }
}
