using SweepRunner.Experiments.Training;

namespace SweepRunner.Experiments.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData("val/accuracy", new[] { 0.5, 0.6, 0.6, 0.55 }, 3)]
    [InlineData("val/accuracy", new[] { 0.5, 0.4, 0.6, 0.6, double.NaN }, 4)]
    [InlineData("val/loss", new[] { 0.5, 0.4, 0.45, 0.41 }, 3)]
    [InlineData("val/loss", new[] { double.NaN, double.NaN }, 1)]
    [InlineData("val/loss", new[] { 0.5, 0.6, 0.4, 0.5, 0.3 }, -1)]
    public void IsExhausted_PatienceOfTwo_IsTrueAtThatEpochFirst(string metric, double[] values, int expected)
    {
        var patience = new EarlyStopping(2, metric);

        Assert.Equal(expected, Array.FindIndex(values, value => Exhausts(patience, metric, value)));
    }

    [Fact]
    public void IsExhausted_WithoutPatience_IsNeverTrue()
    {
        var patience = new EarlyStopping(null, "val/loss");

        Assert.DoesNotContain(Enumerable.Repeat(1.0, 1000), value => Exhausts(patience, "val/loss", value));
    }

    private static bool Exhausts(EarlyStopping patience, string metric, double value)
    {
        patience.Add(new Dictionary<string, double> { [metric] = value });
        return patience.IsExhausted;
    }
}
