namespace SweepRunner.Experiments.Models.Networks;

/// <summary>Network in network (Lin et al. 2014, arXiv:1312.4400): every convolution is followed by two of 1×1; the
/// last block has a channel a class.</summary>
[Case("nin", 7)]
internal sealed class NiN : IKnownNetwork
{
    public Recipe Recipe => new("adam", 0.002, "default", 224);

    public double? Dropout => 0.5;

    public void List(NetworkBuilder net, double dropout, int classes)
    {
        Block(net, net.Scale(96), 11, stride: 4, padding: 0).MaxPool(3, 2);
        Block(net, net.Scale(256), 5, stride: 1, padding: 2).MaxPool(3, 2);
        Block(net, net.Scale(384), 3, stride: 1, padding: 1).MaxPool(3, 2).Dropout(dropout);
        Block(net, classes, 3, stride: 1, padding: 1).GlobalAveragePool().Flatten();
    }

    private static NetworkBuilder Block(NetworkBuilder net, int channels, int kernel, int stride, int padding) => net
        .ConvolutionTo(channels, kernel, stride, padding).Activation()
        .ConvolutionTo(channels, 1).Activation()
        .ConvolutionTo(channels, 1).Activation();
}
