namespace SweepRunner.Experiments.Data.Augmentation;

/// <summary>The scale of images: the mean and the standard deviation of each channel, for pixels from 0 to 1.</summary>
internal sealed record ChannelScale(IReadOnlyList<double> Mean, IReadOnlyList<double> Std);

/// <summary>Brings batches of images to a scale, on their device.</summary>
internal sealed class Normalizer : IDisposable
{
    private readonly Tensor _mean;
    private readonly Tensor _std;

    public Normalizer(ChannelScale scale, Device device)
    {
        _mean = OfChannels(scale.Mean);
        _std = OfChannels(scale.Std);

        // One number stands for every channel.
        Tensor OfChannels(IReadOnlyList<double> values) =>
            tensor([.. values.Select(value => (float)value)], [1, values.Count, 1, 1], device: device)
                .DetachFromDisposeScope();
    }

    /// <summary>Subtracts the mean and divides by the standard deviation, in place.</summary>
    /// <param name="images">float32, [batch, channels, height, width].</param>
    public Tensor Apply(Tensor images) => images.sub_(_mean).div_(_std);

    public void Dispose()
    {
        _mean.Dispose();
        _std.Dispose();
    }
}
