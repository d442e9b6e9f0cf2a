namespace SweepRunner.Experiments.Models.Layers;

/// <summary>The shape of one image or of its activations, without the batch.</summary>
/// <param name="Channels">Channels of a map, or the length of a vector.</param>
/// <param name="Height">Height of a map; 0 for a vector.</param>
/// <param name="Width">Width of a map; 0 for a vector.</param>
internal readonly record struct Shape(int Channels, int Height, int Width)
{
    public static Shape Vector(int length) => new(length, 0, 0);

    public bool IsVector => Height == 0;

    public long Count => IsVector ? Channels : (long)Channels * Height * Width;

    /// <summary><c>96×54×54</c>, or the length of a vector.</summary>
    public override string ToString() => IsVector ? $"{Channels}" : $"{Channels}×{Height}×{Width}";
}

/// <summary>A network cannot take an image of that shape. The message names the layer and its input.</summary>
internal sealed class ShapeException(string message) : Exception(message);
