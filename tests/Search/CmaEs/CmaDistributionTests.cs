using MathNet.Numerics.LinearAlgebra;
using SweepRunner.Search.CmaEs;

namespace SweepRunner.Search.Tests.CmaEs;

public sealed class CmaDistributionTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Constants_TwoDimensions_AreThoseOfTheTutorial()
    {
        // Worked out from table 1 of Hansen's tutorial: λ = 4 + ⌊3 ln 2⌋ = 6, μ = 3, w ∝ ln 3.5 − ln i.
        var constants = new CmaConstants(2);

        Assert.Equal(6, constants.Population);
        Assert.Equal(3, constants.Weights.Count);
        Assert.Equal(0.63704257, constants.Weights[0], 1e-8);
        Assert.Equal(0.28457026, constants.Weights[1], 1e-8);
        Assert.Equal(0.07838717, constants.Weights[2], 1e-8);
        Assert.Equal(2.0286114646100626, constants.Selected, Tolerance);
        Assert.Equal(0.44620498737831715, constants.StepRate, Tolerance);
        Assert.Equal(1.4462049873783172, constants.StepDamping, Tolerance);
        Assert.Equal(0.6245545390268264, constants.PathRate, Tolerance);
        Assert.Equal(0.1548153998964136, constants.RankOne, Tolerance);
        Assert.Equal(0.05785908507191638, constants.RankMany, Tolerance);
        Assert.Equal(1.254272742818995, constants.NormalLength, Tolerance);
    }

    [Fact]
    public void After_FirstGeneration_IsWorkedOutByHand()
    {
        // From the middle of the square with σ = 1/6 and C = 1, with (0.6, 0.4), (0.5, 0.7), (0.2, 0.3) the best three:
        // mean = Σ w x; p_σ = √(c_σ (2 − c_σ) μ_eff) (mean − 0.5) / σ; p_c likewise with c_c;
        // C = (1 − c_1 − c_μ) + c_1 p_c p_cᵀ + c_μ Σ w y yᵀ; σ = 1/6 exp(c_σ / d_σ (|p_σ| / χ − 1)).
        var after = CmaDistribution.Start([0.5, 0.5], 1.0 / 6)
            .After([Point(0.6, 0.4), Point(0.5, 0.7), Point(0.2, 0.3)]);

        Equal([0.54018811, 0.47753236], after.Mean);
        Equal([0.28596461, -0.15987193], after.StepPath);
        Equal([0.31831353, -0.17795697], after.CovariancePath);
        Equal([0.83097581, -0.01224234, -0.01224234, 0.835738], after.Covariance.Enumerate());
        Assert.Equal(0.13269470415761267, after.Step, Tolerance);
        Assert.Equal(0.13269470415761267 * Math.Sqrt(0.83097581), after.Deviation(0), 1e-8);
        Assert.Equal(1, after.Generation);
    }

    [Fact]
    public void After_ThreeGenerations_IsThatOfNumpy()
    {
        // The same equations in numpy, with C^(−1/2) from eigh. The third generation is far: the path of the covariance
        // waits.
        var after = CmaDistribution.Start([0.5, 0.5], 1.0 / 6)
            .After([Point(0.6, 0.4), Point(0.5, 0.7), Point(0.2, 0.3)])
            .After([Point(0.7, 0.65), Point(0.65, 0.45), Point(0.6, 0.5)])
            .After([Point(0.99, 0.99), Point(0.99, 0.98), Point(0.97, 0.99)]);

        Equal([0.98843226, 0.9871543], after.Mean);
        Equal([2.79610309, 3.68695902], after.StepPath);
        Equal([0.5593562, 0.36259956], after.CovariancePath);
        Equal([1.27165465, 0.59770435, 0.59770435, 1.23435477], after.Covariance.Enumerate());
        Assert.Equal(0.34640850675212814, after.Step, Tolerance);
    }

    [Fact]
    public void Draw_ManyTimes_HasTheMeanAndTheCovariance()
    {
        var distribution = CmaDistribution.Start([0.5, 0.5], 1.0 / 6)
            .After([Point(0.6, 0.4), Point(0.5, 0.7), Point(0.2, 0.3)])
            .After([Point(0.7, 0.65), Point(0.65, 0.45), Point(0.6, 0.5)]);
        var random = Chance.Stream("draws");

        var draws = Enumerable.Range(0, 20_000)
            .Select(_ => (distribution.Draw(random) - distribution.Mean) / distribution.Step)
            .ToList();

        // Three standard deviations of a mean of 20 000 draws are 0.022, of a mean square 0.032.
        Assert.InRange(draws.Average(draw => draw[0]), -0.022, 0.022);
        Assert.InRange(draws.Average(draw => draw[0] * draw[0]) - distribution.Covariance[0, 0], -0.032, 0.032);
        Assert.InRange(draws.Average(draw => draw[0] * draw[1]) - distribution.Covariance[0, 1], -0.032, 0.032);
    }

    private static Vector<double> Point(params double[] places) => Vector<double>.Build.Dense(places);

    private static void Equal(double[] expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual), each => Assert.Equal(each.First, each.Second, 6e-9));
}
