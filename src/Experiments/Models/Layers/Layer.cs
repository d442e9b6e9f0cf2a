namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A layer as data. Its arithmetic needs no tensor; <see cref="Create"/> makes the module of
/// libtorch.</summary>
/// <param name="Description">The layer in messages, such as <c>max-pool 3×3, stride 2</c>.</param>
internal abstract record Layer(string Description)
{
    /// <summary>The float32 numbers in an AVX-512 register: the channels that libtorch computes at a time.</summary>
    protected const int Register = 16;

    /// <summary>Name in its network, such as <c>conv2</c>; empty inside a composite layer.</summary>
    public string Name { get; init; } = "";

    /// <summary>The shape of the output; by default that of the input.</summary>
    /// <exception cref="ShapeException">The layer cannot take that input.</exception>
    public virtual Shape Output(Shape input) => input;

    public virtual long Parameters(Shape input) => 0;

    /// <summary>Multiply-adds of the forward pass of one image.</summary>
    public virtual long MultiplyAdds(Shape input) => 0;

    /// <summary>True when the layer, or one inside it, is a batch norm.</summary>
    public virtual bool HasBatchNorm => false;

    /// <summary>True when oneDNN computes the layer from the sizes of the processor's caches: <see
    /// cref="Devices.CpuConvolutions"/>.</summary>
    public virtual bool NeedsCacheSizes(Shape input) => false;

    /// <summary>The module. libtorch's generator draws its weights as PyTorch's layer does.</summary>
    public abstract nn.Module<Tensor, Tensor> Create(Shape input);
}

/// <summary>The arithmetic of layers in sequence.</summary>
internal static class Chain
{
    /// <summary>Each layer with the shape of its input.</summary>
    public static IEnumerable<(Layer Layer, Shape Input)> Walk(IReadOnlyList<Layer> layers, Shape input)
    {
        foreach (var layer in layers)
        {
            yield return (layer, input);
            input = layer.Output(input);
        }
    }

    /// <summary>True if one of the layers does: <see cref="Layer.NeedsCacheSizes"/>.</summary>
    public static bool NeedsCacheSizes(IReadOnlyList<Layer> layers, Shape input) =>
        Walk(layers, input).Any(place => place.Layer.NeedsCacheSizes(place.Input));

    public static nn.Module<Tensor, Tensor> Create(IReadOnlyList<Layer> layers, Shape input) =>
        nn.Sequential(Walk(layers, input).Select(place => place.Layer.Create(place.Input)).ToArray());
}

/// <summary>The shape of one image or of its activations, without the batch. A vector has its length as channels, and
/// height and width 0.</summary>
internal readonly record struct Shape(int Channels, int Height, int Width)
{
    public static Shape Vector(int length) => new(length, 0, 0);

    public bool IsVector => Height == 0;

    /// <summary>True when strides cannot tell in which layout the map is: it has one channel or one pixel.</summary>
    public bool HasAnyLayout => Channels == 1 || Height * Width == 1;

    public long Count => IsVector ? Channels : (long)Channels * Height * Width;

    /// <summary><c>96×54×54</c>, or the length of a vector.</summary>
    public override string ToString() => IsVector ? $"{Channels}" : $"{Channels}×{Height}×{Width}";
}

/// <summary>A network cannot take an image of that shape. The message names the layer and its input.</summary>
internal sealed class ShapeException(string message) : Exception(message);
