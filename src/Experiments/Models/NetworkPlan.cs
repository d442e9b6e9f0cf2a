using SweepRunner.Experiments.Devices;

namespace SweepRunner.Experiments.Models;

/// <summary>A layer of a planned network: the properties of a <see cref="Layer"/> for one input.</summary>
internal sealed record PlannedLayer(string Name, Shape Output, long Parameters, long MultiplyAdds);

/// <summary>The size of a network for one shape of image.</summary>
internal interface INetworkSize
{
    /// <summary>Parameters that train.</summary>
    long Parameters { get; }

    /// <summary>Multiply-adds of the forward pass of one image; null if nobody knows.</summary>
    long? MultiplyAdds { get; }

    /// <summary>True when the network cannot train on a batch of one image.</summary>
    bool HasBatchNorm { get; }
}

/// <summary>A network of the program for one shape of image: its sizes, computed without libtorch, and its
/// module.</summary>
internal sealed class NetworkPlan : INetworkSize
{
    // The largest side that a config may ask for.
    private const int LargestSide = 1024;

    private readonly IReadOnlyList<Layer> _layers;

    private NetworkPlan(IReadOnlyList<Layer> layers, Shape input)
    {
        _layers = layers;
        Input = input;
        Layers = [.. Chain.Walk(layers, input).Select(place => new PlannedLayer(
            place.Layer.Name,
            place.Layer.Output(place.Input),
            place.Layer.Parameters(place.Input),
            place.Layer.MultiplyAdds(place.Input)))];
    }

    public Shape Input { get; }

    /// <summary>The layers in order; a composite layer is one.</summary>
    public IReadOnlyList<PlannedLayer> Layers { get; }

    public long Parameters => Layers.Sum(layer => layer.Parameters);

    public long? MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    public bool HasBatchNorm => _layers.Any(layer => layer.HasBatchNorm);

    /// <summary>Plans a network for images of one shape.</summary>
    /// <exception cref="ShapeException">A map is too small for a layer.</exception>
    public static NetworkPlan Create(KnownModelConfig model, Shape input, int classes)
    {
        try
        {
            return new NetworkPlan(List(model, classes), input);
        }
        catch (ShapeException exception)
        {
            var advice = SmallestSide(model, input.Channels, classes) is { } side
                ? $"the smallest square image that '{model.Name}' can take is {side}×{side}"
                : $"'{model.Name}' can take no image of up to {LargestSide} pixels";
            throw new ShapeException($"{exception.Message}; {advice}");
        }
    }

    /// <summary>The module in training mode: float32, on the CPU. libtorch's generator draws its weights layer by layer
    /// as PyTorch does. Selects the <see cref="CpuConvolutions"/> of the process.</summary>
    public nn.Module<Tensor, Tensor> CreateModule()
    {
        CpuConvolutions.Select(Chain.NeedsCacheSizes(_layers, Input));
        return Chain.Create(_layers, Input);
    }

    /// <summary>The side of the smallest square image that a network can take; null where there is none.</summary>
    internal static int? SmallestSide(KnownModelConfig model, int channels, int classes)
    {
        var layers = List(model, classes);
        var side = Enumerable.Range(1, LargestSide).FirstOrDefault(side => CanTake(layers, new(channels, side, side)));
        return side == 0 ? null : side;
    }

    private static IReadOnlyList<Layer> List(KnownModelConfig model, int classes)
    {
        var network = NetworkCatalog.Find(model.Name);
        var builder = new NetworkBuilder(model.Width, model.Activation ?? network.Activation);
        network.List(builder, model.Dropout ?? network.Dropout ?? 0, classes);
        return builder.Layers;
    }

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
