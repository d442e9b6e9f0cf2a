using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class DatasetCatalogTests
{
    [Theory]
    [InlineData("fashion-mnist", 1, 28, 60_000)]
    [InlineData("mnist", 1, 28, 60_000)]
    [InlineData("cifar-10", 3, 32, 50_000)]
    public void Find_KnownName_GivesItsShape(string name, int channels, int side, int trainImages) =>
        Assert.Equal(
            new DatasetInfo(name, channels, side, side, 10, trainImages, 10_000), DatasetCatalog.Find(name));

    [Theory]
    [InlineData("Mnist")]
    [InlineData("cifar10")]
    [InlineData("")]
    public void Find_UnknownName_GivesNull(string name) => Assert.Null(DatasetCatalog.Find(name));
}
