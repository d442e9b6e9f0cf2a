using TorchSharp;

namespace SweepRunner.Experiments.Data.Augmentation;

/// <summary>Augments batches of training images on their device: one affine map an image, then brightness and
/// contrast.</summary>
internal sealed class Augmenter(AugmentConfig config)
{
    // Temporary scalars could be collected while libtorch uses them: TorchSharp hands over their handles alone.
    private static readonly Scalar Black = 0;
    private static readonly Scalar White = 1;

    // The weights of red, green and blue in grey (ITU-R BT.601), as torchvision rounds them.
    private static readonly float[] GreyWeights = [0.2989f, 0.587f, 0.114f];

    /// <summary>Augments a batch.</summary>
    /// <param name="images">float32 from 0 to 1, [batch, channels, height, width].</param>
    /// <param name="seed">The seed of the trial.</param>
    /// <param name="epoch">The 0-based epoch.</param>
    /// <param name="indices">The index of each image in its data set, [batch].</param>
    /// <returns>Images of the same shape and range, in the dispose scope at hand.</returns>
    public Tensor Augment(Tensor images, long seed, int epoch, IEnumerable<int> indices) =>
        Apply(images, [.. indices.Select(index => ImageTransform.Draw(config, seed, epoch, index))]);

    /// <summary>Applies a transform to each image of a batch.</summary>
    internal Tensor Apply(Tensor images, IReadOnlyList<ImageTransform> transforms)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (config.ChangesPlaces)
            images = Move(images, transforms);
        if (config.Brightness > 0)
            images = images.mul(Factors(transforms, each => each.Brightness, images.device)).clamp_(Black, White);
        if (config.Contrast > 0)
            images = Stretch(images, Factors(transforms, each => each.Contrast, images.device));
        return images.MoveToOuterDisposeScope();
    }

    // The grid is computed element by element: the matrix product of affine_grid would round coordinates to 10 bits on
    // a GPU that multiplies matrices in TF32. It is also eight times slower on a CPU, as stacking both coordinates is.
    private Tensor Move(Tensor images, IReadOnlyList<ImageTransform> transforms)
    {
        var (height, width) = ((int)images.shape[2], (int)images.shape[3]);
        var maps = new float[6 * transforms.Count];
        for (var i = 0; i < transforms.Count; i++)
            transforms[i].WriteMap(maps.AsSpan(6 * i, 6), width, height);

        var map = tensor(maps, [transforms.Count, 6, 1, 1], device: images.device).unbind(1);
        var x = tensor(Centres(width), [1, 1, width], device: images.device);
        var y = tensor(Centres(height), [1, height, 1], device: images.device);
        var grid = empty([transforms.Count, height, width, 2], device: images.device);
        grid.select(3, 0).copy_((map[1] * y).add_(map[2]) + (map[0] * x));
        grid.select(3, 1).copy_((map[4] * y).add_(map[5]) + (map[3] * x));
        return nn.functional.grid_sample(
            images, grid, GridSampleMode.Bilinear, Padding(config.Fill), align_corners: false);
    }

    // Where grid_sample counts the centres of pixels.
    private static float[] Centres(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (float)((((2.0 * i) + 1) / count) - 1))];

    private static GridSamplePaddingMode Padding(string fill) => fill switch
    {
        AugmentConfig.Nearest => GridSamplePaddingMode.Border,
        AugmentConfig.Reflect => GridSamplePaddingMode.Reflection,
        _ => GridSamplePaddingMode.Zeros,
    };

    private static Tensor Stretch(Tensor images, Tensor factors)
    {
        var grey = images.shape[1] == GreyWeights.Length
            ? images.mul(tensor(GreyWeights, [1, GreyWeights.Length, 1, 1], device: images.device)).sum(dim: 1)
            : images.mean([1]);
        // Summed in float64, the mean of an image does not depend on the other images of its batch.
        var mean = grey.mean([1, 2], type: ScalarType.Float64).to(ScalarType.Float32).view(-1, 1, 1, 1);
        return images.sub(mean).mul_(factors).add_(mean).clamp_(Black, White);
    }

    private static Tensor Factors(
        IReadOnlyList<ImageTransform> transforms, Func<ImageTransform, double> factor, Device device) =>
        tensor([.. transforms.Select(each => (float)factor(each))], [transforms.Count, 1, 1, 1], device: device);
}
