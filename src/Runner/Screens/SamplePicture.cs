using SkiaSharp;

namespace SweepRunner.Runner.Screens;

/// <summary>A picture of training images: a grid of the originals, and one of the augmented images beside
/// it.</summary>
internal static class SamplePicture
{
    // Smaller images are enlarged by a whole factor, so that their pixels stay squares.
    private const int SmallestSide = 56;
    private const int Gap = 4;

    /// <summary>The picture as PNG.</summary>
    public static byte[] Png(TrainingSample sample)
    {
        byte[][] grids = sample.Augmented is { } augmented ? [sample.Original, augmented] : [sample.Original];
        var columns = (int)Math.Ceiling(Math.Sqrt(sample.Count));
        var rows = (sample.Count + columns - 1) / columns;
        var factor = Math.Max(1, (SmallestSide + sample.Height - 1) / sample.Height);
        var (width, height) = ((sample.Width * factor) + Gap, (sample.Height * factor) + Gap);
        var gridWidth = (columns * width) + (4 * Gap);

        using var surface = SKSurface.Create(
            new SKImageInfo((grids.Length * gridWidth) - (3 * Gap), (rows * height) + Gap));
        surface.Canvas.Clear(SKColors.White);
        foreach (var (grid, pixels) in grids.Index())
            for (var i = 0; i < sample.Count; i++)
            {
                var (x, y) = ((grid * gridWidth) + (i % columns * width), i / columns * height);
                using var image = Image(pixels, i, sample);
                surface.Canvas.DrawImage(
                    image, SKRect.Create(x + Gap, y + Gap, width - Gap, height - Gap), SKSamplingOptions.Default);
            }

        using var picture = surface.Snapshot();
        using var data = picture.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    // Images of other than three channels show their first one in grey.
    private static SKImage Image(byte[] pixels, int index, TrainingSample sample)
    {
        var area = sample.Height * sample.Width;
        var step = sample.Channels == 3 ? area : 0;
        var colours = new byte[4 * area];
        for (var i = 0; i < area; i++)
        {
            var red = (index * sample.Channels * area) + i;
            (colours[4 * i], colours[(4 * i) + 1], colours[(4 * i) + 2], colours[(4 * i) + 3]) =
                (pixels[red], pixels[red + step], pixels[red + (2 * step)], byte.MaxValue);
        }

        return SKImage.FromPixelCopy(
            new SKImageInfo(sample.Width, sample.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), colours);
    }
}
