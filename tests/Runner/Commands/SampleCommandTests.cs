using SkiaSharp;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class SampleCommandTests : IDisposable
{
    // Images of 28 pixels are drawn at twice their size, 4 pixels apart.
    private const int Cell = 60;

    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Sample_Augmented_DrawsTheOriginalsAndTheNetworksImagesBesideThem()
    {
        var (config, target) = (Write("""{ "flip": ["horizontal"], "normalize": "data" }"""), Target());

        var result = await _harness.RunAsync(["data", "sample", config, "--out", target, "--count", "20"]);

        Assert.Equal(
            (ExitCodes.Done,
                "FOLDER/sample.png: 20 training images, on the left as they are, on the right as the network sees "
                    + "them.\n",
                ""),
            (result.ExitCode, result.Output, result.Error));
        using var picture = SKBitmap.Decode(target);
        Assert.Equal(((2 * ((5 * Cell) + 16)) - 12, (4 * Cell) + 4), (picture.Width, picture.Height));
        var flipped = 0;
        for (var image = 0; image < 20; image++)
        {
            var left = Image(picture, (image % 5 * Cell) + 4, (image / 5 * Cell) + 4);
            var right = Image(picture, (image % 5 * Cell) + 320, (image / 5 * Cell) + 4);
            var mirrored = left.Select(row => row.Reverse().ToArray());
            Assert.True(Equal(left, right) || Equal(mirrored, right), $"Image {image} is neither.");
            flipped += Equal(left, right) ? 0 : 1;
        }

        Assert.InRange(flipped, 3, 17);
    }

    [Fact]
    public async Task Sample_NotAugmented_DrawsOneGrid()
    {
        var target = Target();
        var result = await _harness.RunAsync(["data", "sample", Write("{}"), "--out", target, "--count", "5"]);
        Assert.Equal(
            (ExitCodes.Done, "FOLDER/sample.png: 5 training images, whose pixels the sweep does not change.\n", ""),
            (result.ExitCode, result.Output, result.Error));
        using var picture = SKBitmap.Decode(target);
        Assert.Equal(((3 * Cell) + 4, (2 * Cell) + 4), (picture.Width, picture.Height));
        Assert.Equal(SKColors.White, picture.GetPixel((2 * Cell) + 30, Cell + 30)); // five images in six places
    }

    [Fact]
    public async Task Sample_SweepOfPrograms_IsRefused()
    {
        var config = _harness.Folder.File("programs.json");
        File.WriteAllText(
            config,
            """
            { "name": "programs", "trial": { "command": ["true"] },
              "objective": { "metric": "loss", "goal": "minimize" } }
            """);
        var result = await _harness.RunAsync(["data", "sample", config, "--out", Target()]);
        Assert.Equal(
            (ExitCodes.BadInput, "The trials of this sweep are programs, which read their own data.\n"),
            (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Sample_FolderThatIsAFile_IsRefused()
    {
        var config = Write("{}");
        var result = await _harness.RunAsync(["data", "sample", config, "--out", $"{config}/sample.png"]);
        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith("Cannot write 'FOLDER/sample.json/sample.png': ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(". Name another file with --out.\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--count", "0", "--count takes a whole number from 1 to 1024, not '0'.")]
    [InlineData("--out", "", "--out takes a path; '' is not one.")]
    public async Task Sample_WrongOption_IsRefused(string option, string value, string message)
    {
        var result = await _harness.RunAsync(["data", "sample", Write("{}"), option, value]);
        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }

    private string Target() => _harness.Folder.File("sample.png");

    private string Write(string augment)
    {
        var file = _harness.Folder.File("sample.json");
        File.WriteAllText(
            file,
            $$"""
            { "name": "sample", "trial": { "data": { "name": "fashion-mnist", "augment": {{augment}} },
              "model": { "name": "lenet" }, "optimizer": { "name": "sgd", "lr": 0.1 }, "epochs": 1 } }
            """);
        return file;
    }

    private static byte[][] Image(SKBitmap picture, int left, int top) =>
    [
        .. Enumerable.Range(0, 28).Select(y =>
            Enumerable.Range(0, 28).Select(x => picture.GetPixel(left + (2 * x), top + (2 * y)).Red).ToArray()),
    ];

    private static bool Equal(IEnumerable<byte[]> one, IEnumerable<byte[]> other) =>
        one.Zip(other).All(rows => rows.First.AsSpan().SequenceEqual(rows.Second));
}
