namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A window that slides over a map: its side, the distance of two positions and the border added on each side,
/// in pixels.</summary>
internal readonly record struct Window(int Kernel, int Stride, int Padding)
{
    /// <summary>The map of the window's positions, with that many channels.</summary>
    /// <exception cref="ShapeException">The window is larger than the padded map.</exception>
    public Shape Slide(Shape input, int channels, Layer layer) =>
        Positions(input.Height) < 1 || Positions(input.Width) < 1
            ? throw new ShapeException(
                $"layer '{layer.Name}' ({layer.Description}) cannot take {input}: its window is larger than the map")
            : new Shape(channels, Positions(input.Height), Positions(input.Width));

    /// <summary><c>3×3, stride 2, padding 1</c>.</summary>
    public override string ToString() =>
        $"{Kernel}×{Kernel}" + (Stride == 1 ? "" : $", stride {Stride}") + (Padding == 0 ? "" : $", padding {Padding}");

    private int Positions(int side) => (side + (2 * Padding) - Kernel + Stride) / Stride;
}

/// <summary>The largest value in a window.</summary>
internal sealed record MaxPoolLayer(Window Window) : Layer($"max-pool {Window}")
{
    public override Shape Output(Shape input) => Window.Slide(input, input.Channels, this);

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        nn.MaxPool2d(Window.Kernel, Window.Stride, Window.Padding);
}

/// <summary>The mean of a window.</summary>
internal sealed record AveragePoolLayer(Window Window) : Layer($"average-pool {Window}")
{
    public override Shape Output(Shape input) => Window.Slide(input, input.Channels, this);

    public override bool NeedsCacheSizes(Shape input) => Output(input).HasAnyLayout;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => input.Channels < Register
        ? new DepthwiseMean(Window, input.Channels)
        : nn.AvgPool2d(Window.Kernel, Window.Stride, Window.Padding);

    // In the channels-last layout libtorch's average pooling computes a vector register of channels at a time, and
    // fewer channels one by one: for LeNet's six it took 2.5 ms of a step, a convolution with equal weights 0.5 ms.
    private sealed class DepthwiseMean(Window window, int channels) : nn.Module<Tensor, Tensor>("AveragePooling")
    {
        private readonly double share = 1.0 / (window.Kernel * window.Kernel);

        public override Tensor forward(Tensor input)
        {
            using var weight = full([channels, 1, window.Kernel, window.Kernel], share, input.dtype, input.device);
            var (stride, padding) = (window.Stride, window.Padding);
            return nn.functional.conv2d(
                input, weight, strides: [stride, stride], padding: [padding, padding], groups: channels);
        }
    }
}

/// <summary>The mean of a whole map: one pixel a channel.</summary>
internal sealed record GlobalAveragePoolLayer() : Layer("global average")
{
    public override Shape Output(Shape input) => new(input.Channels, 1, 1);

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.AdaptiveAvgPool2d(1);
}
