using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A convolution with a bias.</summary>
internal sealed record Convolution(int Channels, Window Window) : Layer
{
    public override string Description => $"convolution {Window}";

    public override Shape Output(Shape input) => Window.Slide(input, Channels, this);

    public override long Parameters(Shape input) => Weights(input) + Channels;

    public override long MultiplyAdds(Shape input)
    {
        var output = Output(input);
        return Weights(input) * output.Height * output.Width;
    }

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        nn.Conv2d(input.Channels, Channels, Window.Kernel, Window.Stride, Window.Padding);

    private long Weights(Shape input) => (long)input.Channels * Channels * Window.Kernel * Window.Kernel;
}
