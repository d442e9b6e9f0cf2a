namespace SweepRunner.Experiments.Models.Networks;

/// <summary>The AlexNet whose loss goes to NaN: no padding at the first layer, three convolutions with no activation
/// between them, no dropout.</summary>
internal sealed class AlexNetPlain : INetwork
{
    public string Name => "alexnet-plain";

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Convolution(96, 11, stride: 4).Relu().MaxPool(3, 2)
        .Convolution(256, 5, padding: 2).Relu().MaxPool(3, 2)
        .Convolution(384, 3, padding: 1)
        .Convolution(384, 3, padding: 1)
        .Convolution(256, 3, padding: 1).Relu().MaxPool(3, 2)
        .Flatten()
        .Linear(4096).Relu()
        .Linear(4096).Relu()
        .Classifier(classes);
}
