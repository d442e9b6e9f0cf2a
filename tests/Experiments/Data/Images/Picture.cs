using SweepRunner.Experiments.Data.Images;

namespace SweepRunner.Experiments.Tests.Data.Images;

/// <summary>An image: bytes 0–255, [channels, height, width].</summary>
internal sealed record Picture(byte[] Pixels, int Channels, int Height, int Width)
{
    public static Picture Decode(ReadOnlySpan<byte> file, int channels)
    {
        using var image = ImageDecoder.Decode(file);
        var pixels = new byte[channels * image.Height * image.Width];
        image.Read(channels, pixels);
        return new Picture(pixels, channels, image.Height, image.Width);
    }
}
