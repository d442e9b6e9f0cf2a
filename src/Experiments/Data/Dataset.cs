namespace SweepRunner.Experiments.Data;

/// <summary>A data set in memory; its training set includes the validation images.</summary>
public sealed record Dataset(DatasetInfo Info, ImageSet Train, ImageSet Test);

/// <summary>The name of a data set in a config and its shape: channels, height and width in pixels of an image, and the
/// number of classes, training images (validation images included) and test images.</summary>
public sealed record DatasetInfo(
    string Name, int Channels, int Height, int Width, int Classes, int TrainImages, int TestImages);

/// <summary>Images of one size with their labels, in memory.</summary>
public sealed class ImageSet
{
    /// <summary>Creates a set of images from pixels, 0–255, [count, channels, height, width], and the 0-based class of
    /// each image, without a copy.</summary>
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

    /// <summary>Share of the commonest class among some of the images, at least one.</summary>
    internal double CommonestShare(int[] indices) =>
        indices.CountBy(index => Labels[index]).Max(each => each.Value) / (double)indices.Length;
}
