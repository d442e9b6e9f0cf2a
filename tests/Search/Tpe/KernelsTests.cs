using MathNet.Numerics.Random;
using SweepRunner.Search.Tpe;

namespace SweepRunner.Search.Tests.Tpe;

public sealed class KernelsTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    // In order: 0.2, 0.5, 0.6. The outermost have one neighbour; at least 1 / (3 + 2).
    [InlineData(new[] { 0.5, 0.2, 0.6 }, new[] { 0.3, 0.3, 0.2, 1 })]
    // A single observation has the bounds as neighbours.
    [InlineData(new[] { 0.3 }, new[] { 0.7, 1 })]
    [InlineData(new[] { 0.8 }, new[] { 0.8, 1 })]
    // Equal ones have no distance; at least 1 / (2 + 2).
    [InlineData(new[] { 0.4, 0.4 }, new[] { 0.25, 0.25, 1 })]
    // Where the axis is not active there is the prior, which is no neighbour.
    [InlineData(new[] { 0.1, double.NaN, 0.9 }, new[] { 0.8, 1, 0.8, 1 })]
    [InlineData(new double[0], new double[] { 1 })]
    public void Deviations_Observations_AreTheLargerDistancesToTheirNeighbours(double[] units, double[] deviations) =>
        Assert.Equal(deviations, new NumberKernels(null, units).Deviations, Within(Tolerance));

    [Fact]
    public void Deviations_ManyObservations_AreAtLeastAHundredth()
    {
        var units = Enumerable.Range(0, 1_000).Select(index => index / 999.0).ToArray();

        Assert.All(new NumberKernels(null, units).Deviations.SkipLast(1), each => Assert.Equal(0.01, each, Tolerance));
    }

    // With φ and Φ of the standard normal distribution, for the mean 0.2 and the deviation 0.3 at 0.55:
    // log(φ(0.35 / 0.3) / 0.3 / (Φ(0.8 / 0.3) − Φ(−0.2 / 0.3))); SciPy's truncnorm.logpdf gives the same.
    [Theory]
    [InlineData(0.55, new[] { -0.09937291634327616, 0.3716075859494201, 0.6836445667843151, 0.039727800490949594 })]
    [InlineData(0, new[] { 0.3589604169900572, -1.0033924140505799, -3.7851054332156844, -0.08402219950905043 })]
    [InlineData(1, new[] { -2.9743729163432775, -1.0033924140505799, -1.285105433215685, -0.08402219950905043 })]
    public void AddLogDensities_ContinuousRange_AreTruncatedNormal(double unit, double[] logDensities) => Assert.Equal(
        logDensities, LogDensities(new NumberKernels(null, [0.2, 0.5, 0.6]), unit, 4), Within(Tolerance));

    // The masses of four quarters for the means 1/8, 7/8 (deviation 3/4) and 1/2 (deviation 1):
    // log((Φ((b − μ) / σ) − Φ((a − μ) / σ)) / (Φ((1 − μ) / σ) − Φ(−μ / σ))) for the quarter from a to b.
    [Theory]
    [InlineData(0.125, new[] { -1.2113921462286323, -1.7067838747538655, -1.4178650940614177 })]
    [InlineData(0.375, new[] { -1.266435253518896, -1.4315652031518133, -1.355689910901529 })]
    [InlineData(0.625, new[] { -1.4315652031518133, -1.266435253518896, -1.355689910901529 })]
    [InlineData(0.875, new[] { -1.7067838747538655, -1.2113921462286323, -1.4178650940614177 })]
    public void AddLogDensities_Levels_AreTheMassesOfTheirParts(double unit, double[] logMasses) => Assert.Equal(
        logMasses, LogDensities(new NumberKernels(4, [0.125, 0.875]), unit, 3), Within(Tolerance));

    [Fact]
    public void AddLogDensities_AnyKernels_SumToOne()
    {
        double[] units = [0.05, 0.15, double.NaN, 0.95];

        foreach (var kernels in new Kernels[] { new NumberKernels(10, units), new ChoiceKernels(10, units) })
        {
            var levels = Enumerable.Range(0, 10).Select(level => LogDensities(kernels, (level + 0.5) / 10, 5)).ToList();
            for (var kernel = 0; kernel < 5; kernel++)
                Assert.Equal(1, levels.Sum(each => Math.Exp(each[kernel])), Tolerance);
        }
    }

    // Two observations: a share of 1/3 for all and 1 for the own choice, divided by 1 + 3/3.
    [Fact]
    public void AddLogDensities_Choices_AreTheirRowsAndAUniformPrior()
    {
        var kernels = new ChoiceKernels(3, [0.5, double.NaN, 5 / 6.0]);

        double[][] rows = [[1 / 6.0, 2 / 3.0, 1 / 6.0], [1 / 3.0, 1 / 3.0, 1 / 3.0], [1 / 6.0, 1 / 6.0, 2 / 3.0]];
        for (var choice = 0; choice < 3; choice++)
            Assert.Equal(
                [rows[0][choice], rows[1][choice], rows[2][choice], 1 / 3.0],
                LogDensities(kernels, (choice + 0.5) / 3, 4).Select(Math.Exp),
                Within(Tolerance));
    }

    [Fact]
    public void Draw_NumberKernel_FollowsItsDensity()
    {
        var random = new Xoshiro256StarStar(1, false);
        var kernels = new NumberKernels(null, [0.2, 0.5, 0.6]);

        var drawn = Enumerable.Range(0, 20_000).Select(_ => kernels.Draw(0, random)).ToList();

        Assert.All(drawn, unit => Assert.InRange(unit, 0, 1));
        // (Φ(0.3/0.3) − Φ(−0.2/0.3)) / (Φ(0.8/0.3) − Φ(−0.2/0.3)) = 0.7922 of it is below 0.5; four standard deviations
        // are 0.0115.
        Assert.InRange(drawn.Count(unit => unit < 0.5) / 20_000.0, 0.7922 - 0.0115, 0.7922 + 0.0115);
    }

    [Fact]
    public void Draw_KernelsOfLevels_FollowTheirMasses()
    {
        var random = new Xoshiro256StarStar(2, false);
        double[] units = [0.125, 0.875];

        foreach (var kernels in new Kernels[] { new NumberKernels(4, units), new ChoiceKernels(4, units) })
            for (var kernel = 0; kernel < 3; kernel++)
            {
                var counts = Enumerable.Range(0, 20_000)
                    .CountBy(_ => kernels.Draw(kernel, random))
                    .ToDictionary();
                Assert.Equal([0.125, 0.375, 0.625, 0.875], counts.Keys.Order());
                Assert.All(counts, each =>
                {
                    var mass = Math.Exp(LogDensities(kernels, each.Key, 3)[kernel]);
                    // Four standard deviations are at most 0.0142.
                    Assert.InRange(each.Value / 20_000.0, mass - 0.0142, mass + 0.0142);
                });
            }
    }

    private static double[] LogDensities(Kernels kernels, double unit, int count)
    {
        var sums = new double[count];
        kernels.AddLogDensities(unit, sums);
        return sums;
    }

    private static Func<double, double, bool> Within(double tolerance) =>
        (one, other) => Math.Abs(one - other) <= tolerance;
}
