using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class StudentDistributionTests
{
    // Fisher and Yates, Statistical Tables for Biological, Agricultural and Medical Research (1938), table III.
    [Theory]
    [InlineData(0.025, 1, 12.706)]
    [InlineData(0.025, 2, 4.303)]
    [InlineData(0.025, 4, 2.776)]
    [InlineData(0.025, 9, 2.262)]
    [InlineData(0.025, 29, 2.045)]
    [InlineData(0.025, 120, 1.980)]
    [InlineData(0.005, 4, 4.604)]
    [InlineData(0.0005, 10, 4.587)]
    [InlineData(0.2, 10, 0.879)]
    public void Upper_TabulatedTail_IsTheTablesQuantile(double tail, int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, StudentDistribution.Upper(tail, degreesOfFreedom), 0.0006);

    // With one degree of freedom t is a Cauchy variable, whose quantile is a cotangent; with two it is a root.
    [Theory]
    [InlineData(0.4999)]
    [InlineData(0.3)]
    [InlineData(0.025)]
    [InlineData(1e-5)]
    [InlineData(1e-12)]
    public void Upper_OneAndTwoDegrees_IsTheClosedForm(double tail)
    {
        AssertClose(1 / Math.Tan(Math.PI * tail), StudentDistribution.Upper(tail, 1));
        AssertClose((1 - 2 * tail) / Math.Sqrt(2 * tail * (1 - tail)), StudentDistribution.Upper(tail, 2));
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(4.5)]
    [InlineData(1e6)]
    [InlineData(-1e9)]
    public void TwoTailed_OneAndTwoDegrees_IsTheClosedForm(double statistic)
    {
        var size = Math.Abs(statistic);
        var root = Math.Sqrt(2 + size * size);
        AssertClose(2 / Math.PI * Math.Atan(1 / size), StudentDistribution.TwoTailed(statistic, 1));
        AssertClose(2 / (root * (root + size)), StudentDistribution.TwoTailed(statistic, 2));
    }

    [Fact]
    public void TwoTailed_NothingAndInfinity_AreCertainAndImpossible()
    {
        Assert.Equal(1, StudentDistribution.TwoTailed(0, 3));
        Assert.Equal(0, StudentDistribution.TwoTailed(double.PositiveInfinity, 3));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.6, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0.1, 0)]
    public void Upper_OutOfRange_Throws(double tail, int degreesOfFreedom) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentDistribution.Upper(tail, degreesOfFreedom));

    private static void AssertClose(double expected, double actual) =>
        Assert.InRange(actual / expected, 1 - 1e-8, 1 + 1e-8);
}
