namespace SweepRunner.Experiments.Data;

/// <summary>Some training images for people to look at, at the size of the network's input and not
/// normalized.</summary>
public sealed class TrainingSample
{
    private static readonly TorchSharp.Scalar White = 255;

    private TrainingSample(byte[] original, byte[]? augmented, long[] shape)
    {
        (Original, Augmented) = (original, augmented);
        (Count, Channels, Height, Width) = ((int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3]);
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Channels of an image.</summary>
    public int Channels { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>The images, [count, channels, height, width].</summary>
    public byte[] Original { get; }

    /// <summary>The same images augmented; null where the config has no augmentation.</summary>
    public byte[]? Augmented { get; }

    /// <summary>Takes the first images of a trial's first epoch with seed 0; fewer than <paramref name="count"/> where
    /// the training part has fewer.</summary>
    /// <exception cref="DataException">The data set has too few images for what the config asks.</exception>
    public static TrainingSample Create(DataConfig config, Dataset dataset, int count)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(dataset);
        var indices = Splits.Create(dataset.Info, config).Train;
        var augmented = config.Augment is { ChangesImages: true } ? First(config).Pixels : null;
        var (original, shape) = First(config with { Augment = null });
        return new TrainingSample(original, augmented, shape);

        (byte[] Pixels, long[] Shape) First(DataConfig config)
        {
            using var source = new BatchSource(dataset.Train, indices, config with { BatchSize = count }, CPU);
            return source.Batches(seed: 0, epoch: 0)
                .Select(batch => (Bytes(batch.Images), batch.Images.shape))
                .First();
        }
    }

    private static byte[] Bytes(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.mul(White).round().to(ScalarType.Byte).data<byte>().ToArray();
    }
}
