namespace SweepRunner.Experiments.Models.Networks;

/// <summary>AlexNet at half its channels, as one of its two devices held it, padded to 227×227.</summary>
internal sealed class AlexNetHalf : INetwork
{
    public string Name => "alexnet-half";

    public double? Dropout => 0.2;

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Pad(left: 1, right: 2, top: 1, bottom: 2)
        .Convolution(48, 11, stride: 4).Relu().MaxPool(3, 2)
        .Convolution(128, 5, padding: 2).Relu().MaxPool(3, 2)
        .Convolution(192, 3, padding: 1).Relu()
        .Convolution(192, 3, padding: 1).Relu()
        .Convolution(128, 3, padding: 1).Relu().MaxPool(3, 2)
        .Flatten()
        .Dropout(dropout).Linear(2048).Relu()
        .Dropout(dropout).Linear(2048).Relu()
        .Classifier(classes);
}
