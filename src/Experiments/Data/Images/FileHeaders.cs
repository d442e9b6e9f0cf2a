namespace SweepRunner.Experiments.Data.Images;

/// <summary>What Skia does not tell of a PNG that it can read (PNG specification, 11.2.2).</summary>
internal static class PngHeader
{
    /// <summary>Bits of a sample: 1, 2, 4, 8 or 16. After 8 bytes of signature and 8 of chunk header, IHDR holds width,
    /// height and this.</summary>
    public static int BitDepth(ReadOnlySpan<byte> file) => file[24];
}

/// <summary>What Skia does not tell of a GIF that it can read (GIF89a specification, 18 and 19).</summary>
internal static class GifHeader
{
    private const int Flags = 10, BackgroundIndex = 11, GlobalColours = 13;

    /// <summary>The background colour; null if there is no global table of colours. An index beyond the table means its
    /// last colour, as in ImageMagick.</summary>
    public static Rgb? Background(ReadOnlySpan<byte> file)
    {
        if ((file[Flags] & 0x80) == 0)
            return null;
        var count = 2 << (file[Flags] & 0x07);
        var colour = file[(GlobalColours + (3 * Math.Min(file[BackgroundIndex], count - 1)))..];
        return new(colour[0], colour[1], colour[2]);
    }
}
