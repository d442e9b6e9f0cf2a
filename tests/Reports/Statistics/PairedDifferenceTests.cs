using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class PairedDifferenceTests
{
    // Student, The Probable Error of a Mean, Biometrika 6 (1908), section IX: hours of sleep gained by ten patients on
    // two drugs.
    private static readonly double[] FirstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] SecondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Between_StudentsSleepData_IsHisResult()
    {
        var difference = Between(BySeed(SecondDrug), BySeed(FirstDrug));

        // R 4: t.test(extra ~ group, data = sleep, paired = TRUE) has t = 4.0621, df = 9, p-value = 0.002833.
        Assert.Equal(10, difference.Count);
        Assert.Equal(1.58, difference.Mean, 1e-12);
        Assert.Equal(1.58 * Math.Sqrt(10) / 4.0621, difference.StandardDeviation, 1e-4);
        Assert.Equal(0.002833, difference.P!.Value, 1e-6);
    }

    [Fact]
    public void Between_OtherWayRound_HasTheOppositeMeanAndTheSameP()
    {
        var (there, back) = (
            Between(BySeed(FirstDrug), BySeed(SecondDrug)),
            Between(BySeed(SecondDrug), BySeed(FirstDrug)));

        Assert.Equal(there with { Mean = -there.Mean }, back);
    }

    [Fact]
    public void Between_SeedsMissingOrNotFinite_AreLeftOutOnBothSides()
    {
        var a = new Dictionary<long, double> { [7] = 2, [1] = 5, [3] = double.NaN, [-4] = 9, [9] = 1 };
        var b = new Dictionary<long, double> { [1] = 2, [3] = 1, [-4] = 5, [8] = 3, [7] = double.PositiveInfinity };

        // The seeds -4 and 1 remain: 4 and 3, mean 3.5, deviation √0.5, t = 3.5 / (√0.5 / √2) = 7, P = 2 / π · atan(1 /
        // 7).
        var difference = Between(a, b);

        Assert.Equal((2, 3.5), (difference.Count, difference.Mean));
        Assert.Equal(Math.Sqrt(0.5), difference.StandardDeviation, 1e-15);
        Assert.Equal(2 / Math.PI * Math.Atan(1.0 / 7), difference.P!.Value, 1e-12);
    }

    [Theory]
    [InlineData(0.25, 0)]
    [InlineData(-0.25, 0)]
    [InlineData(0, 1)]
    public void Between_EqualDifferences_AreCertainUnlessZero(double shift, double p)
    {
        double[] values = [0.5, 0.75, 1];

        Assert.Equal(
            new PairedDifference(3, shift, 0, p),
            Between(BySeed([.. values.Select(value => value + shift)]), BySeed(values)));
    }

    [Fact]
    public void Between_UnderTwoCommonSeeds_HasNoP()
    {
        Assert.Equal(
            new PairedDifference(0, double.NaN, double.NaN, null),
            Between(BySeed([]), BySeed([1, 2])));
        Assert.Equal(
            new PairedDifference(1, -2, double.NaN, null), Between(BySeed([1]), BySeed([3, 4])));
    }

    [Fact]
    public void Between_DifferencesBeyondADouble_StillHaveAP()
    {
        var difference = Between(
            BySeed([1.5e308, 1.6e308, 1.7e308]), BySeed([-1.5e308, -1.4e308, -1.3e308]));

        // Each difference is 3e308 but for the rounding.
        Assert.Equal((3, double.PositiveInfinity), (difference.Count, difference.Mean));
        Assert.InRange(difference.P!.Value, 0, 1e-20);
    }

    private static Dictionary<long, double> BySeed(double[] values) =>
        values.Index().ToDictionary(each => (long)each.Index, each => each.Item);

    private static PairedDifference Between(
        Dictionary<long, double> a, Dictionary<long, double> b) =>
        PairedDifference.Between(new SeedValues(a), new SeedValues(b), new double[b.Count]);
}
