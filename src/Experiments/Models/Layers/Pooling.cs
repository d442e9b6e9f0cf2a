using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>The largest value in a window.</summary>
internal sealed record MaxPooling(Window Window) : Layer
{
    public override string Description => $"max-pool {Window}";

    public override Shape Output(Shape input) => Window.Slide(input, input.Channels, this);

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        nn.MaxPool2d(Window.Kernel, Window.Stride, Window.Padding);
}

/// <summary>The mean of a window.</summary>
internal sealed record AveragePooling(Window Window) : Layer
{
    // float32 numbers in an AVX-512 register.
    private const int FewChannels = 16;

    public override string Description => $"average-pool {Window}";

    public override Shape Output(Shape input) => Window.Slide(input, input.Channels, this);

    public override nn.Module<Tensor, Tensor> Create(Shape input) => input.Channels < FewChannels
        ? new DepthwiseMean(Window, input.Channels)
        : nn.AvgPool2d(Window.Kernel, Window.Stride, Window.Padding);

    // In the channels-last layout libtorch's average pooling computes a vector register of channels at a time, and
    // fewer one by one: for LeNet's six it took 2.5 ms of a step where a convolution with equal weights takes 0.5.
    private sealed class DepthwiseMean(Window window, int channels) : nn.Module<Tensor, Tensor>(nameof(AveragePooling))
    {
        private readonly double share = 1.0 / (window.Kernel * window.Kernel);

        public override Tensor forward(Tensor input)
        {
            using var weight = full([channels, 1, window.Kernel, window.Kernel], share, input.dtype, input.device);
            return nn.functional.conv2d(
                input,
                weight,
                strides: [window.Stride, window.Stride],
                padding: [window.Padding, window.Padding],
                groups: channels);
        }
    }
}

/// <summary>The mean of a whole map: one pixel a channel.</summary>
internal sealed record GlobalAveragePooling : Layer
{
    public override string Description => "global average";

    public override Shape Output(Shape input) => new(input.Channels, 1, 1);

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.AdaptiveAvgPool2d(1);
}
