using SweepRunner.Experiments.Data.Images;

namespace SweepRunner.Experiments.Tests.Data.Images;

public sealed class ImageDecoderTests(Pictures pictures) : IClassFixture<Pictures>
{
    public static TheoryData<string> Names => [.. Pictures.Names];

    public static TheoryData<byte[], string> NoImages => new()
    {
        { [], "is empty" },
        { "no picture"u8.ToArray(), "is no PNG, JPEG, WebP, BMP or GIF image, or its header is damaged" },
        { [0x89, .. "PNG\r\n\x1a\n"u8], "is no PNG, JPEG, WebP, BMP or GIF image, or its header is damaged" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_PictureOfEachKind_IsWhatImageMagickDecodes(string name)
    {
        var expected = pictures.Expected(name);
        var image = Picture.Decode(pictures[name], channels: 3);
        Assert.Equal(expected.Length, image.Pixels.Length);
        Assert.InRange(expected.Zip(ByPixel(image)).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 1);
    }

    // As ImageMagick writes them, red, green and blue of each pixel together.
    private static IEnumerable<byte> ByPixel(Picture image)
    {
        var area = image.Height * image.Width;
        return Enumerable.Range(0, area).SelectMany(
            place => Enumerable.Range(0, image.Channels).Select(channel => image.Pixels[(channel * area) + place]));
    }

    [Theory]
    [InlineData("rgb-8.png", 37, 23)]
    [InlineData("turned-4.jpg", 37, 23)]
    [InlineData("turned-6.jpg", 23, 37)]
    [InlineData("offset.gif", 37, 23)]
    public void Decode_Upright_HasTheUprightSize(string name, int width, int height)
    {
        var image = Picture.Decode(pictures[name], channels: 3);
        Assert.Equal((width, height, 3), (image.Width, image.Height, image.Channels));
    }

    // This ImageMagick does not turn WebP.
    [Fact]
    public void Decode_TurnedWebp_IsTheTurnedJpegThatItWasMadeFrom()
    {
        var (webp, jpeg) = (pictures["turned-6.webp"], pictures["turned-6.jpg"]);
        Assert.Equal(Picture.Decode(jpeg, 3).Pixels, Picture.Decode(webp, 3).Pixels);
    }

    // Worked out by hand, such as (19595 × 255 + 32768) / 65536 = 76.7.
    [Theory]
    [InlineData(255, 0, 0, 76)]
    [InlineData(0, 255, 0, 150)]
    [InlineData(0, 0, 255, 29)]
    [InlineData(10, 200, 90, 131)]
    [InlineData(7, 7, 7, 7)]
    [InlineData(255, 255, 255, 255)]
    public void Luma_Colour_IsThatOfRec601(byte red, byte green, byte blue, byte expected) =>
        Assert.Equal(expected, new Rgb(red, green, blue).Luma);

    // Worked out by hand, such as (100 × 10 + 155 × 255) / 255 = 158.9.
    [Theory]
    [InlineData(10, 255, 10)]
    [InlineData(10, 100, 159)]
    [InlineData(10, 1, 254)]
    [InlineData(200, 0, 255)]
    public void Over_White_IsTheNearestMixture(byte sample, byte alpha, byte expected)
    {
        Assert.Equal(expected, new BytePixel(sample, 0, 0, alpha).Over(Rgb.White).R);
        Assert.Equal(expected, new HalfPixel((Half)(sample / 255f), default, default, (Half)(alpha / 255f))
            .Over(Rgb.White).R);
    }

    [Fact]
    public void Decode_OneChannel_IsTheLumaOfEachPixel()
    {
        var (colour, grey) = (Decode(3), Decode(1));
        Assert.Equal(ByPixel(colour).Chunk(3).Select(each => new Rgb(each[0], each[1], each[2]).Luma), grey.Pixels);

        Picture Decode(int channels) => Picture.Decode(pictures["rgba-8.png"], channels);
    }

    [Theory]
    [MemberData(nameof(NoImages))]
    public void Decode_NoImage_SaysWhatItIs(byte[] file, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Picture.Decode(file, 3)).Message);

    // A part of the file either has every pixel, because only its end is missing, or is a fault.
    [Theory]
    [InlineData("rgb-8.png")]
    [InlineData("quality-95.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("lossy.webp")]
    [InlineData("rgb.bmp")]
    [InlineData("still.gif")]
    [InlineData("animated-offset.gif")]
    public void Decode_TruncatedAnywhere_NeverMakesPixelsUp(string name)
    {
        var file = pictures[name];
        var whole = Picture.Decode(file, channels: 3).Pixels;
        for (var length = 0; length < file.Length; length++)
            if (TryDecode(file.AsSpan(0, length)) is { } image)
                Assert.Equal(whole, image.Pixels);
    }

    [Theory]
    [InlineData("quality-95.jpg", "is truncated")]
    [InlineData("rgb-8.png", "is truncated")]
    [InlineData("lossy.webp", "is damaged or truncated")]
    public void Decode_Half_SaysThatItIsTruncated(string name, string message)
    {
        var file = pictures[name];
        Assert.Equal(
            message,
            Assert.Throws<InvalidDataException>(() => Picture.Decode(file.AsSpan(0, file.Length / 2), 3)).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_CorruptBytes_DecodesOrIsAFault(string name)
    {
        var (file, random) = (pictures[name], new Random(1));
        for (var round = 0; round < 50; round++)
        {
            var corrupt = file.ToArray();
            corrupt[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            corrupt[random.Next(file.Length)] = (byte)random.Next(256);
            TryDecode(corrupt);
        }
    }

    [Fact]
    public void Decode_HeaderThatClaimsAHugeImage_IsAFault()
    {
        var file = pictures["rgb.bmp"];
        BitConverter.TryWriteBytes(file.AsSpan(18), 30_000);
        BitConverter.TryWriteBytes(file.AsSpan(22), 20_000);
        Assert.Equal(
            "has 30000×20000 pixels; an image may have up to 100 million",
            Assert.Throws<InvalidDataException>(() => Picture.Decode(file, 3)).Message);
    }

    private static Picture? TryDecode(ReadOnlySpan<byte> file)
    {
        try
        {
            return Picture.Decode(file, channels: 3);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
