using System.Runtime.InteropServices;
using SkiaSharp;

namespace SweepRunner.Experiments.Data.Images;

/// <summary>An image: bytes 0–255, [channels, height, width].</summary>
internal sealed record DecodedImage(byte[] Pixels, int Channels, int Height, int Width);

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

    /// <summary>Decodes an image with 1 channel (grey) or 3 (red, green, blue). Thread-safe.</summary>
    /// <exception cref="InvalidDataException">The bytes are no image of a known format, are truncated or damaged, or
    /// the image is too large. The message is what is said about the file, such as "is truncated".</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> file, int channels)
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
            ? Decode<HalfPixel>(codec, SKColorType.RgbaF16, Rgb.White, channels)
            : Decode<BytePixel>(codec, SKColorType.Rgba8888, Backdrop(codec, file), channels);
    }

    private static DecodedImage Decode<TPixel>(SKCodec codec, SKColorType type, Rgb backdrop, int channels)
        where TPixel : struct, IPixel
    {
        // Without a colour space, Skia leaves the values as they are.
        using var bitmap = new SKBitmap(
            new SKImageInfo(codec.Info.Width, codec.Info.Height, type, SKAlphaType.Unpremul, colorspace: null));
        return codec.GetPixels(bitmap.Info, bitmap.GetPixels()) switch
        {
            SKCodecResult.Success => Orientation.Of(codec.EncodedOrigin, bitmap.Width, bitmap.Height)
                .Read(MemoryMarshal.Cast<byte, TPixel>(bitmap.GetPixelSpan()), backdrop, channels),
            // Skia fills what is missing.
            SKCodecResult.IncompleteInput => throw new InvalidDataException("is truncated"),
            _ => throw new InvalidDataException("is damaged or truncated"),
        };
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
