namespace SweepRunner.Experiments.Models.Networks;

/// <summary>GoogLeNet (Szegedy et al. 2015, arXiv:1409.4842, table 1), without the auxiliary classifiers.</summary>
[Case("googlenet", 8)]
internal sealed class GoogLeNet : IKnownNetwork
{
    public Recipe Recipe => new("sgd", 0.1, "xavier-uniform", 96);

    public void List(NetworkBuilder net, double dropout, int classes)
    {
        net.Convolution(64, 7, stride: 2, padding: 3).Activation().MaxPool(3, 2, padding: 1)
            .Convolution(64, 1).Activation()
            .Convolution(192, 3, padding: 1).Activation().MaxPool(3, 2, padding: 1);

        Inception(net, 64, (96, 128), (16, 32), 32);
        Inception(net, 128, (128, 192), (32, 96), 64);
        net.MaxPool(3, 2, padding: 1);

        Inception(net, 192, (96, 208), (16, 48), 64);
        Inception(net, 160, (112, 224), (24, 64), 64);
        Inception(net, 128, (128, 256), (24, 64), 64);
        Inception(net, 112, (144, 288), (32, 64), 64);
        Inception(net, 256, (160, 320), (32, 128), 128);
        net.MaxPool(3, 2, padding: 1);

        Inception(net, 256, (160, 320), (32, 128), 128);
        Inception(net, 384, (192, 384), (48, 128), 128);
        net.GlobalAveragePool().Flatten().Classifier(classes);
    }

    /// <summary>Four paths: 1×1; 1×1 then 3×3; 1×1 then 5×5; 3×3 max-pool then 1×1.</summary>
    private static void Inception(
        NetworkBuilder net, int one, (int Reduce, int Out) three, (int Reduce, int Out) five, int pool) =>
        net.Concatenation(
            "inception",
            net.Part(path => path.Convolution(one, 1).Activation()),
            net.Part(path => path
                .Convolution(three.Reduce, 1).Activation()
                .Convolution(three.Out, 3, padding: 1).Activation()),
            net.Part(path => path
                .Convolution(five.Reduce, 1).Activation()
                .Convolution(five.Out, 5, padding: 2).Activation()),
            net.Part(path => path.MaxPool(3, 1, padding: 1).Convolution(pool, 1).Activation()));
}
