using SkiaSharp;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Data.Shapes;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Data.Shapes;

public sealed class ShapeFolderTests : IDisposable
{
    private static readonly string[] Classes =
        ["circle", "crescent", "cross", "dots", "ring", "square", "star", "stripes", "triangle", "zigzag"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Generate_TenImages_WritesTrainAndValidationOfEveryClassInThreeFormats()
    {
        Generate("shapes", train: 10, validation: 1);

        string[] numbers =
        [
            "0001.png", "0002.png", "0003.png", "0004.png", "0005.jpg", "0006.png", "0007.png", "0008.png", "0009.png",
            "0010.webp",
        ];
        var expected = Classes
            .SelectMany(shape => numbers.Select(number => $"train/{shape}/{number}"))
            .Concat(Classes.Select(shape => $"validation/{shape}/0001.png"));
        Assert.Equal(expected, Files("shapes"));
        Assert.Equal(Classes, ShapeFolder.Classes);
    }

    [Fact]
    public void Generate_AnyImage_HasSidesFrom32To256AndLightPixelsOnDarkOnes()
    {
        Generate("shapes", train: 6, validation: 1);

        var sizes = new List<SKSizeI>();
        foreach (var file in Files("shapes"))
        {
            using var picture = SKBitmap.Decode(_folder.File($"shapes/{file}"));
            sizes.Add(picture.Info.Size);
            var lightness = picture.Pixels.Select(Lightness).ToList();
            Assert.InRange(lightness.Count(each => each > 60) / (double)lightness.Count, 0.05, 0.75);
            Assert.InRange(lightness.Count(each => each < 30) / (double)lightness.Count, 0.2, 0.95);
        }

        Assert.All(sizes, size => Assert.InRange(Math.Min(size.Width, size.Height), 32, 256));
        Assert.All(sizes, size => Assert.InRange(Math.Max(size.Width, size.Height), 32, 256));
        Assert.Contains(sizes, size => size.Width > size.Height);
        Assert.Contains(sizes, size => size.Width < size.Height);
    }

    [Fact]
    public void Generate_MoreImagesOfTheSameSeed_ContainTheFewer()
    {
        Generate("few", train: 1, validation: 1, seed: 7);
        Generate("more", train: 2, validation: 2, seed: 7);
        Generate("other", train: 1, validation: 1, seed: 8);

        Assert.All(Files("few"), file => Assert.Equal(Bytes("few", file), Bytes("more", file)));
        Assert.All(Files("few"), file => Assert.NotEqual(Bytes("few", file), Bytes("other", file)));
        Assert.NotEqual(Bytes("few", "train/star/0001.png"), Bytes("few", "validation/star/0001.png"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Generate_FolderIsNotEmptyOrIsAFile_RefusesAndKeepsIt(bool isFolder)
    {
        var kept = isFolder ? "shapes/notes.txt" : "shapes";
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(kept))!);
        File.WriteAllText(_folder.File(kept), "mine");

        var exception = Assert.Throws<DataException>(() => Generate("shapes", train: 1, validation: 1));

        Assert.Equal(
            $"'{_folder.File("shapes")}' is not an empty folder, and stays as it is. Name a folder that is empty or "
                + "does not exist.",
            exception.Message);
        Assert.Equal("mine", File.ReadAllText(_folder.File(kept)));
    }

    [Fact]
    public void All_EveryOutline_TouchesTheUnitCircleAndStaysInside()
    {
        Assert.All(ShapeOutlines.All, shape =>
        {
            using var outline = shape.Value();
            var widths = new List<float>();
            for (var degrees = 0; degrees < 360; degrees += 5)
            {
                using var turned = new SKPath(outline);
                turned.Transform(SKMatrix.CreateRotationDegrees(degrees));
                widths.Add(turned.TightBounds.Right);
            }

            Assert.InRange(widths.Max(), 0.95f, 1.001f);
        });
    }

    public void Dispose() => _folder.Dispose();

    private static float Lightness(SKColor colour)
    {
        colour.ToHsl(out _, out _, out var lightness);
        return lightness;
    }

    private void Generate(string folder, int train, int validation, long seed = 0) =>
        ShapeFolder.Generate(_folder.File(folder), train, validation, seed);

    private IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(_folder.File(folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder.File(folder), file))
            .Order(StringComparer.Ordinal);

    private byte[] Bytes(string folder, string file) => File.ReadAllBytes(_folder.File($"{folder}/{file}"));
}
