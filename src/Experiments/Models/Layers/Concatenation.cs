using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>Paths that read the same input, their maps laid beside each other along the channels. A path without layers
/// hands its input on.</summary>
internal sealed record Concatenation(IReadOnlyList<IReadOnlyList<Layer>> Paths) : Layer
{
    public override string Description => $"{Paths.Count} paths, concatenated";

    public override bool HasBatchNorm => Paths.Any(path => path.Any(layer => layer.HasBatchNorm));

    public override Shape Output(Shape input)
    {
        var shapes = Paths.Select(path => Chain.Output(path, input, this)).ToList();
        return shapes[0] with { Channels = shapes.Sum(shape => shape.Channels) };
    }

    public override long Parameters(Shape input) => Paths.Sum(path => Chain.Parameters(path, input));

    public override long MultiplyAdds(Shape input) => Paths.Sum(path => Chain.MultiplyAdds(path, input));

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        new Block(Paths.Select(path => path.Count == 0 ? null : Chain.Create(path, input)));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.Module<Tensor, Tensor>?> _paths;

        public Block(IEnumerable<nn.Module<Tensor, Tensor>?> paths)
            : base(nameof(Concatenation))
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
