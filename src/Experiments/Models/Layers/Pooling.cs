using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>The largest value in a window.</summary>
internal sealed record MaxPooling(Window Window) : Layer
{
    public override string Description => $"max-pool {Window}";

    public override Shape Output(Shape input) => Window.Slide(input, input.Channels, this);

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.MaxPool2d(Window.Kernel, Window.Stride, Window.Padding);
}

/// <summary>The mean of a window.</summary>
internal sealed record AveragePooling(Window Window) : Layer
{
    public override string Description => $"average-pool {Window}";

    public override Shape Output(Shape input) => Window.Slide(input, input.Channels, this);

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.AvgPool2d(Window.Kernel, Window.Stride, Window.Padding);
}

/// <summary>The mean of a whole map: one pixel a channel.</summary>
internal sealed record GlobalAveragePooling : Layer
{
    public override string Description => "global average";

    public override Shape Output(Shape input) => new(input.Channels, 1, 1);

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.AdaptiveAvgPool2d(1);
}
