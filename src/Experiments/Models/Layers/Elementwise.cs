namespace SweepRunner.Experiments.Models.Layers;

/// <summary>The larger of zero and the value.</summary>
internal sealed record ReluLayer() : Layer("ReLU")
{
    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.ReLU();
}

/// <summary>The logistic function.</summary>
internal sealed record SigmoidLayer() : Layer("sigmoid")
{
    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Sigmoid();
}

/// <summary>Zeroes a share of the values in training (Srivastava et al. 2014).</summary>
internal sealed record DropoutLayer(double Share) : Layer($"dropout {Share}")
{
    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Dropout(Share);
}

/// <summary>Turns a map into a vector.</summary>
internal sealed record FlattenLayer() : Layer("flatten")
{
    public override Shape Output(Shape input) => Shape.Vector(checked((int)input.Count));

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.Flatten();
}

/// <summary>Adds a border of zeros.</summary>
internal sealed record PaddingLayer(int Left, int Right, int Top, int Bottom)
    : Layer($"zero padding {Left}, {Right}, {Top}, {Bottom}")
{
    public override Shape Output(Shape input) =>
        new(input.Channels, input.Height + Top + Bottom, input.Width + Left + Right);

    public override nn.Module<Tensor, Tensor> Create(Shape input) => nn.ZeroPad2d((Left, Right, Top, Bottom));
}
