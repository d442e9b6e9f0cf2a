namespace SweepRunner.Experiments.Models.Networks;

/// <summary>DenseNet (Huang et al. 2017, arXiv:1608.06993), four blocks of four layers with growth 32 and no
/// bottlenecks.</summary>
[Case("densenet", 10)]
internal sealed class DenseNet : IKnownNetwork
{
    public Recipe Recipe => new("sgd", 0.1, "xavier-uniform", 96);

    private const int Blocks = 4;
    private const int LayersInBlock = 4;
    private const int Growth = 32;

    public void List(NetworkBuilder net, double dropout, int classes)
    {
        net.Convolution(64, 7, stride: 2, padding: 3).BatchNorm().Activation().MaxPool(3, 2, padding: 1);
        var channels = net.Scale(64);
        for (var block = 1; block <= Blocks; block++)
        {
            for (var layer = 0; layer < LayersInBlock; layer++)
                net.Concatenation(
                    "dense", [], net.Part(path => path.BatchNorm().Activation().Convolution(Growth, 3, padding: 1)));

            channels += LayersInBlock * net.Scale(Growth);
            if (block < Blocks)
            {
                // A transition halves what came in, so the width, which scaled that already, must not scale it again.
                channels = Math.Max(1, channels / 2);
                net.BatchNorm().Activation().ConvolutionTo(channels, 1).AveragePool(2, 2);
            }
        }

        net.BatchNorm().Activation().GlobalAveragePool().Flatten().Classifier(classes);
    }
}
