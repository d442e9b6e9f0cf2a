using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A fully connected layer with a bias.</summary>
internal sealed record Dense(int Outputs) : Layer
{
    public override string Description => $"fully connected, {Outputs} outputs";

    public override Shape Output(Shape input) => Shape.Vector(Outputs);

    public override long Parameters(Shape input) => (input.Count + 1) * Outputs;

    public override long MultiplyAdds(Shape input) => input.Count * Outputs;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Linear(input.Count, Outputs);
}
