namespace SweepRunner.Experiments.Models.Layers;

/// <summary>The function that a network applies between its layers.</summary>
internal sealed record ActivationLayer(string Function) : Layer(Function)
{
    /// <summary>The larger of zero and the value.</summary>
    public const string Relu = "relu";

    /// <summary>The logistic function.</summary>
    public const string Sigmoid = "sigmoid";

    /// <summary>The hyperbolic tangent.</summary>
    public const string Tanh = "tanh";

    public override nn.Module<Tensor, Tensor> Create(Shape input) => Function switch
    {
        Relu => nn.ReLU(),
        Sigmoid => nn.Sigmoid(),
        Tanh => nn.Tanh(),
        _ => throw new ArgumentException($"'{Function}' is no activation.", nameof(input)),
    };
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
