using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using SweepRunner.Search.GaussianProcess;

namespace SweepRunner.Search.Tests.GaussianProcess;

public sealed class ExpectedImprovementTests
{
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0.5, 2)]
    [InlineData(1, 0.5, 0.6)]
    [InlineData(-3, 2, -4)]
    [InlineData(0, 1, -1)]
    [InlineData(0, 1, -5)]
    [InlineData(0, 0.01, 3)]
    public void Log_AnyNormal_IsTheIntegralOfTheImprovement(double mean, double deviation, double best)
    {
        // E[max(best − f, 0)] where f is normal; nothing is left ten deviations further.
        var high = Math.Min(best, mean + (12 * deviation));
        var low = Math.Min(best, mean) - (12 * deviation);
        var integral = GaussLegendreRule.Integrate(
            value => (best - value) * Normal.PDF(mean, deviation, value), low, high, 256);

        Assert.Equal(Math.Log(integral), ExpectedImprovement.Log(mean, deviation, best), 1e-9);
    }

    [Theory]
    // log(φ(z) + z Φ(z)) with 50 digits of mpmath: mp.log(mp.npdf(z) + z * mp.ncdf(z))
    [InlineData(-0.99, -2.4661143916690494)]
    [InlineData(-1.01, -2.5041998574802568)]
    [InlineData(-10, -55.553122036122356)]
    [InlineData(-24.9, -317.35848574266738)]
    [InlineData(-25.1, -322.37440987246403)]
    [InlineData(-100, -5010.1295788002498)]
    public void Log_FarFromAnyImprovement_IsExact(double best, double expected) =>
        Assert.Equal(expected, ExpectedImprovement.Log(0, 1, best), 1e-9);

    [Fact]
    public void Log_MoreImprovement_Grows()
    {
        var values = Enumerable.Range(-4_000, 8_001)
            .Select(step => ExpectedImprovement.Log(0, 1, step / 100.0))
            .ToList();

        Assert.All(values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(values.Order(), values);
    }
}
