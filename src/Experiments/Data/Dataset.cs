namespace SweepRunner.Experiments.Data;

/// <summary>A data set. Its training images include those that are set aside for validation, unless it has validation
/// images of its own.</summary>
/// <param name="Info">Its shape.</param>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images; null if it has none.</param>
public sealed record Dataset(DatasetInfo Info, ImageSet Train, ImageSet? Test)
{
    /// <summary>The data set's own validation images; null if it has none.</summary>
    public ImageSet? Validation { get; init; }
}

/// <summary>The name of a data set in a config and its shape: channels, height and width in pixels of an image, and the
/// number of classes, training images and test images.</summary>
public sealed record DatasetInfo(
    string Name, int Channels, int Height, int Width, int Classes, int TrainImages, int TestImages)
{
    /// <summary>The number of the data set's own validation images; 0 if they are set aside from the training
    /// images.</summary>
    public int ValidationImages { get; init; }
}

/// <summary>Images of one size with their labels.</summary>
public abstract class ImageSet
{
    /// <summary>Creates a set of images of one shape with the 0-based class of each.</summary>
    protected ImageSet(IReadOnlyList<int> labels, int channels, int height, int width) =>
        (Labels, Channels, Height, Width) = (labels, channels, height, width);

    /// <summary>Number of images.</summary>
    public int Count => Labels.Count;

    /// <summary>The 0-based class of each image.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Channels of an image: 1 or 3.</summary>
    public int Channels { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Bytes of an image: one for each channel of a pixel.</summary>
    internal int Size => Channels * Height * Width;

    /// <summary>Copies images, values 0–255, [count, channels, height, width]. Several threads may read at the same
    /// time.</summary>
    /// <param name="indices">The indices of the images.</param>
    /// <param name="pixels">The place for them.</param>
    public abstract void Read(ReadOnlySpan<int> indices, Span<byte> pixels);

    /// <summary>Share of the commonest class among some of the images, at least one.</summary>
    internal double CommonestShare(int[] indices) =>
        indices.CountBy(index => Labels[index]).Max(each => each.Value) / (double)indices.Length;
}

/// <summary>Images in memory.</summary>
public sealed class MemoryImages : ImageSet
{
    /// <summary>Creates a set of images from pixels, 0–255, [count, channels, height, width], and the 0-based class of
    /// each image, without a copy of the pixels.</summary>
    /// <exception cref="ArgumentException">The number of pixels does not match the labels and the shape.</exception>
    public MemoryImages(byte[] pixels, IReadOnlyList<int> labels, int channels, int height, int width)
        : base(labels, channels, height, width)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != (long)Count * Size)
            throw new ArgumentException(
                $"{Count} images of {channels}×{height}×{width} have {(long)Count * Size} pixels, not {pixels.Length}",
                nameof(pixels));
        Pixels = pixels;
    }

    internal byte[] Pixels { get; }

    /// <summary>The images of files, which have a byte for each label.</summary>
    internal static MemoryImages Create(byte[] pixels, byte[] labels, DatasetInfo info) =>
        new(pixels, Array.ConvertAll(labels, label => (int)label), info.Channels, info.Height, info.Width);

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> indices, Span<byte> pixels)
    {
        for (var i = 0; i < indices.Length; i++)
            Pixels.AsSpan(indices[i] * Size, Size).CopyTo(pixels[(i * Size)..]);
    }
}
