namespace SweepRunner.Configuration.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Find_CasesOfABaseType_AreInOrder() =>
        Assert.Equal(["square", "circle"], Catalogue.Find(typeof(Figure)).Keys);

    [Fact]
    public void Deserialize_NameOfACase_IsThatType()
    {
        Assert.Equal(
            new Circle { Radius = 2 }, ConfigJson.Deserialize<Figure>("""{ "radius": 2, "name": "circle" }"""));
        Assert.Throws<System.Text.Json.JsonException>(
            () => ConfigJson.Deserialize<Figure>("""{ "name": "triangle" }"""));
    }

    [Fact]
    public void Find_TypeWithoutACase_IsRefused() =>
        Assert.Contains(
            "needs a [Case]",
            Assert.Throws<InvalidOperationException>(() => Catalogue.Find(typeof(IIncomplete))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Find_TwoTypesAtOnePosition_IsRefused() =>
        Assert.Contains(
            "is taken",
            Assert.Throws<InvalidOperationException>(() => Catalogue.Find(typeof(ITwins))).Message,
            StringComparison.Ordinal);

    internal abstract record Figure;

    [Case("circle", 2)]
    internal sealed record Circle : Figure
    {
        public double Radius { get; init; }
    }

    [Case("square", 1)]
    internal sealed record Square : Figure;

    internal interface IIncomplete;

    internal sealed class Incomplete : IIncomplete;

    internal interface ITwins;

    [Case("one", 1)]
    internal sealed class One : ITwins;

    [Case("other", 1)]
    internal sealed class Other : ITwins;
}
