namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A layer that consists of paths with the same input. A path without layers is its input.</summary>
internal abstract record CompositeLayer(string Description, IReadOnlyList<IReadOnlyList<Layer>> Paths)
    : Layer(Description)
{
    public override bool HasBatchNorm => Paths.Any(path => path.Any(layer => layer.HasBatchNorm));

    public override bool NeedsCacheSizes(Shape input) =>
        Paths.Any(path => Chain.NeedsCacheSizes(path, input));

    public override long Parameters(Shape input) => Sum(input, (layer, its) => layer.Parameters(its));

    public override long MultiplyAdds(Shape input) => Sum(input, (layer, its) => layer.MultiplyAdds(its));

    /// <summary>The output of a path. A fault inside is reported under this layer's name.</summary>
    protected Shape Output(IReadOnlyList<Layer> path, Shape input) =>
        path.Aggregate(input, (shape, layer) => (layer with { Name = Name }).Output(shape));

    /// <summary>The module of a path; null where the path is its input.</summary>
    protected static nn.Module<Tensor, Tensor>? Create(IReadOnlyList<Layer> path, Shape input) =>
        path.Count == 0 ? null : Chain.Create(path, input);

    private long Sum(Shape input, Func<Layer, Shape, long> count) =>
        Paths.Sum(path => Chain.Walk(path, input).Sum(place => count(place.Layer, place.Input)));
}

/// <summary>Adds the output of a path to its input, or to the output of a shortcut, and applies an activation
/// (He et al. 2015, arXiv:1512.03385, fig. 2).</summary>
internal sealed record ResidualLayer(
    IReadOnlyList<Layer> Path, IReadOnlyList<Layer> Shortcut, ActivationLayer Activation)
    : CompositeLayer("residual block", [Path, Shortcut])
{
    public override Shape Output(Shape input) => Output(Path, input);

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        new Block(Create(Path, input)!, Create(Shortcut, input), Activation.Create(Output(input)));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> path;
        private readonly nn.Module<Tensor, Tensor>? shortcut;
        private readonly nn.Module<Tensor, Tensor> activation;

        public Block(
            nn.Module<Tensor, Tensor> path, nn.Module<Tensor, Tensor>? shortcut, nn.Module<Tensor, Tensor> activation)
            : base("Residual")
        {
            (this.path, this.shortcut, this.activation) = (path, shortcut, activation);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) =>
            activation.call(path.call(input) + (shortcut is null ? input : shortcut.call(input)));
    }
}

/// <summary>Concatenates the outputs of its paths along the channels.</summary>
internal sealed record ConcatenationLayer(IReadOnlyList<IReadOnlyList<Layer>> Paths)
    : CompositeLayer($"{Paths.Count} paths, concatenated", Paths)
{
    public override Shape Output(Shape input)
    {
        var shapes = Paths.Select(path => Output(path, input)).ToList();
        return shapes[0] with { Channels = shapes.Sum(shape => shape.Channels) };
    }

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        new Block(Paths.Select(path => Create(path, input)));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.Module<Tensor, Tensor>?> _paths;

        public Block(IEnumerable<nn.Module<Tensor, Tensor>?> paths)
            : base("Concatenation")
        {
            _paths = [.. paths];
            for (var index = 0; index < _paths.Count; index++)
                if (_paths[index] is { } path)
                    register_module($"path{index + 1}", path);
        }

        public override Tensor forward(Tensor input) =>
            cat(_paths.Select(path => path is null ? input : path.call(input)).ToArray(), 1);
    }
}
