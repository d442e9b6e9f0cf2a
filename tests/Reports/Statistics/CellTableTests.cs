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

    [Fact]
    public void Create_SeedsTellTheSecondMeanButNotTheThird_TiesComeFirst()
    {
        // Seed by seed, cell 1 is always lower than cell 0 by about 1; cell 2 is lower still on average, but not for
        // every seed.
        var rows = Table(
            [.. Values(0, 5, 5.1, 5.2, 5.3), .. Values(1, 4, 4.1, 4.2, 4.31), .. Values(2, 9, -4, 8, 3.2)],
            seed: number => number % 4);

        Assert.Equal([0, 2, 1], rows.Select(row => row.Cell));
        Assert.Equal(
            [(1, true), (1, true), (3, false)], rows.Select(row => (row.Standing.Rank!.Value, row.Standing.IsTied)));
        Assert.Equal([true, false, false], rows.Select(row => row.IsBest));
        Assert.True(rows[2].Sample.Mean > rows[1].Sample.Mean);

        static IEnumerable<(int, Outcome, double?)> Values(int cell, params double[] values) =>
            values.Select(value => (cell, Outcome.Completed, (double?)value));
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

    private static IReadOnlyList<CellRow> Table(
        (int Cell, Outcome Outcome, double? Objective)[] trials, bool isMaximized = true, Func<int, long>? seed = null)
    {
        var records = trials
            .Select(
                (trial, number) =>
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
                        },
                        Outcome = trial.Outcome,
                        Attempts = 0,
                    })
            .ToList();
        var results = records.Zip(trials, (record, trial) => new TrialResult(record, trial.Objective));
        return CellTable.Create([.. results], isMaximized);
    }
}
