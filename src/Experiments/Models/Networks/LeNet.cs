namespace SweepRunner.Experiments.Models.Networks;

/// <summary>LeNet-5 (LeCun et al. 1998), with a plain linear output in place of the Gaussian connections.</summary>
[Case("lenet", 1)]
internal sealed class LeNet : IKnownNetwork
{
    public string Activation => ActivationLayer.Sigmoid;

    public Recipe Recipe => new("adam", 0.01, "xavier-uniform", 28);

    public void List(NetworkBuilder net, double dropout, int classes) => net
        .Convolution(6, 5, padding: 2).Activation().AveragePool(2, 2)
        .Convolution(16, 5).Activation().AveragePool(2, 2)
        .Flatten()
        .Linear(120).Activation()
        .Linear(84).Activation()
        .Classifier(classes);
}
