using MathNet.Numerics.Random;
using SweepRunner.Search.Tpe;

namespace SweepRunner.Search.Tests.Tpe;

public sealed class ParzenMixtureTests
{
    private const double Tolerance = 1e-9;

    private static readonly SearchSpace Line = new([new Axis("x", new UniformDomain(0, 1))]);

    // sgd has a rate, adam has none.
    private static readonly SearchSpace Tree = new(
    [
        new Axis("optimizer", new ChoiceDomain(
            [new Choice("\"sgd\"", [new Axis("lr", new UniformDomain(0, 1))]), new Choice("\"adam\"", [])])),
    ]);

    [Fact]
    public void WeightsOf_FewerThan25_AreEqual() =>
        Assert.Equal(Enumerable.Repeat(0.25, 4), ParzenMixture.WeightsOf(3));

    [Fact]
    public void WeightsOf_More_GrowFromOneInAllToTheLatest25()
    {
        // Three early ones of 28: 1/28, (1/28 + 1) / 2 and 1, then 25 ones and the prior.
        var sum = (1 / 28.0) + (29 / 56.0) + 1 + 25 + 1;

        var weights = ParzenMixture.WeightsOf(28);

        Assert.Equal(29, weights.Length);
        Assert.Equal(1 / 28.0 / sum, weights[0], Tolerance);
        Assert.Equal(29 / 56.0 / sum, weights[1], Tolerance);
        Assert.All(weights.Skip(2), weight => Assert.Equal(1 / sum, weight, Tolerance));
    }

    [Fact]
    public void WeightsOf_OneEarly_IsOneInAll() =>
        Assert.Equal(1 / 26.0 / ((1 / 26.0) + 26), ParzenMixture.WeightsOf(26)[0], Tolerance);

    // The logarithm of the mean of the densities in KernelsTests.
    [Theory]
    [InlineData(0.55, 0.29585132684386795)]
    [InlineData(0, -0.37812077266346467)]
    [InlineData(1, -0.9077366266998493)]
    public void LogDensity_OneAxis_IsThatOfTheMixture(double unit, double logDensity) => Assert.Equal(
        logDensity, new ParzenMixture(new UnitSpace(Line), [[0.2], [0.5], [0.6]]).LogDensity([unit]), Tolerance);

    [Fact]
    public void LogDensity_NoObservation_IsThePrior()
    {
        // Without lr: ½. With it: ½ times the truncated normal with mean ½ and deviation 1, at ½ and at 0.
        var norm = Math.Sqrt(2 * Math.PI) * 0.38292492254802624;
        var prior = new ParzenMixture(new UnitSpace(Tree), []);

        Assert.Equal(Math.Log(0.5), prior.LogDensity([0.75, double.NaN]), Tolerance);
        Assert.Equal(Math.Log(0.5 / norm), prior.LogDensity([0.25, 0.5]), Tolerance);
        Assert.Equal(Math.Log(0.5 / norm) - 0.125, prior.LogDensity([0.25, 0]), Tolerance);
    }

    [Fact]
    public void LogDensity_Conditions_AreThatOfTheChoiceGivenIt()
    {
        // An sgd with lr 0.3, and an adam. Rows of choices: 1/3 for both and 1 for the own, divided by 5/3.
        var mixture = new ParzenMixture(new UnitSpace(Tree), [[0.25, 0.3], [0.75, double.NaN]]);

        // adam: (1/5 + 4/5 + 1/2) / 3.
        Assert.Equal(Math.Log(0.5), mixture.LogDensity([0.75, double.NaN]), Tolerance);
        // sgd with lr 0.9: its own kernel has the deviation 0.7, and log density −0.2508142295540523 by SciPy; the
        // others have the prior.
        var own = Math.Exp(-0.2508142295540523);
        var prior = Math.Exp(-0.08) / (Math.Sqrt(2 * Math.PI) * 0.38292492254802624);
        Assert.Equal(
            Math.Log(((0.8 * own) + (0.2 * prior) + (0.5 * prior)) / 3), mixture.LogDensity([0.25, 0.9]), Tolerance);
    }

    [Fact]
    public void Draw_Conditions_HaveAPlaceOnlyWhereTheyAreActive()
    {
        var random = new Xoshiro256StarStar(3, false);
        var mixture = new ParzenMixture(new UnitSpace(Tree), [[0.25, 0.3], [0.75, double.NaN]]);

        var drawn = Enumerable.Range(0, 10_000).Select(_ => mixture.Draw(random)).ToList();

        Assert.All(drawn, units => Assert.Equal(units[0] is 0.75, double.IsNaN(units[1])));
        // Half are adam, as above; four standard deviations are 0.02.
        Assert.InRange(drawn.Count(units => units[0] is 0.75) / 10_000.0, 0.48, 0.52);
    }
}
