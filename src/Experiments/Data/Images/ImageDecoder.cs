using System.Runtime.InteropServices;
using SkiaSharp;

namespace SweepRunner.Experiments.Data.Images;

/// <summary>A decoded image, upright.</summary>
internal abstract class DecodedImage(SKBitmap stored, Orientation orientation) : IDisposable
{
    /// <summary>Rows.</summary>
    public int Height => orientation.Height;

    /// <summary>Columns.</summary>
    public int Width => orientation.Width;

    /// <summary>Writes the image as bytes 0–255, [channels, height, width], with 1 channel (grey) or 3 (red, green,
    /// blue).</summary>
    public abstract void Read(int channels, Span<byte> pixels);

    public void Dispose() => stored.Dispose();
}

/// <summary>A decoded image whose pixels Skia stores in one way.</summary>
internal sealed class DecodedImage<TPixel>(SKBitmap stored, Orientation orientation, Rgb backdrop)
    : DecodedImage(stored, orientation)
    where TPixel : struct, IPixel
{
    private readonly SKBitmap _stored = stored;
    private readonly Orientation _orientation = orientation;

    public override void Read(int channels, Span<byte> pixels) => _orientation.Read(
        MemoryMarshal.Cast<byte, TPixel>(_stored.GetPixelSpan()), backdrop, channels, pixels);
}

/// <summary>
/// Decodes the bytes of an image file with SkiaSharp: PNG, JPEG, WebP, BMP and GIF (the first frame on its canvas). The
/// contents decide the format, not the name of the file. Colours are not managed: a gAMA or cHRM chunk and an ICC
/// profile change nothing. CMYK becomes RGB, and the EXIF orientation is applied.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>The largest image, in pixels. The memory is allocated before the first pixel is decoded, so a damaged
    /// header could otherwise claim all memory of the machine.</summary>
    public const int MaximumPixels = 100_000_000;

    private static readonly SKEncodedImageFormat[] Formats =
    [
        SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Bmp,
        SKEncodedImageFormat.Gif,
    ];

    /// <summary>Decodes an image. Thread-safe.</summary>
    /// <exception cref="InvalidDataException">The bytes are no image of a known format, are truncated or damaged, or
    /// the image is too large. The message is what is said about the file, such as "is truncated".</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw new InvalidDataException("is empty");
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Formats.Contains(codec.EncodedFormat))
            throw new InvalidDataException("is no PNG, JPEG, WebP, BMP or GIF image, or its header is damaged");
        if ((long)codec.Info.Width * codec.Info.Height > MaximumPixels)
            throw new InvalidDataException(
                $"has {codec.Info.Width}×{codec.Info.Height} pixels; an image may have up to "
                    + $"{MaximumPixels / 1_000_000} million");

        // Skia cuts 16-bit samples to their high byte, unless the target has more than 8 bits.
        return codec.EncodedFormat == SKEncodedImageFormat.Png && PngHeader.BitDepth(file) == 16
            ? Decode<HalfPixel>(codec, SKColorType.RgbaF16, Rgb.White)
            : Decode<BytePixel>(codec, SKColorType.Rgba8888, Backdrop(codec, file));
    }

    private static DecodedImage<TPixel> Decode<TPixel>(SKCodec codec, SKColorType type, Rgb backdrop)
        where TPixel : struct, IPixel
    {
        // Without a colour space, Skia leaves the values as they are.
        var bitmap = new SKBitmap(
            new SKImageInfo(codec.Info.Width, codec.Info.Height, type, SKAlphaType.Unpremul, colorspace: null));
        var fault = codec.GetPixels(bitmap.Info, bitmap.GetPixels()) switch
        {
            SKCodecResult.Success => null,
            // Skia fills what is missing.
            SKCodecResult.IncompleteInput => "is truncated",
            _ => "is damaged or truncated",
        };
        if (fault is null)
            return new(bitmap, Orientation.Of(codec.EncodedOrigin, bitmap.Width, bitmap.Height), backdrop);
        bitmap.Dispose();
        throw new InvalidDataException(fault);
    }

    // Transparent pixels lie over white. The canvas around the frame of a GIF without transparent pixels has the
    // background colour of the file.
    private static Rgb Backdrop(SKCodec codec, ReadOnlySpan<byte> file) =>
        codec.EncodedFormat == SKEncodedImageFormat.Gif
        && codec.FrameInfo is [{ HasAlphaWithinBounds: false }, ..]
        && GifHeader.Background(file) is { } background
            ? background
            : Rgb.White;
}
