using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>The arithmetic of layers that follow each other.</summary>
internal static class Chain
{
    /// <summary>Each layer and what reaches it, in order.</summary>
    public static IEnumerable<(Layer Layer, Shape Input)> Walk(IReadOnlyList<Layer> layers, Shape input)
    {
        foreach (var layer in layers)
        {
            yield return (layer, input);
            input = layer.Output(input);
        }
    }

    /// <summary>What leaves the last layer; a fault inside is told under the name of the layer that holds the
    /// chain.</summary>
    public static Shape Output(IReadOnlyList<Layer> layers, Shape input, Layer holder) =>
        layers.Aggregate(input, (shape, layer) => (layer with { Name = holder.Name }).Output(shape));

    public static long Parameters(IReadOnlyList<Layer> layers, Shape input) =>
        Walk(layers, input).Sum(place => place.Layer.Parameters(place.Input));

    public static long MultiplyAdds(IReadOnlyList<Layer> layers, Shape input) =>
        Walk(layers, input).Sum(place => place.Layer.MultiplyAdds(place.Input));

    /// <summary>The modules, made in order.</summary>
    public static nn.Module<Tensor, Tensor> Create(IReadOnlyList<Layer> layers, Shape input) =>
        nn.Sequential(Walk(layers, input).Select(place => place.Layer.Create(place.Input)).ToArray());
}
