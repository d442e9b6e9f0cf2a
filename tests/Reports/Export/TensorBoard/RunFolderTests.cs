using System.Text;
using FsCheck.Fluent;
using SweepRunner.Reports.Export.TensorBoard;

namespace SweepRunner.Reports.Tests.Export.TensorBoard;

public sealed class RunFolderTests
{
    [Theory]
    [InlineData("alexnet-lr", "alexnet-lr")]
    [InlineData("A_1.5", "A_1.5")]
    [InlineData("", "%")]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E.")]
    [InlineData("../x", "%2E.%2Fx")]
    [InlineData("/etc/passwd", "%2Fetc%2Fpasswd")]
    [InlineData("a\\b:c\0", "a%5Cb%3Ac%00")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("naïve 漢", "na%C3%AFve%20%E6%BC%A2")]
    public void ForSweep_Name_IsOneSafeFolder(string sweep, string folder) =>
        Assert.Equal(folder, RunFolder.ForSweep(sweep));

    [Fact]
    public void ForSweep_RandomNames_StayInsideAndApart()
    {
        var hostile = Gen.Elements("..", ".", "/", "\\", "%", "%2E", "~", "a", "é", "\n", new string('x', 150))
            .ListOf()
            .Select(string.Concat);
        var names = Gen.Sample(Gen.OneOf(hostile, ArbMap.Default.GeneratorFor<string>().Where(IsText)), 2000)
            .Distinct()
            .ToList();

        var folders = names.Select(RunFolder.ForSweep).ToList();

        Assert.Equal(folders.Count, folders.Distinct().Count());
        Assert.All(folders, folder =>
        {
            Assert.Equal("/logs", Path.GetDirectoryName(Path.GetFullPath(Path.Join("/logs", folder))));
            Assert.InRange(Encoding.UTF8.GetByteCount(folder), 1, 200);
        });

        static bool IsText(string? text) =>
            text is not null && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
    }

    [Theory]
    [InlineData(0, 1, "0000")]
    [InlineData(7, 10_000, "0007")]
    [InlineData(7, 10_001, "00007")]
    [InlineData(123_456, 123_457, "123456")]
    public void ForTrial_Number_SortsAsItsTextDoes(int number, int count, string folder)
    {
        Assert.Equal(folder, RunFolder.ForTrial(number, count));
        Assert.True(RunFolder.IsTrial(folder));
    }

    [Theory]
    [InlineData("007")]
    [InlineData("plugins")]
    [InlineData("000x")]
    public void IsTrial_OtherName_IsFalse(string name) => Assert.False(RunFolder.IsTrial(name));
}
