using SweepRunner.Experiments.Data.Formats;

namespace SweepRunner.Experiments.Data.Sets;

/// <summary>Fashion-MNIST (Xiao et al. 2017, arXiv:1708.07747).</summary>
[Case("fashion-mnist", 1)]
internal sealed class FashionMnist : IKnownDataset
{
    public DatasetDefinition Define(string name) => new(
        new DatasetInfo(name, Channels: 1, Height: 28, Width: 28, Classes: 10, TrainImages: 60_000, TestImages: 10_000),
        Train: new IdxImages(
            new("train-images-idx3-ubyte", "f4a8712d7a061bf5bd6d2ca38dc4d50a"),
            new("train-labels-idx1-ubyte", "9018921c3c673c538a1fc5bad174d6f9")),
        Test: new IdxImages(
            new("t10k-images-idx3-ubyte", "8181f5470baa50b63fa0f6fddb340f0a"),
            new("t10k-labels-idx1-ubyte", "15d484375f8d13e6eb1aabb0c3f46965")))
    {
        Package = new("dataset-fashion-mnist", "/usr/share/datasets/fashion-mnist"),
        Publisher = new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
    };
}
