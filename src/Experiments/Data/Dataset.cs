namespace SweepRunner.Experiments.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Info">Its name and shape.</param>
/// <param name="Train">The training set, validation images included.</param>
/// <param name="Test">The test set.</param>
public sealed record Dataset(DatasetInfo Info, ImageSet Train, ImageSet Test);

/// <summary>The name and shape of a data set, known without its files.</summary>
/// <param name="Name">The name in a config.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Height of an image in pixels.</param>
/// <param name="Width">Width of an image in pixels.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainImages">Number of training images, validation images included.</param>
/// <param name="TestImages">Number of test images.</param>
public sealed record DatasetInfo(
    string Name, int Channels, int Height, int Width, int Classes, int TrainImages, int TestImages);

/// <summary>Images of one size with their labels, in memory.</summary>
public sealed class ImageSet
{
    /// <summary>Creates a set of images from both arrays, without a copy.</summary>
    /// <param name="pixels">Grey or colour values, [count, channels, height, width].</param>
    /// <param name="labels">The 0-based class of each image.</param>
    /// <param name="channels">Channels of an image, at least 1.</param>
    /// <param name="height">Height of an image in pixels, at least 1.</param>
    /// <param name="width">Width of an image in pixels, at least 1.</param>
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

    /// <summary>Channels of an image.</summary>
    public int Channels { get; }

    /// <summary>Height of an image in pixels.</summary>
    public int Height { get; }

    /// <summary>Width of an image in pixels.</summary>
    public int Width { get; }

    internal byte[] Pixels { get; }

    internal byte[] Labels { get; }

    /// <summary>Share of the commonest class among some of the images.</summary>
    /// <param name="indices">The images, at least one.</param>
    internal double CommonestShare(int[] indices) =>
        indices.CountBy(index => Labels[index]).Max(each => each.Value) / (double)indices.Length;
}
