namespace SweepRunner.Experiments.Models.Layers;

/// <summary>
/// Lists a network's layers as its paper does. Channels and hidden widths are the paper's; the builder multiplies them
/// by the trial's width and names each layer by its kind and number (<c>conv2</c>).
/// </summary>
internal sealed class NetworkBuilder(double width, string activation)
{
    private readonly List<Layer> _layers = [];

    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Rounds down, to at least 1.</summary>
    public int Scale(int channels) => Math.Max(1, (int)Math.Floor(channels * width));

    /// <summary>A list of layers for a path of a composite layer.</summary>
    public IReadOnlyList<Layer> Part(Action<NetworkBuilder> list)
    {
        var part = new NetworkBuilder(width, activation);
        list(part);
        return part._layers;
    }

    public NetworkBuilder Convolution(int channels, int kernel, int stride = 1, int padding = 0) =>
        ConvolutionTo(Scale(channels), kernel, stride, padding);

    /// <summary>A convolution whose channels do not scale with the width, such as one channel a class.</summary>
    public NetworkBuilder ConvolutionTo(int channels, int kernel, int stride = 1, int padding = 0) =>
        Add("conv", new ConvolutionLayer(channels, new Window(kernel, stride, padding)));

    public NetworkBuilder MaxPool(int kernel, int stride, int padding = 0) =>
        Add("pool", new MaxPoolLayer(new Window(kernel, stride, padding)));

    public NetworkBuilder AveragePool(int kernel, int stride) =>
        Add("pool", new AveragePoolLayer(new Window(kernel, stride, 0)));

    public NetworkBuilder GlobalAveragePool() => Add("global-pool", new GlobalAveragePoolLayer());

    /// <summary>The trial's activation, or the network's own.</summary>
    public NetworkBuilder Activation() => Add(activation, new ActivationLayer(activation));

    public NetworkBuilder Dropout(double share) => Add("dropout", new DropoutLayer(share));

    public NetworkBuilder BatchNorm() => Add("norm", new BatchNormLayer());

    public NetworkBuilder Pad(int left, int right, int top, int bottom) =>
        Add("pad", new PaddingLayer(left, right, top, bottom));

    public NetworkBuilder Flatten() => Add("flatten", new FlattenLayer());

    public NetworkBuilder Linear(int outputs) => Add("linear", new LinearLayer(Scale(outputs)));

    /// <summary>The last layer: one output a class, whatever the width.</summary>
    public NetworkBuilder Classifier(int classes) => Add("linear", new LinearLayer(classes));

    public NetworkBuilder Residual(IReadOnlyList<Layer> path, IReadOnlyList<Layer> shortcut) =>
        Add("residual", new ResidualLayer(path, shortcut, new ActivationLayer(activation)));

    public NetworkBuilder Concatenation(string kind, params IReadOnlyList<Layer>[] paths) =>
        Add(kind, new ConcatenationLayer(paths));

    private NetworkBuilder Add(string kind, Layer layer)
    {
        var number = _layers.Count(other => other.Name.TrimEnd([.. "0123456789"]) == kind) + 1;
        _layers.Add(layer with { Name = $"{kind}{number}" });
        return this;
    }
}
