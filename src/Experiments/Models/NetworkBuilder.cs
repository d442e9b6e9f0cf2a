using SweepRunner.Experiments.Models.Layers;

namespace SweepRunner.Experiments.Models;

/// <summary>
/// Lists a network's layers as its paper does. Channels and hidden widths are the paper's: the builder multiplies them
/// by the trial's width; each layer is named by its kind and its place among them (<c>conv2</c>).
/// </summary>
/// <param name="width">Multiplies channels and hidden widths.</param>
internal sealed class NetworkBuilder(double width)
{
    private readonly List<Layer> _layers = [];

    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Channels after the width: rounded down, at least 1.</summary>
    public int Scale(int channels) => Math.Max(1, (int)Math.Floor(channels * width));

    /// <summary>Layers listed apart, for a composite layer.</summary>
    public IReadOnlyList<Layer> Part(Action<NetworkBuilder> list)
    {
        var part = new NetworkBuilder(width);
        list(part);
        return part._layers;
    }

    public NetworkBuilder Convolution(int channels, int kernel, int stride = 1, int padding = 0) =>
        ConvolutionTo(Scale(channels), kernel, stride, padding);

    /// <summary>A convolution whose channels are not the width's to scale: classes, or a share of what came
    /// in.</summary>
    public NetworkBuilder ConvolutionTo(int channels, int kernel, int stride = 1, int padding = 0) =>
        Add("conv", new Convolution(channels, new Window(kernel, stride, padding)));

    public NetworkBuilder MaxPool(int kernel, int stride, int padding = 0) =>
        Add("pool", new MaxPooling(new Window(kernel, stride, padding)));

    public NetworkBuilder AveragePool(int kernel, int stride) =>
        Add("pool", new AveragePooling(new Window(kernel, stride, 0)));

    public NetworkBuilder GlobalAveragePool() => Add("global-pool", new GlobalAveragePooling());

    public NetworkBuilder Relu() => Add("relu", new Rectifier());

    public NetworkBuilder Sigmoid() => Add("sigmoid", new Logistic());

    public NetworkBuilder Dropout(double share) => Add("dropout", new Dropping(share));

    public NetworkBuilder BatchNorm() => Add("norm", new Normalization());

    public NetworkBuilder Pad(int left, int right, int top, int bottom) =>
        Add("pad", new ZeroPadding(left, right, top, bottom));

    public NetworkBuilder Flatten() => Add("flatten", new Flattening());

    public NetworkBuilder Linear(int outputs) => Add("linear", new Dense(Scale(outputs)));

    /// <summary>The last layer: one output a class, whatever the width.</summary>
    public NetworkBuilder Classifier(int classes) => Add("linear", new Dense(classes));

    public NetworkBuilder Residual(IReadOnlyList<Layer> path, IReadOnlyList<Layer> shortcut) =>
        Add("residual", new Residual(path, shortcut));

    public NetworkBuilder Concatenation(string kind, params IReadOnlyList<Layer>[] paths) =>
        Add(kind, new Concatenation(paths));

    private NetworkBuilder Add(string kind, Layer layer)
    {
        var place = _layers.Count(other => other.Name.TrimEnd([.. "0123456789"]) == kind) + 1;
        _layers.Add(layer with { Name = $"{kind}{place}" });
        return this;
    }
}
