namespace SweepRunner.Experiments.Models.Networks;

/// <summary>ResNet-18 (He et al. 2015, arXiv:1512.03385, table 1); convolutions keep their bias and the shortcut's has
/// no batch norm.</summary>
[Case("resnet18", 9)]
internal sealed class ResNet18 : IKnownNetwork
{
    public Recipe Recipe => new("sgd", 0.05, "xavier-uniform", 96);

    public void List(NetworkBuilder net, double dropout, int classes)
    {
        net.Convolution(64, 7, stride: 2, padding: 3).BatchNorm().Activation().MaxPool(3, 2, padding: 1);
        Block(net, 64, stride: 1);
        Block(net, 64, stride: 1);
        foreach (var channels in new[] { 128, 256, 512 })
        {
            Block(net, channels, stride: 2);
            Block(net, channels, stride: 1);
        }

        net.GlobalAveragePool().Flatten().Classifier(classes);
    }

    private static void Block(NetworkBuilder net, int channels, int stride) => net.Residual(
        net.Part(path => path
            .Convolution(channels, 3, stride, padding: 1).BatchNorm().Activation()
            .Convolution(channels, 3, padding: 1).BatchNorm()),
        net.Part(shortcut =>
        {
            if (stride != 1)
                shortcut.Convolution(channels, 1, stride);
        }));
}
