using System.Globalization;
using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Models;

/// <summary>The shape of one image or of its activations, the batch left out.</summary>
/// <param name="Channels">Channels of a map; the length of a vector.</param>
/// <param name="Height">Height of a map; 0 for a vector.</param>
/// <param name="Width">Width of a map; 0 for a vector.</param>
public readonly record struct Shape(int Channels, int Height, int Width)
{
    /// <summary>A vector of that length.</summary>
    public static Shape Vector(int length) => new(length, 0, 0);

    /// <summary>The shape of an image of a data set as a network gets it: resized where the config asks for
    /// it.</summary>
    public static Shape Of(DatasetInfo dataset, DataConfig config)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(config);
        return new Shape(dataset.Channels, config.Resize ?? dataset.Height, config.Resize ?? dataset.Width);
    }

    /// <summary>True for a vector, false for a map.</summary>
    public bool IsVector => Height == 0;

    /// <summary>Values in all.</summary>
    public long Count => IsVector ? Channels : (long)Channels * Height * Width;

    /// <summary><c>96×54×54</c>, or the length of a vector.</summary>
    public override string ToString() => IsVector
        ? Channels.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Channels}×{Height}×{Width}");
}
