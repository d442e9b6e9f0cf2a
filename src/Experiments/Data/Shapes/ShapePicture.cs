using SkiaSharp;

namespace SweepRunner.Experiments.Data.Shapes;

/// <summary>Draws a picture of a bright shape on a dark ground; its size, place and colours and the ground are
/// random.</summary>
/// <remarks>Bright on dark, never the other way round: networks without batch norm learn the first, and stay at chance
/// on a mixture of both.</remarks>
internal static class ShapePicture
{
    public const int ShortestSide = 32;
    public const int LongestSide = 256;

    // Shares of the shorter side: wide enough to tell every class apart at 32 pixels, and inside the picture.
    private const double SmallestRadius = 0.4;
    private const double LargestRadius = 0.48;

    private const double MostTilt = 20;

    /// <summary>Draws a picture with sides from <see cref="ShortestSide"/> to <see cref="LongestSide"/> pixels, none
    /// longer than one and a half times the other. The caller disposes it.</summary>
    /// <param name="outline">The shape, within the unit circle.</param>
    /// <param name="random">All that is random is drawn from here: an equal generator draws an equal picture.</param>
    public static SKBitmap Draw(SKPath outline, ref SplitMix64 random)
    {
        var (width, height) = Size(ref random);
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        DrawGround(canvas, bitmap.Info.Rect, ref random);
        DrawShape(canvas, bitmap.Info.Rect, outline, ref random);
        return bitmap;
    }

    // Sizes are uniform in their logarithm: as many pictures have 32 to 64 pixels as 128 to 256.
    private static (int Width, int Height) Size(ref SplitMix64 random)
    {
        var longer = ShortestSide * Math.Pow(LongestSide / ShortestSide, random.NextDouble());
        var shorter = Math.Max(ShortestSide, longer / Between(1, 1.5, ref random));
        var (first, second) = ((int)Math.Round(longer), (int)Math.Round(shorter));
        return random.NextDouble() < 0.5 ? (first, second) : (second, first);
    }

    private static void DrawGround(SKCanvas canvas, SKRect area, ref SplitMix64 random)
    {
        SKColor[] ends = [Dark(ref random), Dark(ref random)];
        using var gradient = SKShader.CreateLinearGradient(
            new(area.Left, area.Top), new(area.Right, area.Bottom), ends, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = gradient };
        canvas.DrawRect(area, paint);
        if (random.NextDouble() < 0.5)
            return;
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(
            0.1f, 0.1f, numOctaves: 3, seed: (float)Between(0, 1000, ref random));
        using var grain = new SKPaint { Shader = noise, Color = SKColors.White.WithAlpha(30) };
        canvas.DrawRect(area, grain);
    }

    private static void DrawShape(SKCanvas canvas, SKRect area, SKPath outline, ref SplitMix64 random)
    {
        var shorter = Math.Min(area.Width, area.Height);
        var radius = (float)(shorter * Between(SmallestRadius, LargestRadius, ref random));
        canvas.Translate(
            (float)Between(radius, area.Width - radius, ref random),
            (float)Between(radius, area.Height - radius, ref random));
        canvas.RotateDegrees((float)Between(-MostTilt, MostTilt, ref random));
        canvas.Scale(radius);
        using var paint = new SKPaint { IsAntialias = true, Color = Light(ref random) };
        canvas.DrawPath(outline, paint);
    }

    private static SKColor Light(ref SplitMix64 random) => Colour(75, 100, ref random);

    private static SKColor Dark(ref SplitMix64 random) => Colour(0, 12, ref random);

    private static SKColor Colour(double leastLightness, double mostLightness, ref SplitMix64 random) =>
        SKColor.FromHsl(
            (float)Between(0, 360, ref random),
            (float)Between(30, 100, ref random),
            (float)Between(leastLightness, mostLightness, ref random));

    private static double Between(double least, double most, ref SplitMix64 random) =>
        least + ((most - least) * random.NextDouble());
}
