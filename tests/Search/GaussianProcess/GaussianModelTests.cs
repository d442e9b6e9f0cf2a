using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;
using SweepRunner.Search.GaussianProcess;
using SweepRunner.Search.Sobol;

namespace SweepRunner.Search.Tests.GaussianProcess;

// The expected numbers are those of numpy:
//   X = [[.1, .25], [.4, .75], [.8, .25], [.55, .25]]; y = [.3, -1.2, .7, .1]; seeds = [1, 2, 1, 4]
//   D = [[3 * (a[0] - b[0]) ** 2 + .5 * (a[1] != b[1]) for b in X] for a in X]; r = sqrt(D)
//   K = 1.5 * (1 + sqrt(5) * r + 5 / 3 * D) * exp(-sqrt(5) * r); C = K + diag((1e-6 + .02) / seeds)
public sealed class GaussianModelTests
{
    private const double Tolerance = 1e-9;

    private static readonly KernelParameters Parameters = new([3, 0.5], 1.5, ParameterDensity.LeastNoise + 0.02);

    private static readonly GaussianData Data = new(
        [false, true], [[0.1, 0.25], [0.4, 0.75], [0.8, 0.25], [0.55, 0.25]], [0.3, -1.2, 0.7, 0.1], [1, 2, 1, 4]);

    [Fact]
    public void Correlate_DistancesOfNumbersAndChoices_AreMatern()
    {
        var covariances = Lanes.Zeros(4);
        Kernel.AddDistances(false, 3, 0.1, Data.Places(0), covariances);
        Kernel.AddDistances(true, 0.5, 0.25, Data.Places(1), covariances);
        Assert.Equal(
            [0, 0.77, 1.47, 0.6075], covariances.Select(squared => Math.Round(squared, 12)));

        Kernel.Correlate(covariances, 1.5);

        // K[0]
        double[] expected = [1.5, 0.8950972885924285, 0.6142398491330334, 0.9859024115468173];
        for (var index = 0; index < 4; index++)
            Assert.Equal(expected[index], covariances[index], Tolerance);
    }

    [Theory]
    [InlineData(0, 1, -5.0 / 6)]
    // By hand: √5 d = 1, so (1 + 1 + 1/3) / e and −5/6 · 2 / e.
    [InlineData(0.2, 0.8583853627333655, -0.6131324019524039)]
    public void Correlation_SquaredDistance_HasValueAndSlope(double squared, double value, double slope)
    {
        var (values, slopes) = Kernel.Correlation(Vector256.Create(squared));

        Assert.Equal(value, values[0], Tolerance);
        Assert.Equal(slope, slopes[3], Tolerance);
    }

    [Fact]
    public void Predict_NewPoint_IsThatOfNumpy()
    {
        var (mean, deviation) = new GaussianModel(Parameters, Data).Predict([0.3, 0.75]);

        // k = K([.3, .75], X): k @ solve(C, y), sqrt(1.5 - k @ solve(C, k))
        Assert.Equal(-1.134829437444674, mean, Tolerance);
        Assert.Equal(0.24139544056763465, deviation, Tolerance);
        Assert.Equal(mean, new GaussianModel(Parameters, Data).Mean([0.3, 0.75]), Tolerance);
    }

    [Fact]
    public void Predict_OneKnownPoint_IsWorkedOutByHand()
    {
        // Mean s y / (s + n / 4) = 2 · 1 / (2 + 0.5) = 0.8, variance s − s² / (s + n / 4) = 2 − 4 / 2.5 = 0.4.
        var model = new GaussianModel(new([1], 2, 2), new([false], [[0.5]], [1], [4]));

        var (mean, deviation) = model.Predict([0.5]);

        Assert.Equal(0.8, mean, Tolerance);
        Assert.Equal(Math.Sqrt(0.4), deviation, Tolerance);
    }

    [Fact]
    public void At_KnownResults_IsTheLikelihoodAndThePriorOfNumpy()
    {
        var (value, _) = new ParameterDensity(Data).At(Logarithms(3, 0.5, 1.5, 0.02));

        // -y @ solve(C, y) / 2 - slogdet(C)[1] / 2 - 2 * log(2 * pi), which is -4.95461292391885, and the prior
        // -sum(.1 / l + .1 * l) + log(1.5) - 1.5 + .1 * log(1e-6 + .02) - 30 * (1e-6 + .02)
        Assert.Equal(-7.623708449811832, value, Tolerance);
    }

    [Fact]
    public void At_AnyParameters_HasTheGradientOfFiniteDifferences()
    {
        const double Step = 1e-5;
        var density = new ParameterDensity(Data);
        var at = Logarithms(3, 0.5, 1.5, 0.02);
        var (_, gradient) = density.At(at);

        for (var index = 0; index < at.Count; index++)
        {
            var (below, above) = (at.Clone(), at.Clone());
            (below[index], above[index]) = (at[index] - Step, at[index] + Step);
            Assert.Equal((density.At(above).Value - density.At(below).Value) / (2 * Step), gradient[index], 1e-8);
        }
    }

    [Fact]
    public void Fit_FunctionOfOneAxis_FindsTheAxisThatMatters()
    {
        var points = Points(60);
        var data = new GaussianData(
            [false, false], points, [.. points.Select(point => 1.4 * Math.Sin(6 * point[0]))],
            [.. points.Select(_ => 1)]);

        var parameters = ParameterFit.Fit(data);

        Assert.True(parameters.Relevance[0] > 20 * parameters.Relevance[1], string.Join(' ', parameters.Relevance));
        Assert.InRange(parameters.Noise, ParameterDensity.LeastNoise, 1e-3);
        // No small step from the fit is much better.
        var density = new ParameterDensity(data);
        var at = Logarithms(
            parameters.Relevance[0], parameters.Relevance[1], parameters.Scale,
            parameters.Noise - ParameterDensity.LeastNoise);
        Assert.All(density.At(at).Gradient, slope => Assert.InRange(slope, -0.5, 0.5));
    }

    [Fact]
    public void Fit_SameResultsWithMoreSeeds_FindsMoreNoiseInOne()
    {
        var points = Points(40);
        double[] values = [.. points.Select((point, index) => (2 * point[0]) + (index % 2 == 0 ? 0.4 : -0.4))];

        double Noise(int seeds) => ParameterFit.Fit(
            new([false, false], points, values, [.. points.Select(_ => seeds)])).Noise;

        Assert.True(Noise(8) > 2 * Noise(1));
    }

    private static double[][] Points(int count)
    {
        var sequence = new SobolSequence(2, Chance.Stream("points"));
        return [.. Enumerable.Range(0, count).Select(_ => sequence.Next())];
    }

    private static Vector<double> Logarithms(params double[] parameters) =>
        Vector<double>.Build.Dense([.. parameters.Select(value => Math.Log(value))]);
}
