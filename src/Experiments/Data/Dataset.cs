namespace SweepRunner.Experiments.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Info">Its name and shape.</param>
/// <param name="Train">The training set, validation images included.</param>
/// <param name="Test">The test set.</param>
public sealed record Dataset(DatasetInfo Info, ImageSet Train, ImageSet Test);

/// <summary>The name of a data set in a config and its shape: channels, height and width in pixels of an image, and the
/// number of classes, training images (validation images included) and test images.</summary>
public sealed record DatasetInfo(
    string Name, int Channels, int Height, int Width, int Classes, int TrainImages, int TestImages);

/// <summary>Images of one size with their labels, in memory.</summary>
public sealed class ImageSet
{
    /// <summary>Creates a set of images from both arrays, without a copy.</summary>
    /// <param name="pixels">Values 0–255, [count, channels, height, width].</param>
    /// <param name="labels">The 0-based class of each image.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    /// <exception cref="ArgumentException">The number of pixels does not match the labels and the shape.</exception>
    public ImageSet(byte[] pixels, byte[] labels, int channels, int height, int width)
    {
        var expected = (long)labels.Length * channels * height * width;
        if (pixels.Length != expected)
            throw new ArgumentException(
                $"{labels.Length} images of {channels}×{height}×{width} have {expected} pixels, not {pixels.Length}",
                nameof(pixels));
        (Pixels, Labels, Channels, Height, Width) = (pixels, labels, channels, height, width);
    }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    internal int Channels { get; }

    internal int Height { get; }

    internal int Width { get; }

    internal byte[] Pixels { get; }

    internal byte[] Labels { get; }

    /// <summary>Share of the commonest class among some of the images.</summary>
    /// <param name="indices">The images, at least one.</param>
    internal double CommonestShare(int[] indices) =>
        indices.CountBy(index => Labels[index]).Max(each => each.Value) / (double)indices.Length;
}
