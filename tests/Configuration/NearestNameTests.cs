namespace SweepRunner.Configuration.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("sdg", "sgd")]
    [InlineData("SGD", "sgd")]
    [InlineData("adamW", "adamw")]
    [InlineData("resnet-18", "resnet18")]
    [InlineData("quantum", null)]
    [InlineData("", null)]
    public void Find_Slip_IsTheNameMeant(string given, string? meant) =>
        Assert.Equal(meant, NearestName.Find(given, ["sgd", "adam", "adamw", "resnet18"]));

    [Fact]
    public void Find_EndlessText_IsNoName() =>
        Assert.Null(NearestName.Find(new string('x', 1_000_000), [new string('x', 1_000_000)]));
}
