using SweepRunner.Experiments.Data.Augmentation;

namespace SweepRunner.Experiments.Data;

/// <summary>Serves images in batches. Other threads read the bytes of the next batches meanwhile; on the device, they
/// become float32 and are resized, augmented and normalized.</summary>
internal sealed class BatchSource : IDisposable
{
    // A temporary scalar could be collected while libtorch divides by it: TorchSharp hands over its handle alone.
    private static readonly TorchSharp.Scalar Levels = 255;

    private readonly ImageSet _images;
    private readonly int[] _indices;
    private readonly Device _device;
    private readonly int? _side;
    private readonly Augmenter? _augmenter;
    private readonly Normalizer? _normalizer;

    /// <summary>Serves the images of the indices. The scale is that of the training part; null leaves pixels from 0 to
    /// 1.</summary>
    public BatchSource(ImageSet images, int[] indices, DataConfig config, Device device, ChannelScale? scale = null)
    {
        (_images, _indices, BatchSize, _device) = (images, indices, config.BatchSize, device);
        _side = config.Resize is { } side && (side != images.Height || side != images.Width) ? side : null;
        _augmenter = config.Augment is { ChangesImages: true } augment ? new Augmenter(augment) : null;
        _normalizer = scale is null ? null : new Normalizer(scale, device);
    }

    public int Count => _indices.Length;

    public int BatchSize { get; }

    /// <summary>Batches of an epoch, a last smaller one included.</summary>
    public int BatchCount => (Count + BatchSize - 1) / BatchSize;

    /// <summary>The batches of a training epoch: every image once, augmented, in an order that depends on the seed and
    /// the epoch only. Images are float32, [batch, channels, height, width], labels int64, [batch]. Both are disposed
    /// before the next batch.</summary>
    public IEnumerable<(Tensor Images, Tensor Labels)> Batches(long seed, int epoch, int firstBatch = 0) =>
        Serve(
            SeededOrder.Permutation(Count, seed, Seeds.OfEpoch, epoch),
            firstBatch,
            (images, indices) => _augmenter?.Augment(images, seed, epoch, indices) ?? images);

    /// <summary>Every image once, in the order of the indices, without augmentation.</summary>
    public IEnumerable<(Tensor Images, Tensor Labels)> Batches() =>
        Serve([.. Enumerable.Range(0, Count)], firstBatch: 0, (images, _) => images);

    public void Dispose() => _normalizer?.Dispose();

    private IEnumerable<(Tensor Images, Tensor Labels)> Serve(
        int[] order, int firstBatch, Func<Tensor, int[], Tensor> augment)
    {
        var batches = order.Skip(firstBatch * BatchSize).Select(place => _indices[place]).Chunk(BatchSize).ToList();
        foreach (var (indices, pixels) in batches.Zip(ReadAhead.Read(_images, batches)))
        {
            using var images = Prepare(pixels, indices, augment);
            using var labels = tensor(Array.ConvertAll(indices, index => (long)_images.Labels[index]), device: _device)
                .DetachFromDisposeScope();
            yield return (images, labels);
        }
    }

    private Tensor Prepare(byte[] pixels, int[] indices, Func<Tensor, int[], Tensor> augment)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        long[] shape = [indices.Length, _images.Channels, _images.Height, _images.Width];
        var images = tensor(pixels, shape, device: _device).to(ScalarType.Float32).div_(Levels);
        if (_side is { } side)
            images = Resize(images, side);
        images = augment(images, indices);
        images = _normalizer?.Apply(images) ?? images;
        return images.MoveToOuterDisposeScope();
    }

    // Resizing treats each channel separately, so the batch can be the channels of one image. With images of one
    // channel libtorch uses its channels-last kernel, which is five times slower here (100 images to 99×99 on one core:
    // 11.6 ms, against 2.1 ms).
    private static Tensor Resize(Tensor images, int side)
    {
        var (batch, channels, height, width) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3]);
        var maps = images.view(1, batch * channels, height, width);
        return nn.functional
            .interpolate(maps, size: [side, side], mode: InterpolationMode.Bilinear, align_corners: false)
            .view(batch, channels, side, side);
    }
}
