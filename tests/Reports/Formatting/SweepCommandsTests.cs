using SweepRunner.Reports.Formatting;

namespace SweepRunner.Reports.Tests.Formatting;

public sealed class SweepCommandsTests
{
    [Theory]
    [InlineData("sweep", null, "sweep show a/3")]
    [InlineData("./sweep", "litedb:/x/y.db", "./sweep show a/3 --store litedb:/x/y.db")]
    [InlineData("/my clone/sweep", "sqlite:it's.db", """'/my clone/sweep' show a/3 --store 'sqlite:it'\''s.db'""")]
    public void Write_LauncherAndStore_AreNamedAsTheShellNeedsThem(string launcher, string? store, string expected) =>
        Assert.Equal(expected, new SweepCommands(launcher, store).Write("show", "a/3"));

    [Fact]
    public void Anywhere_LauncherOfTheFolder_BecomesAbsoluteAndOneOfThePathStays()
    {
        Assert.Equal(
            $"{Path.GetFullPath("sweep")} list", new SweepCommands("./sweep", null).Anywhere.Write("list"));
        Assert.Equal("sweep list", new SweepCommands("sweep", null).Anywhere.Write("list"));
    }
}
