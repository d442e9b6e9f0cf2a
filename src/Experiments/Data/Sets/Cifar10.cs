using SweepRunner.Experiments.Data.Formats;

namespace SweepRunner.Experiments.Data.Sets;

/// <summary>CIFAR-10 in its binary version (Krizhevsky 2009).</summary>
[Case("cifar-10", 3)]
internal sealed class Cifar10 : IKnownDataset
{
    public DatasetDefinition Define(string name) => new(
        new DatasetInfo(name, Channels: 3, Height: 32, Width: 32, Classes: 10, TrainImages: 50_000, TestImages: 10_000),
        Train: new CifarImages(
            new("data_batch_1.bin", "5dd7e06a14cb22eb9f671a540d1b7c25"),
            new("data_batch_2.bin", "5ea93a67294ea407fff1d09f752e9692"),
            new("data_batch_3.bin", "942cd6a4bcdd0dd3c604fbe906cb4421"),
            new("data_batch_4.bin", "ae636b3ba5c66a11e91e8cb52e771fcb"),
            new("data_batch_5.bin", "53f37980c15c3d472c316c40844f3f0d")),
        Test: new CifarImages(new DatasetFile("test_batch.bin", "803d5f7f4d78ea53de84dbe85f74fb6d")))
    {
        Archive = new(
            "cifar-10-binary.tar.gz", "cifar-10-batches-bin", new Uri("https://www.cs.toronto.edu/~kriz/cifar.html")),
    };
}
