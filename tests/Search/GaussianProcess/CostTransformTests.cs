using MathNet.Numerics.Statistics;
using SweepRunner.Search.GaussianProcess;

namespace SweepRunner.Search.Tests.GaussianProcess;

public sealed class CostTransformTests
{
    [Theory]
    // scipy.stats.yeojohnson(value, power)
    [InlineData(2, 0.5, 1.4641016151377544)]
    [InlineData(2, 0, 1.0986122886681098)]
    [InlineData(2, -1, 0.66666666666666674)]
    [InlineData(-2, 0.5, -2.797434948471088)]
    [InlineData(-2, 2, -1.0986122886681098)]
    [InlineData(-2, 3, -0.66666666666666663)]
    [InlineData(0, 0.7, 0)]
    public void Transform_AnyPower_IsThatOfYeoAndJohnson(double value, double power, double expected)
    {
        Assert.Equal(expected, CostTransform.Transform(value, power), 1e-12);
        Assert.Equal(value, CostTransform.Inverse(CostTransform.Transform(value, power), power), 1e-12);
    }

    [Fact]
    public void Apply_CostsOverManyOrders_KeepsTheGoodOnesApart()
    {
        double[] costs = [.. Enumerable.Range(0, 40).Select(index => Math.Exp(index / 3.0))];
        var transform = new CostTransform(costs);

        double[] values = [.. costs.Select(cost => transform.Apply(cost))];

        Assert.Equal(values.Order(), values);
        Assert.Equal(0, values.Mean(), 1e-9);
        Assert.Equal(1, values.StandardDeviation(), 1e-9);
        // Plain standardizing leaves 0.008 deviations between the best cost and the median.
        Assert.Equal(0.0084, (costs[20] - costs[0]) / costs.StandardDeviation(), 5e-4);
        Assert.True(values[20] - values[0] > 0.15);
    }

    [Fact]
    public void Invert_AppliedCost_IsTheCost()
    {
        var transform = new CostTransform([1, 2, 3, 5, 8, 100]);

        Assert.All([1, 2.5, 7, 100], cost => Assert.Equal(cost, transform.Invert(transform.Apply(cost)), 1e-9));
        Assert.Equal(199, transform.Invert(1e9));
        Assert.Equal(-98, transform.Invert(-1e9));
    }

    [Fact]
    public void Apply_CostThatIsMissing_IsADeviationWorseThanTheWorst()
    {
        var transform = new CostTransform([1, 2, 3, 5, 8]);

        Assert.All(
            [null, double.NaN, double.PositiveInfinity, double.NegativeInfinity],
            (double? cost) => Assert.Equal(transform.Apply(8) + 1, transform.Apply(cost)));
    }

    public static TheoryData<double[]> DegenerateCosts =>
    [
        [3, 3, 3],
        [7],
        [1, 1, 1, 1, 1, 1, 2],
        [double.MaxValue, -double.MaxValue, 0, 1],
        [1e300, 1, 2, 3, 4],
        [1, 1 + 1e-15, 1 + 2e-15],
    ];

    [Theory, MemberData(nameof(DegenerateCosts))]
    public void Apply_DegenerateCosts_IsFinite(double[] costs)
    {
        var transform = new CostTransform(costs);

        Assert.All(costs, cost => Assert.True(double.IsFinite(transform.Apply(cost))));
        Assert.True(transform.Apply(null) > transform.Apply(costs.Max()));
    }
}
