using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class BestSetTests
{
    private const double None = double.NaN;

    // Two cells: the one-sided paired t test. The differences 2, 3, 4 have t = 3 √3 = 5.196, the differences 0.5, 2,
    // 3.5 t = 2 / (1.5 / √3) = 2.309; the table's t(0.95, 2) is 2.920.
    [Theory]
    [InlineData(new double[] { 8, 7, 6 }, false)]
    [InlineData(new double[] { 9.5, 8, 6.5 }, true)]
    public void CouldBeBest_TwoCells_IsTheOneSidedPairedTest(double[] other, bool expected)
    {
        var best = BestSet.From([[10, 10, 10], other])!;

        Assert.Equal([true, expected], [best.CouldBeBest(0), best.CouldBeBest(1)]);
        Assert.Equal(expected ? null : 0, best.ExcluderOf(1));
        Assert.Equal(0, best.Leader);
    }

    [Fact]
    public void Difference_TwoCells_IsThatOfThePairs()
    {
        // Differences −2, −3, −4: mean −3, deviation 1. For 2 degrees P(T < −t) = (1 − t / √(2 + t²)) / 2 = 0.0176.
        var difference = BestSet.From([[10, 10, 10], [8, 7, 6]])!.Difference(1, 0)!;

        Assert.Equal((3, 2.0), (difference.Count, difference.DegreesOfFreedom));
        Assert.Equal(-3, difference.Mean, 1e-12);
        Assert.Equal(1 / Math.Sqrt(3), difference.StandardError, 1e-12);
        Assert.Equal((1 - 5.19615 / Math.Sqrt(29)) / 2, difference.P, 1e-5);
    }

    // Residuals of 1, −1 and 0, turned from cell to cell, have no seed effect. d = 2 and ν = 9 − 3 − 3 + 1 = 4, so each
    // variance is 2 / 2 · 6 / 4 = 1.5 and the standard error of a difference √(2 · 1.5 / 3) = 1. The table's t(1 − 0.05
    // / 2, 4) is 2.776.
    [Theory]
    [InlineData(7.25, new[] { 0, 1 })]
    [InlineData(7.2, new[] { 0 })]
    public void CouldBeBest_ThreeCellsOfEqualNoise_TestsAtBonferronisLevel(double mean, int[] expected) =>
        Assert.Equal(expected, Set([[11, 9, 10], [mean, mean + 1, mean - 1], [4, 5, 6]]));

    [Fact]
    public void From_OneSeedEverywhere_TestsNothing() => Assert.Null(BestSet.From([[1], [2], [30]]));

    // Four values, two cells, three blocks: ν = 4 − 2 − 3 + 1 = 0.
    [Fact]
    public void From_TooFewCommonBlocks_TestsNothing() => Assert.Null(BestSet.From([[1, 2, None], [None, 20, 30]]));

    [Fact]
    public void From_OneCellOrOneWithoutValue_TestsNothing()
    {
        Assert.Null(BestSet.From([]));
        Assert.Null(BestSet.From([[1, 2, 3]]));
        Assert.Null(BestSet.From([[1, 2, 3], [None, None, None]]));
    }

    [Fact]
    public void CouldBeBest_NoCommonBlock_IsNotTested()
    {
        var best = BestSet.From([[1, 2, 3, None, None], [11, 12, 13.5, None, None], [None, None, None, 0, 1]])!;

        Assert.Equal([false, true, null], [best.CouldBeBest(0), best.CouldBeBest(1), best.CouldBeBest(2)]);
        Assert.Null(best.Difference(2, 0));
        Assert.Null(best.MoreBlocks(2));
    }

    [Fact]
    public void CouldBeBest_CellWithOneValue_IsTestedWithTheCommonVariance()
    {
        double[][] cells = [[10, 10.1, 10.3], [9.9, 10.2, 10.2], [None, 1, None], [None, 10, None]];

        Assert.Equal([0, 1, 3], Set(cells)!);
        Assert.Equal(BestSetReference.Of(cells), Set(cells));
    }

    [Fact]
    public void CouldBeBest_AllValuesEqual_IsEveryCell() =>
        Assert.Equal([0, 1, 2], Set([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]], 0.001));

    // Without noise any difference is real, unless rounding may have made it: for a resolution of 0.02 the standard
    // error is 0.02 · √(2 / 12 / 3) = 0.0047 and t = 0.01 / 0.0047 = 2.12, for 0.01 t = 4.24; the table's t(0.95, 2) is
    // 2.920.
    [Theory]
    [InlineData(0, new[] { 1 })]
    [InlineData(0.02, new[] { 0, 1 })]
    [InlineData(0.01, new[] { 1 })]
    public void CouldBeBest_NoNoise_DependsOnTheResolution(double resolution, int[] expected) =>
        Assert.Equal(expected, Set([[0.50, 0.50, 0.50], [0.51, 0.51, 0.51]], resolution));

    [Fact]
    public void CouldBeBest_SeedEffect_IsRemoved() =>
        Assert.Equal([1], Set([[1, 5, 9, 20], [1.5, 5.6, 9.5, 20.6], [0.9, 5.1, 8.9, 20]]));

    // A noisy best cell stays, though the pooled noise of the quiet ones would exclude it.
    [Fact]
    public void CouldBeBest_NoisyCell_KeepsItsOwnVariance() => Assert.Equal(
        [0, 1], Set([[0.9, 0.6, 0.99], [0.85, 0.86, 0.87], [0.5, 0.51, 0.51], [0.4, 0.4, 0.41], [0.3, 0.31, 0.3]]));

    [Fact]
    public void CouldBeBest_ScaledAndShifted_IsTheSame()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var cells = Random(seed);
            var expected = Set(cells);
            foreach (var (factor, shift) in new[] { (1e-200, 0.0), (1e200, 0.0), (64.0, 0.0), (1.0, 1000.0) })
                Assert.Equal(expected, Set(Map(cells, value => factor * value + shift)));
        }
    }

    [Fact]
    public void CouldBeBest_AnotherOrderOfCellsAndBlocks_IsTheSame()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var cells = Random(seed);
            double[][] turned = [.. cells.Reverse().Select(values => values.Reverse().ToArray())];

            Assert.Equal(Set(cells), Set(turned)?.Select(cell => cells.Length - 1 - cell).Order());
        }
    }

    [Fact]
    public void CouldBeBest_RandomTables_IsTheSlowReference()
    {
        var (tested, sizes) = (0, new HashSet<int>());
        for (var seed = 0; seed < 400; seed++)
        {
            var (cells, resolution) = (Random(seed), seed % 3 == 0 ? 0.05 : 0);
            var expected = BestSetReference.Of(cells, resolution);
            Assert.Equal(expected, Set(cells, resolution));
            tested += expected is null ? 0 : 1;
            sizes.Add(expected?.Length ?? 0);
        }
        Assert.True(tested > 300 && sizes.Count > 5);
    }

    [Fact]
    public void MoreBlocks_OpenCell_IsTheSmallestNumberThatTells()
    {
        // Differences 0.5, 2, 3.5: mean 2, deviation 1.5, 2 degrees of freedom. By the t table, (t(0.95) + t(0.80)) ·
        // 1.5 / √n is (2.132 + 0.941) · 1.5 / √5 = 2.061 for n = 5 and (2.015 + 0.920) · 1.5 / √6 = 1.797 for n = 6.
        var best = BestSet.From([[10, 10, 10], [9.5, 8, 6.5]])!;

        Assert.Equal(6 - 3, best.MoreBlocks(1));
        Assert.Null(best.MoreBlocks(0));
    }

    [Fact]
    public void MoreBlocks_ExcludedOrEqualCell_IsNoNumber()
    {
        Assert.Null(BestSet.From([[10, 10, 10], [8, 7, 6]])!.MoreBlocks(1));
        Assert.Null(BestSet.From([[1, 2, 3], [1, 2, 3]])!.MoreBlocks(1));
    }

    [Fact]
    public void MoreBlocks_TinyDifference_IsAboveTheLimit() =>
        Assert.True(BestSet.From([[1, -1, 1, -0.999], [0, 0, 0, 0]])!.MoreBlocks(1) > SeedPlan.Limit);

    // The upper bound of the difference is 2 + 2.920 · 1.5 / √3 = 4.529 for the worse cell. The better one is never
    // worse by more than −2 + 2.529 = 0.529.
    [Theory]
    [InlineData(4.6, true, true)]
    [InlineData(4.5, true, false)]
    [InlineData(0.5, false, false)]
    public void IsWithin_TwoCells_IsTheUpperBoundOfTheDifference(double margin, bool leader, bool other)
    {
        var best = BestSet.From([[10, 10, 10], [9.5, 8, 6.5]])!;

        Assert.Equal((leader, other), (best.IsWithin(margin, 0), best.IsWithin(margin, 1)));
    }

    [Fact]
    public void From_TenThousandCells_TakesAMoment()
    {
        var random = new Random(1);
        double[][] cells = [.. Enumerable.Range(0, 10_000)
            .Select(_ => Enumerable.Range(0, 3).Select(_ => random.NextDouble()).ToArray())];
        var start = TimeProvider.System.GetTimestamp();

        var set = Set(cells)!;

        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
        Assert.Contains(Enumerable.Range(0, 10_000).MaxBy(cell => cells[cell].Average()), set);
    }

    private static IEnumerable<int>? Set(double[][] cells, double resolution = 0) =>
        BestSet.From(cells, resolution) is not { } best
            ? null
            : Enumerable.Range(0, cells.Length).Where(cell => best.CouldBeBest(cell) != false);

    private static double[][] Map(double[][] cells, Func<double, double> map) =>
        [.. cells.Select(values => Array.ConvertAll(values, value => map(value)))];

    // 2 to 9 cells with 1 to 5 seeds, of different noise, with holes in two of three tables.
    private static double[][] Random(int seed)
    {
        var random = new Random(seed);
        var (cells, blocks) = (random.Next(2, 10), random.Next(1, 6));
        return
        [
            .. Enumerable.Range(0, cells).Select(_ =>
            {
                var (mean, noise) = (random.NextDouble(), Math.Pow(10, random.NextDouble() - 1.5));
                var full = random.Next(blocks);
                return Enumerable.Range(0, blocks)
                    .Select(block => seed % 3 > 0 && block != full && random.NextDouble() < 0.25
                        ? None
                        : mean + noise * (random.NextDouble() - 0.5) + 0.1 * block)
                    .ToArray();
            }),
        ];
    }
}
