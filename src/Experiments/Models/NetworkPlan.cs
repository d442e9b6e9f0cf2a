using SweepRunner.Experiments.Configuration;
using SweepRunner.Experiments.Models.Layers;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models;

/// <summary>One layer of a planned network.</summary>
/// <param name="Name">The name, such as <c>conv2</c>.</param>
/// <param name="Description">What it is, such as <c>max-pool 3×3, stride 2</c>.</param>
/// <param name="Output">The shape that leaves it.</param>
/// <param name="Parameters">Trained values.</param>
/// <param name="MultiplyAdds">Multiply-adds of the forward pass of one image.</param>
public sealed record PlannedLayer(string Name, string Description, Shape Output, long Parameters, long MultiplyAdds);

/// <summary>A network for one input: its shapes and sizes by arithmetic alone, without libtorch, and the module on
/// demand.</summary>
public sealed class NetworkPlan
{
    /// <summary>The largest image that <c>SmallestSide</c> tries, the largest that a config may ask for.</summary>
    private const int LargestSide = 1024;

    private readonly IReadOnlyList<Layer> _layers;

    private NetworkPlan(IReadOnlyList<Layer> layers, Shape input)
    {
        _layers = layers;
        Input = input;
        Layers = [.. Chain.Walk(layers, input).Select(place => new PlannedLayer(
            place.Layer.Name,
            place.Layer.Description,
            place.Layer.Output(place.Input),
            place.Layer.Parameters(place.Input),
            place.Layer.MultiplyAdds(place.Input)))];
    }

    /// <summary>The shape of an image.</summary>
    public Shape Input { get; }

    /// <summary>The layers in order, composite ones as one.</summary>
    public IReadOnlyList<PlannedLayer> Layers { get; }

    /// <summary>Trained values in all.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Multiply-adds of the forward pass of one image.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>True when a batch of one image cannot be trained on.</summary>
    public bool HasBatchNorm => _layers.Any(layer => layer.HasBatchNorm);

    /// <summary>Plans the network of a config.</summary>
    /// <param name="model">The network's name, width and dropout; checked before.</param>
    /// <param name="input">The shape of an image.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ShapeException">The network cannot take that image: a map shrinks to nothing.</exception>
    /// <exception cref="KeyNotFoundException">There is no network of that name.</exception>
    public static NetworkPlan Create(ModelConfig model, Shape input, int classes)
    {
        var layers = List(model, classes);
        try
        {
            return new NetworkPlan(layers, input);
        }
        catch (ShapeException exception)
        {
            throw new ShapeException($"{exception.Message}; {Advice(model, input, layers)}");
        }
    }

    /// <summary>The side of the smallest square image that the network can take.</summary>
    public static int SmallestSide(ModelConfig model, int channels, int classes) =>
        SmallestSide(List(model, classes), channels)
        ?? throw new ShapeException($"'{model.Name}' can take no image of up to {LargestSide} pixels");

    /// <summary>The module, its weights drawn from libtorch's generator layer by layer as PyTorch draws them; float32,
    /// on the CPU, in training mode.</summary>
    public nn.Module<Tensor, Tensor> CreateModule() => Chain.Create(_layers, Input);

    private static IReadOnlyList<Layer> List(ModelConfig model, int classes)
    {
        var network = NetworkCatalog.Find(model.Name);
        var builder = new NetworkBuilder(model.Width);
        network.List(builder, model.Dropout ?? network.Dropout ?? 0, classes);
        return builder.Layers;
    }

    private static string Advice(ModelConfig model, Shape input, IReadOnlyList<Layer> layers) =>
        SmallestSide(layers, input.Channels) is { } side
            ? $"the smallest square image that '{model.Name}' can take is {side}×{side}"
            : $"'{model.Name}' can take no image of up to {LargestSide} pixels";

    private static int? SmallestSide(IReadOnlyList<Layer> layers, int channels) =>
        Enumerable
            .Range(1, LargestSide)
            .Select(side => (int?)side)
            .FirstOrDefault(side => CanTake(layers, new Shape(channels, side!.Value, side.Value)));

    private static bool CanTake(IReadOnlyList<Layer> layers, Shape input)
    {
        try
        {
            _ = Chain.Walk(layers, input).Count();
            return true;
        }
        catch (ShapeException)
        {
            return false;
        }
    }
}

/// <summary>A network cannot take an image of that shape; the message names the layer and what reaches it.</summary>
public sealed class ShapeException(string message) : Exception(message);
