using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class DatasetCatalogTests
{
    [Theory]
    [InlineData("fashion-mnist")]
    [InlineData("mnist")]
    public void Find_KnownName_GivesItsShape(string name) =>
        Assert.Equal(new DatasetInfo(name, 1, 28, 28, 10, 60_000, 10_000), DatasetCatalog.Find(name));

    [Theory]
    [InlineData("Mnist")]
    [InlineData("cifar10")]
    [InlineData("")]
    public void Find_UnknownName_GivesNull(string name) => Assert.Null(DatasetCatalog.Find(name));
}
