namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A convolution with a bias.</summary>
internal sealed record ConvolutionLayer(int Channels, Window Window) : Layer($"convolution {Window}")
{
    public override Shape Output(Shape input) => Window.Slide(input, Channels, this);

    public override long Parameters(Shape input) => Weights(input) + Channels;

    public override long MultiplyAdds(Shape input)
    {
        var output = Output(input);
        return Weights(input) * output.Height * output.Width;
    }

    // In the channels-last layout oneDNN does without the sizes, except where it steps over pixels. It is not told of
    // that layout for a map that could have any; that of the image has no gradient.
    public override bool NeedsCacheSizes(Shape input) =>
        input.Height * input.Width == 1
        || Output(input).HasAnyLayout
        || (Window is { Kernel: 1, Stride: > 1 } && (input.Channels % Register != 0 || Channels % Register != 0));

    public override nn.Module<Tensor, Tensor> Create(Shape input) =>
        nn.Conv2d(input.Channels, Channels, Window.Kernel, Window.Stride, Window.Padding);

    private long Weights(Shape input) => (long)input.Channels * Channels * Window.Kernel * Window.Kernel;
}

/// <summary>A fully connected layer with a bias.</summary>
internal sealed record LinearLayer(int Outputs) : Layer($"fully connected, {Outputs} outputs")
{
    public override Shape Output(Shape input) => Shape.Vector(Outputs);

    public override long Parameters(Shape input) => (input.Count + 1) * Outputs;

    public override long MultiplyAdds(Shape input) => input.Count * Outputs;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Linear(input.Count, Outputs);
}

/// <summary>Batch normalisation of each channel (Ioffe and Szegedy 2015, arXiv:1502.03167) with PyTorch's momentum 0.1
/// and epsilon 1e-5.</summary>
internal sealed record BatchNormLayer() : Layer("batch norm")
{
    public override bool HasBatchNorm => true;

    public override long Parameters(Shape input) => 2L * input.Channels;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.BatchNorm2d(input.Channels);
}
