namespace SweepRunner.Experiments.Models.Networks;

/// <summary>VGG-11 (Simonyan and Zisserman 2015, arXiv:1409.1556, table 1, column A).</summary>
[Case("vgg11", 6)]
internal sealed class Vgg11 : IKnownNetwork
{
    public Recipe Recipe => new("adam", 0.001, "default", 224);

    public double? Dropout => 0.5;

    public void List(NetworkBuilder net, double dropout, int classes)
    {
        foreach (var (convolutions, channels) in new[] { (1, 64), (1, 128), (2, 256), (2, 512), (2, 512) })
        {
            for (var index = 0; index < convolutions; index++)
                net.Convolution(channels, 3, padding: 1).Activation();

            net.MaxPool(2, 2);
        }

        net.Flatten()
            .Linear(4096).Activation().Dropout(dropout)
            .Linear(4096).Activation().Dropout(dropout)
            .Classifier(classes);
    }
}
