using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class FunctionalAnovaTests
{
    private static readonly double[] Halves = [0.25, 0.75];

    [Fact]
    public void Compute_AdditiveOnAGrid_IsExact()
    {
        // 2a + b over {0, 1}²: the variances 4 / 4 and 1 / 4 are 0.8 and 0.2 of the whole.
        var result = OnGrid((a, b) => 2 * (a > 0.5 ? 1 : 0) + (b > 0.5 ? 1 : 0));

        Assert.Equal([0.8, 0.2], result.Parameters.Select(parameter => Math.Round(parameter.Mean, 12)));
        Assert.All(result.Parameters, parameter => Assert.Equal(0, parameter.StandardDeviation, 1e-12));
        Assert.Equal(0, result.Interactions, 1e-12);
    }

    [Fact]
    public void Compute_ExclusiveOr_IsAllInteraction()
    {
        var result = OnGrid((a, b) => a > 0.5 != b > 0.5 ? 1 : 0);

        Assert.All(result.Parameters, parameter => Assert.Equal(0, parameter.Mean, 1e-12));
        Assert.Equal(1, result.Interactions, 1e-12);
    }

    [Fact]
    public void Compute_LinearAndIdle_HasTheClosedFormShares()
    {
        // 3a + b + 0c over the cube: the variances 9 / 12 and 1 / 12 are 0.9 and 0.1 of the whole.
        var points = Uniform(1000, 3);
        var result = FunctionalAnova.Compute(points, [.. points.Select(point => 3 * point[0] + point[1])], seed: 0)!;

        Assert.Equal(0.9, result.Parameters[0].Mean, 0.02);
        Assert.Equal(0.1, result.Parameters[1].Mean, 0.02);
        Assert.InRange(result.Parameters[2].Mean, 0, 0.001);
        Assert.InRange(result.Interactions, 0, 0.02);
    }

    [Fact]
    public void Compute_Ishigami_HasItsSobolIndices()
    {
        // Ishigami and Homma, An importance quantification technique in uncertainty analysis for computer models
        // (1990), with a = 7 and b = 0.1: S1 = 0.3139, S2 = 0.4424, S3 = 0, the rest 0.2437 (Saltelli et al., Global
        // Sensitivity Analysis, 2008). The steps of a tree are no curve: what they miss counts as interaction, the less
        // the more points (Optuna 3.1.0 gives 0.28, 0.33, 0.02 for 1 000).
        var points = Uniform(10_000, 3);
        var result = FunctionalAnova.Compute(points, [.. points.Select(Ishigami)], seed: 0, trees: 16)!;

        Assert.Equal(0.3139, result.Parameters[0].Mean, 0.02);
        Assert.Equal(0.4424, result.Parameters[1].Mean, 0.06);
        Assert.Equal(0, result.Parameters[2].Mean, 0.01);
        Assert.Equal(0.2437, result.Interactions, 0.06);
    }

    [Fact]
    public void Compute_OneParameter_HasAllOfIt()
    {
        var points = Uniform(30, 1);
        var result = FunctionalAnova.Compute(points, [.. points.Select(point => Math.Sin(9 * point[0]))], seed: 0)!;

        Assert.Equal(1, Assert.Single(result.Parameters).Mean, 1e-12);
        Assert.Equal(0, result.Interactions, 1e-12);
    }

    [Fact]
    public void Compute_ThreeLevels_WeighsEachAThird()
    {
        // The levels 0, 0, 3 of the first have a variance of 2; the halves 0, 2 of the second one of 1.
        var points = (
            from a in Enumerable.Range(0, 3)
            from b in Halves
            from copy in Enumerable.Range(0, 8)
            select new[] { (a + 0.5) / 3, b }).ToList();
        var result = FunctionalAnova.Compute(
            points, [.. points.Select(point => (point[0] > 0.7 ? 3.0 : 0) + (point[1] > 0.5 ? 2 : 0))], seed: 0)!;

        Assert.Equal(2.0 / 3, result.Parameters[0].Mean, 1e-12);
        Assert.Equal(1.0 / 3, result.Parameters[1].Mean, 1e-12);
    }

    // A power of two and a sign change no digit, so that not even a tie is settled another way.
    [Theory]
    [InlineData(1e-300)]
    [InlineData(1)]
    [InlineData(1e300)]
    public void Compute_OtherUnits_AreTheSameShares(double size)
    {
        var points = Uniform(100, 2);
        var scale = -Math.ScaleB(1, Math.ILogB(size));
        double[] values = [.. points.Select(point => point[0] + point[0] * point[1])];
        var (expected, actual) = (
            FunctionalAnova.Compute(points, values, 3)!,
            FunctionalAnova.Compute(points, [.. values.Select(value => value * scale)], 3)!);

        Assert.Equal(expected.Interactions, actual.Interactions);
        Assert.Equal(expected.Parameters, actual.Parameters);
    }

    [Fact]
    public void Compute_ValuesNotFinite_AreAsIfTheyWereNotThere()
    {
        var points = Uniform(60, 2);
        List<double> values = [.. points.Select(point => point[0] - point[1] * point[1])];
        var expected = FunctionalAnova.Compute(points, values, 1)!;
        var actual = FunctionalAnova.Compute(
            [
                [0.5, 0.5],
                .. points,
                [0, 1],
            ],
            [double.NaN, .. values, double.PositiveInfinity],
            1)!;

        Assert.Equal(expected.Parameters, actual.Parameters);
    }

    [Fact]
    public void Compute_FewPointsManyParameters_SharesAddUpToOne()
    {
        var points = Uniform(50, 30);
        var result = FunctionalAnova.Compute(points, [.. points.Select(point => point[0] + 0.1 * point[7])], seed: 0)!;

        Assert.Equal(30, result.Parameters.Count);
        Assert.Equal(1, result.Parameters.Sum(parameter => parameter.Mean) + result.Interactions, 1e-9);
        Assert.Equal(0, result.Parameters.Index().MaxBy(each => each.Item.Mean).Index);
    }

    [Fact]
    public void Compute_SamePointsWithOtherValues_LearnsTheirMean()
    {
        // Every point twice, with a value that is 1 too high and one that is 1 too low: what is left is the first
        // parameter's.
        var points = (
            from a in Halves
            from b in Halves
            from copy in Enumerable.Range(0, 400)
            select new[] { a, b }).ToList();
        var result = FunctionalAnova.Compute(
            points, [.. points.Select((point, index) => 10 * point[0] + (index % 2 == 0 ? 1 : -1))], seed: 0)!;

        Assert.InRange(result.Parameters[0].Mean, 0.99, 1);
    }

    [Fact]
    public async Task Of_OneThreadOrAll_IsTheSameToTheLastBit()
    {
        var points = Uniform(200, 4);
        double[] values = [.. points.Select(point => point[0] * point[1] + point[2])];
        var single = new ConcurrentExclusiveSchedulerPair(
            TaskScheduler.Default, maxConcurrencyLevel: 1).ConcurrentScheduler;
        var expected = await Task
            .Factory.StartNew(
                () => FunctionalAnova.Compute(points, values, 5)!,
                CancellationToken.None,
                TaskCreationOptions.None,
                single)
            .WaitAsync(TimeSpan.FromMinutes(1));
        var actual = FunctionalAnova.Compute(points, values, 5)!;

        Assert.Equal(expected.Parameters, actual.Parameters);
        Assert.Equal(expected.Interactions, actual.Interactions);
        Assert.NotEqual(expected.Interactions, FunctionalAnova.Compute(points, values, 6)!.Interactions);
    }

    [Fact]
    public void Compute_TooLittleToGoBy_IsNone()
    {
        Assert.Null(FunctionalAnova.Compute([], [], 0));
        Assert.Null(FunctionalAnova.Compute([[0], [0.5], [1]], [1, 2, 3], 0));
        Assert.Null(FunctionalAnova.Compute([[0], [0.5], [1], [0.3]], [1, 2, 3, double.NaN], 0));
        Assert.Null(FunctionalAnova.Compute([[], [], [], []], [1, 2, 3, 4], 0));
        Assert.Null(FunctionalAnova.Compute([[0], [0.5], [1], [0.3]], [2, 2, 2, 2], 0));
        Assert.Null(FunctionalAnova.Compute([[0.5], [0.5], [0.5], [0.5]], [1, 2, 3, 4], 0));
    }

    [Fact]
    public void Compute_NeighbouringDoubles_AreParted() =>
        Assert.NotNull(
            FunctionalAnova.Compute(
                [
                    [0, 0],
                    [double.Epsilon, 1],
                    [0, 0],
                    [double.Epsilon, 1],
                    [1, 0.5],
                ],
                [1, 2, 1, 2, 5],
                0));

    [Fact]
    public void Compute_FaultyArguments_Throws()
    {
        Assert.Throws<ArgumentException>(() => FunctionalAnova.Compute([[0]], [1, 2], 0));
        Assert.Throws<ArgumentException>(() => FunctionalAnova.Compute([[0], [0, 1]], [1, 2], 0));
        Assert.Throws<ArgumentException>(() => FunctionalAnova.Compute([[0], [1.5]], [1, 2], 0));
        Assert.Throws<ArgumentException>(() => FunctionalAnova.Compute([[0], [double.NaN]], [1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FunctionalAnova.Compute([[0], [1]], [1, 2], 0, trees: 0));
    }

    private static FunctionalAnovaResult OnGrid(Func<double, double, double> objective)
    {
        var points = (
            from a in Halves
            from b in Halves
            from copy in Enumerable.Range(0, 16)
            select new[] { a, b }).ToList();
        return FunctionalAnova.Compute(points, [.. points.Select(point => objective(point[0], point[1]))], seed: 0)!;
    }

    private static double Ishigami(double[] point)
    {
        var (x, y, z) = (Angle(point[0]), Angle(point[1]), Angle(point[2]));
        return Math.Sin(x) + 7 * Math.Sin(y) * Math.Sin(y) + 0.1 * z * z * z * z * Math.Sin(x);

        static double Angle(double coordinate) => Math.PI * (2 * coordinate - 1);
    }

    private static List<double[]> Uniform(int count, int parameters)
    {
        var random = new Random(17);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => Enumerable.Range(0, parameters).Select(_ => random.NextDouble()).ToArray()),
        ];
    }
}
