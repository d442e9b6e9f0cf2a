using SweepRunner.Reports.Formatting;

namespace SweepRunner.Reports.Tests.Formatting;

public sealed class ShorteningTests
{
    [Theory]
    [InlineData(29, "adam, lr 0.001, xavier-uniform, epochs 3", "adam, lr 0.001, …")]
    [InlineData(33, "adam, lr 0.001, xavier-uniform, epochs 3", "adam, lr 0.001, xavier-uniform, …")]
    [InlineData(40, "adam, lr 0.001, xavier-uniform, epochs 3", "adam, lr 0.001, xavier-uniform, epochs 3")]
    [InlineData(16, "adam, lr 0.001, xavier-uniform", "adam, …")]
    [InlineData(15, "warmup.steps 100, lr 0.1", "warmup.steps …")]
    [InlineData(7, "xavier-uniform", "xavier…")]
    [InlineData(5, "0.123456", "…")]
    [InlineData(5, "-0.123456", "…")]
    [InlineData(8, "0.7889 ± 0.0186", "0.7889 …")]
    [InlineData(1, "lenet", "…")]
    [InlineData(0, "lenet", "")]
    public void Shorten_Text_EndsAtAWholeValueOrWord(int columns, string text, string expected) =>
        Assert.Equal(expected, Shortening.Shorten(text, shortened => shortened.Length <= columns));
}
