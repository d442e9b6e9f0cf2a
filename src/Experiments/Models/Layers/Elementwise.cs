using static TorchSharp.torch;

namespace SweepRunner.Experiments.Models.Layers;

/// <summary>The larger of zero and the value.</summary>
internal sealed record Rectifier : Layer
{
    public override string Description => "ReLU";

    public override Shape Output(Shape input) => input;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.ReLU();
}

/// <summary>The logistic function.</summary>
internal sealed record Logistic : Layer
{
    public override string Description => "sigmoid";

    public override Shape Output(Shape input) => input;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Sigmoid();
}

/// <summary>Zeroes a share of the values while training (Srivastava et al. 2014).</summary>
internal sealed record Dropping(double Share) : Layer
{
    public override string Description => $"dropout {Share}";

    public override Shape Output(Shape input) => input;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Dropout(Share);
}

/// <summary>Batch normalisation of each channel (Ioffe and Szegedy 2015, arXiv:1502.03167), PyTorch's momentum 0.1 and
/// epsilon 1e-5.</summary>
internal sealed record Normalization : Layer
{
    public override string Description => "batch norm";

    public override bool HasBatchNorm => true;

    public override Shape Output(Shape input) => input;

    public override long Parameters(Shape input) => 2L * input.Channels;

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.BatchNorm2d(input.Channels);
}

/// <summary>A map laid out as a vector.</summary>
internal sealed record Flattening : Layer
{
    public override string Description => "flatten";

    public override Shape Output(Shape input) => Shape.Vector(checked((int)input.Count));

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Flatten();
}

/// <summary>A border of zeros.</summary>
internal sealed record ZeroPadding(int Left, int Right, int Top, int Bottom) : Layer
{
    public override string Description => $"zero padding {Left}, {Right}, {Top}, {Bottom}";

    public override Shape Output(Shape input) =>
        input with
        {
            Height = input.Height + Top + Bottom,
            Width = input.Width + Left + Right,
        };

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.ZeroPad2d((Left, Right, Top, Bottom));
}
