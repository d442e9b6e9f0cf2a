namespace SweepRunner.Experiments.Models.Networks;

/// <summary>LeNet-5 (LeCun et al. 1998), with a plain linear output in place of the Gaussian connections.</summary>
[Case("lenet", 1)]
internal sealed class LeNet : INetwork
{
    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Convolution(6, 5, padding: 2).Sigmoid().AveragePool(2, 2)
        .Convolution(16, 5).Sigmoid().AveragePool(2, 2)
        .Flatten()
        .Linear(120).Sigmoid()
        .Linear(84).Sigmoid()
        .Classifier(classes);
}
