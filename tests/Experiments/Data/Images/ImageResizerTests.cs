using SweepRunner.Experiments.Data.Images;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Data.Images;

public sealed class ImageResizerTests
{
    // 4×2 pixels, one channel.
    private static readonly Picture Wide = new([0, 40, 80, 120, 160, 200, 240, 255], 1, 2, 4);

    // Each pair of columns becomes one. The triangle is four columns wide: 3/8 for each of the pair, 1/8 for the
    // neighbour on either side; at the edge, where one is missing, 3/7, 3/7 and 1/7.
    [Fact]
    public void Write_Stretched_IsTheWorkedOutMeanOfTheTriangle() => Assert.Equal(
        [
            Nearest((3.0 * 0 + 3 * 40 + 80) / 7), Nearest((40 + 3.0 * 80 + 3 * 120) / 7),
            Nearest((3.0 * 160 + 3 * 200 + 240) / 7), Nearest((200 + 3.0 * 240 + 3 * 255) / 7),
        ],
        Resize(Wide, 2, "stretch"));

    // Enlarging twofold, a new centre lies a quarter of a pixel beside an old one.
    [Fact]
    public void Write_Enlarged_HasHalfPixelCentres() => Assert.Equal(
        [0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100],
        Resize(new([0, 100, 0, 100], 1, 2, 2), 4, "stretch"));

    [Fact]
    public void Write_Cover_KeepsTheSquareInTheMiddle() =>
        Assert.Equal([40, 80, 200, 240], Resize(Wide, 2, "cover"));

    [Fact]
    public void Write_CoverOfAnOddRest_KeepsTheLeftOfTheTwoSquares() =>
        Assert.Equal([2, 3, 6, 7], Resize(new([1, 2, 3, 4, 5, 6, 7, 8], 1, 2, 4), 2, "cover"));

    [Fact]
    public void Write_CoverOfATallImage_KeepsTheUpperOfTheTwoSquares() =>
        Assert.Equal([2], Resize(new([1, 2, 3, 4], 1, 4, 1), 1, "cover"));

    [Fact]
    public void Write_Contain_PutsTheWholeImageOnBlack() => Assert.Equal(
        [0, 0, 0, 0, 0, 40, 80, 120, 160, 200, 240, 255, 0, 0, 0, 0], Resize(Wide, 4, "contain"));

    [Fact]
    public void Write_ContainOfALine_KeepsAPixelOfIt()
    {
        var line = new Picture([.. Enumerable.Repeat((byte)9, 100)], 1, 100, 1);
        Assert.Equal([0, 9, 0, 0, 9, 0, 0, 9, 0], Resize(line, 3, "contain"));
    }

    [Fact]
    public void Write_Shrunk_MatchesPillow() => Assert.All(
        PillowShrunk.Zip(Resize(Ramp, 5, "stretch")), pair => Assert.InRange(pair.Second - pair.First, -1, 1));

    // Written by Pillow 9.4.0: Image.frombytes('RGB', (13, 7), bytes(i * i * 7 % 256 for i in range(273)))
    // .resize((5, 5), Image.BILINEAR), each channel after the other.
    private static readonly byte[] PillowShrunk =
    [
        89, 116, 142, 144, 161, 119, 129, 133, 129, 170, 136, 103, 128, 144, 113, 155, 173, 182, 175, 117, 151, 155,
        112, 114, 104,
        112, 153, 141, 95, 152, 181, 174, 144, 111, 154, 129, 98, 135, 147, 132, 137, 127, 124, 154, 132, 134, 121,
        90, 133, 159,
        152, 135, 158, 138, 117, 123, 137, 145, 135, 141, 125, 91, 133, 137, 150, 155, 124, 114, 135, 122, 176, 137,
        117, 104, 124,
    ];

    private static Picture Ramp { get; } = new(
        [
            .. Enumerable.Range(0, 273).Select(i => (Place: i, Value: (byte)(i * i * 7 % 256)))
                .OrderBy(each => each.Place % 3)
                .Select(each => each.Value),
        ],
        3, 7, 13);

    private static byte[] Resize(Picture image, int side, string fit)
    {
        using var scope = NewDisposeScope();
        var maps = tensor(image.Pixels, [1, image.Channels, image.Height, image.Width]);
        return ImageResizer.ToSquare(maps, side, fit).contiguous().bytes.ToArray();
    }

    private static byte Nearest(double value) => (byte)Math.Round(value);
}
