namespace SweepRunner.Experiments.Models.Networks;

/// <summary>AlexNet (Krizhevsky et al. 2012) for small class counts, on one device.</summary>
[Case("alexnet", 2)]
internal sealed class AlexNet : IKnownNetwork
{
    public Recipe Recipe => new("adam", 0.001, "xavier-uniform", 224);

    public double? Dropout => 0.5;

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Convolution(96, 11, stride: 4, padding: 1).Activation().MaxPool(3, 2)
        .Convolution(256, 5, padding: 2).Activation().MaxPool(3, 2)
        .Convolution(384, 3, padding: 1).Activation()
        .Convolution(384, 3, padding: 1).Activation()
        .Convolution(256, 3, padding: 1).Activation().MaxPool(3, 2)
        .Flatten()
        .Linear(4096).Activation().Dropout(dropout)
        .Linear(4096).Activation().Dropout(dropout)
        .Classifier(classes);
}

/// <summary>The AlexNet whose loss goes to NaN: no padding at the first layer, three convolutions with no activation
/// between them, no dropout.</summary>
[Case("alexnet-plain", 3)]
internal sealed class AlexNetPlain : IKnownNetwork
{
    public Recipe Recipe => new("sgd", 0.001, "kaiming-normal", 244);

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Convolution(96, 11, stride: 4).Activation().MaxPool(3, 2)
        .Convolution(256, 5, padding: 2).Activation().MaxPool(3, 2)
        .Convolution(384, 3, padding: 1)
        .Convolution(384, 3, padding: 1)
        .Convolution(256, 3, padding: 1).Activation().MaxPool(3, 2)
        .Flatten()
        .Linear(4096).Activation()
        .Linear(4096).Activation()
        .Classifier(classes);
}

/// <summary>AlexNet with one hidden layer and no padding at the first layer.</summary>
[Case("alexnet-slim", 4)]
internal sealed class AlexNetSlim : IKnownNetwork
{
    public Recipe Recipe => new("adam", 0.001, "default", 224);

    public double? Dropout => 0.5;

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Convolution(96, 11, stride: 4).Activation().MaxPool(3, 2)
        .Convolution(256, 5, padding: 2).Activation().MaxPool(3, 2)
        .Convolution(384, 3, padding: 1).Activation()
        .Convolution(384, 3, padding: 1).Activation()
        .Convolution(256, 3, padding: 1).Activation().MaxPool(3, 2)
        .Flatten()
        .Linear(4096).Activation().Dropout(dropout)
        .Classifier(classes);
}

/// <summary>AlexNet at half its channels, as one of its two devices held it, padded to 227×227.</summary>
[Case("alexnet-half", 5)]
internal sealed class AlexNetHalf : IKnownNetwork
{
    public Recipe Recipe => new("adam", 0.001, "xavier-uniform", 224);

    public double? Dropout => 0.2;

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Pad(left: 1, right: 2, top: 1, bottom: 2)
        .Convolution(48, 11, stride: 4).Activation().MaxPool(3, 2)
        .Convolution(128, 5, padding: 2).Activation().MaxPool(3, 2)
        .Convolution(192, 3, padding: 1).Activation()
        .Convolution(192, 3, padding: 1).Activation()
        .Convolution(128, 3, padding: 1).Activation().MaxPool(3, 2)
        .Flatten()
        .Dropout(dropout).Linear(2048).Activation()
        .Dropout(dropout).Linear(2048).Activation()
        .Classifier(classes);
}
