namespace SweepRunner.Experiments.Data;

/// <summary>Images of one size and their labels, in memory.</summary>
public sealed class ImageSet
{
    /// <summary>Takes both arrays as they are, without a copy.</summary>
    /// <param name="pixels">Grey or colour values, [count, channels, height, width].</param>
    /// <param name="labels">The class of each image, 0-based.</param>
    /// <param name="channels">Channels of an image, at least 1.</param>
    /// <param name="height">Height of an image in pixels, at least 1.</param>
    /// <param name="width">Width of an image in pixels, at least 1.</param>
    /// <exception cref="ArgumentException">The pixels are not as many as the labels and the shape ask for.</exception>
    public ImageSet(byte[] pixels, byte[] labels, int channels, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        var expected = (long)labels.Length * channels * height * width;
        if (pixels.Length != expected)
            throw new ArgumentException(
                $"{labels.Length} images of {channels}×{height}×{width} have {expected} pixels, not "
                    + $"{pixels.Length}",
                nameof(pixels));
        (Pixels, Labels, Channels, Height, Width) = (pixels, labels, channels, height, width);
    }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Channels of an image.</summary>
    public int Channels { get; }

    /// <summary>Height of an image in pixels.</summary>
    public int Height { get; }

    /// <summary>Width of an image in pixels.</summary>
    public int Width { get; }

    /// <summary>Values 0–255, [count, channels, height, width].</summary>
    internal byte[] Pixels { get; }

    /// <summary>The class of each image, 0-based.</summary>
    internal byte[] Labels { get; }

    /// <summary>Share of the commonest class among some of the images.</summary>
    /// <param name="indices">The images, at least one.</param>
    internal double CommonestShare(int[] indices) =>
        indices.CountBy(index => Labels[index]).Max(each => each.Value) / (double)indices.Length;
}
