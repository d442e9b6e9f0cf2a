using SweepRunner.Experiments.Data.Augmentation;

namespace SweepRunner.Experiments.Data;

/// <summary>The mean and the standard deviation of each channel of images.</summary>
internal static class ChannelStatistics
{
    private const int ImagesAtOnce = 64;
    private const double White = 255;

    /// <summary>The scale that a config asks for; null without one. The images are those of the training part, which
    /// are measured only where the config asks for it.</summary>
    public static ChannelScale? ScaleOf(NormalizeConfig? config, ImageSet images, int[] indices) => config switch
    {
        null => null,
        { Mean: { } mean, Std: { } std } => new ChannelScale(mean, std),
        _ => Measure(images, indices),
    };

    /// <summary>
    /// The mean and the standard deviation of the pixels, from 0 to 1, of some images at their own size. The sums are
    /// those of integers, so the order of the images has no effect. The deviation is that of a whole population, as
    /// NumPy's; where all pixels of a channel are equal it is 1, so that normalizing makes them 0.
    /// </summary>
    public static ChannelScale Measure(ImageSet images, int[] indices)
    {
        var (channels, area) = (images.Channels, images.Size / images.Channels);
        var (sums, squares) = (new long[channels], new long[channels]);
        foreach (var pixels in ReadAhead.Read(images, indices.Chunk(ImagesAtOnce)))
            for (var map = 0; map < pixels.Length / area; map++)
                foreach (var level in pixels.AsSpan(map * area, area))
                {
                    sums[map % channels] += level;
                    squares[map % channels] += level * level;
                }

        var count = (long)indices.Length * area;
        return new ChannelScale(
            [.. sums.Select(sum => sum / White / count)],
            [.. sums.Zip(squares, (sum, square) => Deviation(count, sum, square))]);
    }

    private static double Deviation(long count, long sum, long squares)
    {
        var scatter = ((Int128)count * squares) - ((Int128)sum * sum);
        return scatter == 0 ? 1 : Math.Sqrt((double)scatter) / count / White;
    }
}
