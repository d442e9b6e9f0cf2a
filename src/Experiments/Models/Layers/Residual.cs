using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A path whose output is added to its input, or to what a shortcut makes of it, and rectified (He et al.
/// 2015, arXiv:1512.03385, fig. 2).</summary>
internal sealed record Residual(IReadOnlyList<Layer> Path, IReadOnlyList<Layer> Shortcut) : Layer
{
    public override string Description => "residual block";

    public override bool HasBatchNorm => Path.Concat(Shortcut).Any(layer => layer.HasBatchNorm);

    public override Shape Output(Shape input) => Chain.Output(Path, input, this);

    public override long Parameters(Shape input) => Chain.Parameters(Path, input) + Chain.Parameters(Shortcut, input);

    public override long MultiplyAdds(Shape input) =>
        Chain.MultiplyAdds(Path, input) + Chain.MultiplyAdds(Shortcut, input);

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        new Block(Chain.Create(Path, input), Shortcut.Count == 0 ? null : Chain.Create(Shortcut, input));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> path;
        private readonly nn.Module<Tensor, Tensor>? shortcut;

        public Block(nn.Module<Tensor, Tensor> path, nn.Module<Tensor, Tensor>? shortcut)
            : base(nameof(Residual))
        {
            this.path = path;
            this.shortcut = shortcut;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) =>
            nn.functional.relu(path.call(input) + (shortcut is null ? input : shortcut.call(input)));
    }
}
