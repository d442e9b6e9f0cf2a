using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class CellTableTests
{
    [Fact]
    public void Create_ThreeSeeds_HasTheStatisticsOfTheSample()
    {
        // 2, 4, 9: mean 15 / 3 = 5; squared deviations 9 + 1 + 16 = 26, over n − 1 = 2 gives 13.
        var row = Assert.Single(
            Table([(0, Outcome.Completed, 2), (0, Outcome.Completed, 4), (0, Outcome.Completed, 9)]));

        Assert.Equal(5, row.Sample.Mean);
        Assert.Equal(Math.Sqrt(13), row.Sample.StandardDeviation);
        Assert.Equal(2, row.Sample.Minimum);
        Assert.Equal(9, row.Sample.Maximum);
        Assert.Equal(3, row.Sample.Count);
        Assert.True(row.IsBest);
    }

    [Fact]
    public void Create_DivergedFailedRunning_AreCountedButEnterNoStatistic()
    {
        var row = Assert.Single(
            Table([
                (0, Outcome.Completed, 0.5),
                (0, Outcome.Diverged, 0.9),
                (0, Outcome.Failed, 0.95),
                (0, Outcome.Running, 1),
                (0, Outcome.Queued, null),
            ]));

        Assert.Equal(0.5, row.Sample.Mean);
        Assert.Null(row.Sample.StandardDeviation);
        Assert.Equal(0.5, row.Sample.Maximum);
        Assert.Equal(1, row.Sample.Count);
        Assert.Equal(
            [1, 1, 1, 1, 1, 0],
            new[]
            {
                Outcome.Completed,
                Outcome.Diverged,
                Outcome.Failed,
                Outcome.Running,
                Outcome.Queued,
                Outcome.Pruned,
            }.Select(row.Count));
    }

    [Theory]
    [InlineData(true, new[] { 2, 0, 1 })]
    [InlineData(false, new[] { 1, 0, 2 })]
    public void Create_SeveralCells_AreOrderedByTheGoalWithTheValuelessLast(bool isMaximized, int[] ranked)
    {
        var rows = Table(
            [
                (0, Outcome.Completed, 0.5),
                (1, Outcome.Completed, 0.1),
                (2, Outcome.Completed, 0.9),
                (3, Outcome.Diverged, 1),
                (4, Outcome.Queued, null),
            ],
            isMaximized);

        Assert.Equal([.. ranked, 3, 4], rows.Select(row => row.Cell));
        Assert.Equal([true, false, false, false, false], rows.Select(row => row.IsBest));
    }

    // Seed by seed, cell 1 is always lower than cell 0 by about 1. Cell 2 is lower than cell 1 on average, but not for
    // every seed.
    [Fact]
    public void Create_SecondMeanIsExcludedButNotTheThird_KeepsTheOrderOfMeans()
    {
        var rows = Table(
            [
                .. Values(0, 5, 5.1, 5.2, 5.3), .. Values(1, 4, 4.1, 4.2, 4.31), .. Values(2, 5, 2.6, 4.8, 3),
                .. Values(3, 1, 1.1, 1.2, 1.31), .. Values(4, 1, 1.1, 1.2, 1.31),
            ],
            seed: number => number % 4);

        Assert.Equal([0, 1, 2, 3, 4], rows.Select(row => row.Cell));
        Assert.Equal([1, 2, 3, 4, 5], rows.Select(row => row.Rank!.Value));
        Assert.Equal([true, false, true, false, false], rows.Select(row => row.Standing.CouldBeBest!.Value));
        Assert.Equal([null, 0, 0, 0, 0], rows.Select(row => row.Standing.ComparedWith));
        Assert.Equal([true, false, false, false, false], rows.Select(row => row.IsBest));
    }

    [Fact]
    public void Create_OneSeed_TestsNothing()
    {
        var rows = Table([(0, Outcome.Completed, 0.5), (1, Outcome.Completed, 0.9)], seed: _ => 0);

        Assert.Equal([(1, 1), (0, 2)], rows.Select(row => (row.Cell, row.Rank!.Value)));
        Assert.All(rows, row => Assert.Equal(new Standing(), row.Standing));
        Assert.All(rows, row => Assert.Null(row.Sample.Interval));
    }

    [Fact]
    public void Create_SeedDivergedOrFailed_ComesAfterTheCleanCellsAndIsNotTested()
    {
        var rows = Table(
            [
                .. Values(0, 0.5, 0.51, 0.52),
                .. Values(1, 0.4, 0.42, 0.41),
                .. Values(2, 0.9, 0.91), (2, Outcome.Diverged, 0.95),
                .. Values(3, 0.95, 0.96), (3, Outcome.Failed, null),
            ],
            seed: number => number % 3);

        Assert.Equal([0, 1, 3, 2], rows.Select(row => row.Cell));
        Assert.Equal([1, 2, 3, 4], rows.Select(row => row.Rank));
        Assert.Equal([true, false, null, null], rows.Select(row => row.Standing.CouldBeBest));
        Assert.True(rows[0].IsBest);
    }

    [Fact]
    public void Create_EveryCellHasADivergedSeed_TheBestMeanIsBest()
    {
        var rows = Table(
            [.. Values(0, 0.5), (0, Outcome.Diverged, 1), .. Values(1, 0.9), (1, Outcome.Diverged, 1)],
            seed: number => number % 2);

        Assert.Equal([1, 0], rows.Select(row => row.Cell));
        Assert.True(rows[0].IsBest);
        Assert.All(rows, row => Assert.Equal(CellGroup.Unstable, row.Group));
    }

    [Fact]
    public void Create_CellsAtChance_HaveNoRankAndNoOrderAndAreNeverBest()
    {
        (int Cell, Outcome Outcome, double? Objective)[] trials =
        [
            .. Values(0, 0.08, 0.1), .. Values(1, 0.11, 0.1), .. Values(2, 0.4, 0.5), .. Values(3, 0.1, 0.3),
        ];
        Learning[] learning =
            [.. trials.Select(trial => trial.Objective < 0.2 ? Learning.DidNotLearn : Learning.Learned)];

        var rows = Table(trials, seed: number => number % 2, learning: learning);

        Assert.Equal([2, 3, 0, 1], rows.Select(row => row.Cell));
        Assert.Equal([1, 2, null, null], rows.Select(row => row.Rank));
        Assert.Equal([0, 1, 2, 2], rows.Select(row => row.AtChance));
        Assert.Equal([CellGroup.AtChance, CellGroup.AtChance], rows.Skip(2).Select(row => row.Group));
        Assert.All(rows.Skip(2), row => Assert.Equal(new Standing(), row.Standing));
        Assert.DoesNotContain(Table(trials[..4], learning: learning[..4]), row => row.IsBest);
    }

    // Two cells apart by one of 100 images with every seed: rounding may have made the difference.
    [Theory]
    [InlineData(100, true)]
    [InlineData(10_000, false)]
    public void Create_ValidationAccuracy_KnowsItsImages(int images, bool expected)
    {
        var rows = Table(
            [.. Values(0, 0.51, 0.51), .. Values(1, 0.5, 0.5)], seed: number => number % 2, images: images);

        Assert.Equal(expected, rows[1].Standing.CouldBeBest);
    }

    [Fact]
    public void Create_Minimized_ComparesInUnitsOfTheObjective()
    {
        var rows = Table(
            [.. Values(0, 3, 3.5, 4), .. Values(1, 1, 1.6, 2)], isMaximized: false, seed: number => number % 3);

        Assert.Equal([1, 0], rows.Select(row => row.Cell));
        Assert.False(rows[1].Standing.CouldBeBest);
        Assert.Equal((2 + 1.9 + 2) / 3, rows[1].Standing.Difference!.Mean, 1e-12);
    }

    // The same seed on other images is no pair.
    [Fact]
    public void Create_OtherImages_AreNotPaired()
    {
        (int, Outcome, double?)[] trials = [.. Values(0, 3, 3.5, 4), .. Values(1, 1, 1.6, 2)];

        Assert.Equal([true, false], Table(trials, seed: number => number % 3).Select(row => row.Standing.CouldBeBest));
        Assert.All(
            Table(trials, seed: number => number % 3, imagesOf: cell => $"{cell}"),
            row => Assert.Null(row.Standing.CouldBeBest));
    }

    // Cells 0 to 2 share images, 3 and 4 share others: what a comparison adds does not change what tests say.
    [Fact]
    public void Create_CellsWithOtherImages_LeaveTheTestsOfTheOthersAsTheyAre()
    {
        (int, Outcome, double?)[] own =
            [.. Values(0, 0.9, 0.92, 0.91), .. Values(1, 0.5, 0.52, 0.53), .. Values(2, 0.89, 0.93, 0.9)];
        (int, Outcome, double?)[] others = [.. Values(3, 0.8, 0.4, 0.6), .. Values(4, 0.1, 0.12, 0.11)];

        var alone = Table(own, seed: number => number % 3).OrderBy(row => row.Cell).ToList();
        var rows = Table([.. own, .. others], seed: number => number % 3, imagesOf: cell => cell < 3 ? "a" : "b")
            .OrderBy(row => row.Cell)
            .ToList();

        Assert.Equal([true, false, true], alone.Select(row => row.Standing.CouldBeBest));
        Assert.Equal(alone.Select(row => row.Standing), rows.Take(3).Select(row => row.Standing));
        Assert.Equal([null, false], rows.Skip(3).Select(row => row.Standing.CouldBeBest));
        Assert.Equal([true, false], rows.Skip(3).Select(row => row.Standing.IsElsewhere));
    }

    // Seeds that the best alone has say nothing about the noise of the others.
    [Fact]
    public void Create_MoreSeedsOfTheBestAlone_ExcludeNoFewerCells()
    {
        (int, Outcome, double?)[] trials =
            [.. Values(1, 0.5, 0.52, 0.53), .. Values(2, 0.89, 0.93, 0.9), .. Values(0, 0.9, 0.92, 0.91)];

        var before = Table(trials, seed: number => number % 3);
        var after = Table(
            [.. trials, .. Values(0, 0.93, 0.9, 0.92, 0.91)], seed: number => number < 9 ? number % 3 : number);

        Assert.Equal([true, true, false], before.Select(row => row.Standing.CouldBeBest));
        Assert.Equal([true, true, false], after.Select(row => row.Standing.CouldBeBest));
        Assert.Equal(before[1].Standing.MoreSeeds, after[1].Standing.MoreSeeds);
    }

    [Theory]
    [InlineData(1, CellGroup.Clean)]
    [InlineData(2, CellGroup.AtChance)]
    [InlineData(3, CellGroup.AtChance)]
    public void Create_SomeSeedsAtChance_TheMostDecide(int atChance, CellGroup expected) =>
        Assert.Equal(
            expected, Table(
                [.. Values(0, 0.1, 0.5, 0.6)],
                learning: [.. Enumerable.Range(0, 3).Select(number =>
                    number < atChance ? Learning.DidNotLearn : Learning.Learned)])[0].Group);

    [Fact]
    public void Create_Margin_SaysWhichCellsAreWithinIt()
    {
        (int, Outcome, double?)[] trials =
            [.. Values(0, 0.90, 0.92, 0.91), .. Values(1, 0.897, 0.918, 0.906), .. Values(2, 0.5, 0.53, 0.51)];

        Assert.Equal(
            [true, true, false], Table(trials, seed: number => number % 3, margin: 0.05)
                .Select(row => row.Standing.IsWithinMargin!.Value));
        Assert.All(Table(trials, seed: number => number % 3), row => Assert.Null(row.Standing.IsWithinMargin));
    }

    [Fact]
    public void Create_EqualMeans_KeepThePlansOrder() =>
        Assert.Equal([1, 2], Table([(2, Outcome.Completed, 0.5), (1, Outcome.Completed, 0.5)]).Select(row => row.Cell));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Create_ValueNotFinite_EntersNoMeanAndIsNeverBest(double value)
    {
        var rows = Table([(0, Outcome.Completed, value), (1, Outcome.Completed, 0.1), (1, Outcome.Completed, value)]);

        Assert.Equal([1, 0], rows.Select(row => row.Cell));
        Assert.Equal(0.1, rows[0].Sample.Mean);
        Assert.Null(rows[1].Sample.Mean);
        Assert.False(rows[1].IsBest);
        Assert.Equal(1, rows[1].Count(Outcome.Completed));
    }

    [Fact]
    public void Create_EveryTrialDiverged_HasNoBest() =>
        Assert.DoesNotContain(Table([(0, Outcome.Diverged, 0.9), (1, Outcome.Diverged, null)]), row => row.IsBest);

    [Fact]
    public void Create_NoTrials_IsEmpty() => Assert.Empty(Table([]));

    private static IEnumerable<(int, Outcome, double?)> Values(int cell, params double[] values) =>
        values.Select(value => (cell, Outcome.Completed, (double?)value));

    // Accuracies in per cent. Alone, the second cell could be one of shares.
    [Fact]
    public void Create_ValuesOutsideTheRangeOfTheMetric_MakesAllIntervalsPlain()
    {
        var rows = Table([
            (0, Outcome.Completed, 93.5), (0, Outcome.Completed, 94.5), (1, Outcome.Completed, 0.2),
            (1, Outcome.Completed, 0.4),
        ]);

        Assert.Equal(
            [Sample.From([93.5, 94.5]).Interval, Sample.From([0.2, 0.4]).Interval],
            rows.Select(row => row.Sample.Interval));
    }

    [Fact]
    public void Create_ValueOutsideTheRangeIsNotRanked_KeepsTheRange()
    {
        var rows = Table([
            (0, Outcome.Completed, 0.2), (0, Outcome.Completed, 0.4), (1, Outcome.Diverged, 1e30),
            (1, Outcome.Completed, double.NaN),
        ]);

        Assert.Equal(Sample.From([0.2, 0.4], MetricRange.Share).Interval, rows[0].Sample.Interval);
    }

    private static IReadOnlyList<CellRow> Table(
        (int Cell, Outcome Outcome, double? Objective)[] trials, bool isMaximized = true, Func<int, long>? seed = null,
        Learning[]? learning = null, int? images = null, double? margin = null,
        Func<int, string>? imagesOf = null)
    {
        var results = trials.Select((trial, number) => new TrialResult(
            new TrialRecord
            {
                Id = new TrialId("s", number),
                Definition = new NewTrial
                {
                    Cell = trial.Cell,
                    Seed = seed?.Invoke(number) ?? number,
                    Identity = $"{number}",
                    ConfigJson = "{}",
                    SpaceValues = [],
                    Data = images is { } count ? new DataFacts(1000, count, 10, 0.1) : null,
                },
                Outcome = trial.Outcome,
                Attempts = 0,
            },
            trial.Objective,
            learning?[number] ?? Learning.Unknown)
        {
            Images = imagesOf?.Invoke(trial.Cell) ?? "",
        });
        var objective = new Objective(isMaximized ? "val/accuracy" : "val/loss", isMaximized, IsBest: false);
        return CellTable.Create([.. results], objective, margin);
    }
}
