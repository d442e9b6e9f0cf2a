using SkiaSharp;

namespace SweepRunner.Experiments.Data.Images;

/// <summary>A colour with 8 bits a channel.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static readonly Rgb White = new(255, 255, 255);

    /// <summary>The luma of Rec. 601, ⌊(19595 R + 38470 G + 7471 B + 32768) / 65536⌋, which is how Pillow rounds it. A
    /// grey colour keeps its value.</summary>
    public byte Luma => (byte)(((19595 * R) + (38470 * G) + (7471 * B) + 32768) >> 16);
}

/// <summary>A pixel as Skia decodes it: its colour, not multiplied by alpha, and alpha.</summary>
internal interface IPixel
{
    /// <summary>The colour of the pixel over an opaque backdrop: alpha × colour + (1 − alpha) × backdrop, rounded to
    /// the nearest value.</summary>
    Rgb Over(Rgb backdrop);
}

/// <summary>A pixel of <see cref="SKColorType.Rgba8888"/>.</summary>
internal readonly record struct BytePixel(byte R, byte G, byte B, byte A) : IPixel
{
    public Rgb Over(Rgb backdrop)
    {
        if (A == byte.MaxValue)
            return new(R, G, B);
        int alpha = A;
        return new(Mix(R, backdrop.R), Mix(G, backdrop.G), Mix(B, backdrop.B));

        byte Mix(int front, int back) => (byte)(((alpha * front) + ((255 - alpha) * back) + 127) / 255);
    }
}

/// <summary>A pixel of <see cref="SKColorType.RgbaF16"/>, from 0 to 1.</summary>
internal readonly record struct HalfPixel(Half R, Half G, Half B, Half A) : IPixel
{
    public Rgb Over(Rgb backdrop)
    {
        var alpha = (float)A;
        return new(Mix(R, backdrop.R), Mix(G, backdrop.G), Mix(B, backdrop.B));

        byte Mix(Half front, byte back) => (byte)((alpha * (float)front * 255) + ((1 - alpha) * back) + 0.5f);
    }
}

/// <summary>A way to read the stored pixels of an image so that it stands upright: its upright size, the first pixel,
/// and the steps to the next pixel in a row and to the next row.</summary>
internal readonly record struct Orientation(int Width, int Height, int First, int ToNextPixel, int ToNextRow)
{
    /// <summary>The orientation of a stored image, whose first row is where EXIF says.</summary>
    public static Orientation Of(SKEncodedOrigin origin, int width, int height)
    {
        var (right, bottom) = (width - 1, width * (height - 1));
        return origin switch
        {
            SKEncodedOrigin.TopRight => new(width, height, right, -1, width),
            SKEncodedOrigin.BottomRight => new(width, height, bottom + right, -1, -width),
            SKEncodedOrigin.BottomLeft => new(width, height, bottom, 1, -width),
            SKEncodedOrigin.LeftTop => new(height, width, 0, width, 1),
            SKEncodedOrigin.RightTop => new(height, width, bottom, -width, 1),
            SKEncodedOrigin.RightBottom => new(height, width, bottom + right, -width, -1),
            SKEncodedOrigin.LeftBottom => new(height, width, right, width, -1),
            _ => new(width, height, 0, 1, width),
        };
    }

    /// <summary>Writes the upright image over a backdrop as [channels, height, width], with 1 channel (grey) or
    /// 3.</summary>
    public void Read<TPixel>(ReadOnlySpan<TPixel> stored, Rgb backdrop, int channels, Span<byte> pixels)
        where TPixel : struct, IPixel
    {
        var area = Width * Height;
        for (var y = 0; y < Height; y++)
        {
            var row = y * Width;
            if (channels == 1)
            {
                ReadGrey(stored, backdrop, y, pixels.Slice(row, Width));
                continue;
            }

            ReadColour(
                stored, backdrop, y, pixels.Slice(row, Width), pixels.Slice(area + row, Width),
                pixels.Slice((2 * area) + row, Width));
        }
    }

    // The spans of a row are of one length, so that the loops have no checks of bounds but those of the stored image.
    private void ReadGrey<TPixel>(ReadOnlySpan<TPixel> stored, Rgb backdrop, int y, Span<byte> grey)
        where TPixel : struct, IPixel
    {
        var from = First + (y * ToNextRow);
        for (var x = 0; x < grey.Length; x++, from += ToNextPixel)
            grey[x] = stored[from].Over(backdrop).Luma;
    }

    private void ReadColour<TPixel>(
        ReadOnlySpan<TPixel> stored, Rgb backdrop, int y, Span<byte> red, Span<byte> green, Span<byte> blue)
        where TPixel : struct, IPixel
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        var from = First + (y * ToNextRow);
        for (var x = 0; x < red.Length; x++, from += ToNextPixel)
            (red[x], green[x], blue[x]) = stored[from].Over(backdrop);
    }
}
