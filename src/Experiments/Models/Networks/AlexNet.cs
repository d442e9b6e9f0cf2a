namespace SweepRunner.Experiments.Models.Networks;

/// <summary>AlexNet (Krizhevsky et al. 2012) for small class counts, on one device.</summary>
internal sealed class AlexNet : INetwork
{
    public string Name => "alexnet";

    public double? Dropout => 0.5;

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Convolution(96, 11, stride: 4, padding: 1).Relu().MaxPool(3, 2)
        .Convolution(256, 5, padding: 2).Relu().MaxPool(3, 2)
        .Convolution(384, 3, padding: 1).Relu()
        .Convolution(384, 3, padding: 1).Relu()
        .Convolution(256, 3, padding: 1).Relu().MaxPool(3, 2)
        .Flatten()
        .Linear(4096).Relu().Dropout(dropout)
        .Linear(4096).Relu().Dropout(dropout)
        .Classifier(classes);
}
