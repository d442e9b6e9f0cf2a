using SweepRunner.Search.Tpe;

namespace SweepRunner.Search.Tests.Tpe;

public sealed class TpeGroupsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(250, 25)]
    [InlineData(2_000, 25)]
    public void Of_CompletedCells_PutsTheBestTenthBelow(int count, int below)
    {
        // The later the better.
        var groups = TpeGroups.Of(Cells.Of(Enumerable.Range(0, count).Select(cell => Cells.Completed(-cell))));

        Assert.Equal(Enumerable.Range(count - below, below), groups.Below.Select(cell => cell.Cell));
        Assert.Equal(Enumerable.Range(0, count - below), groups.Above.Select(cell => cell.Cell));
        Assert.Equal(count, groups.Results);
    }

    [Fact]
    public void Of_EqualCosts_TakesTheEarlierCell() =>
        Assert.Equal([0], Below([Cells.Completed(1), Cells.Completed(1)], 2));

    [Fact]
    public void Of_StoppedCells_RanksThemAfterCompletedOnesByEpochsAndThenByCost()
    {
        TrialObservation[] trials =
        [
            Cells.Pruned(1, 0.1), Cells.Pruned(3, 0.6), Cells.Paused(3, 0.5), Cells.Completed(9),
            Cells.Pruned(9, double.NaN),
        ];

        // Completed, then three epochs with 0.5, three with 0.6, one with 0.1; never NaN.
        Assert.Equal([3], Below(trials, 5));
        Assert.Equal([2, 3], Below(trials, 15));
        Assert.Equal([1, 2, 3], Below(trials, 25));
        Assert.Equal([0, 1, 2, 3], Below(trials, 45));
    }

    [Fact]
    public void Of_CellsWithoutAFiniteCost_AreNeverGood()
    {
        var groups = TpeGroups.Of(Cells.Of(
            Cells.Diverged(),
            Cells.Completed(double.NaN),
            Cells.Completed(double.NegativeInfinity),
            Cells.Completed(null)));

        Assert.Empty(groups.Below);
        Assert.Equal(4, groups.Above.Count);
        Assert.Equal(4, groups.Diverged.Count);
        Assert.Empty(groups.Survived);
        Assert.Equal(4, groups.Results);
    }

    [Fact]
    public void Of_RunningCells_AreAboveAndHaveNoResult()
    {
        var groups = TpeGroups.Of(Cells.Of(Cells.Running(), Cells.Completed(1), Cells.Running()));

        Assert.Equal([1], groups.Below.Select(cell => cell.Cell));
        Assert.Equal([0, 2], groups.Above.Select(cell => cell.Cell));
        Assert.Equal(1, groups.Results);
    }

    [Fact]
    public void Of_FailedCells_AreInNoGroup()
    {
        var groups = TpeGroups.Of(Cells.Of(Cells.Failed(), Cells.Completed(1)));

        Assert.Equal([1], groups.Below.Select(cell => cell.Cell));
        Assert.Empty(groups.Above);
        Assert.Equal(1, groups.Results);
    }

    [Fact]
    public void Of_CellWithSeeds_HasTheMeanOfItsSeedsAndDivergesWithOneOfThem()
    {
        var point = Cells.PointAt(0);
        CellObservation[] cells =
        [
            new(0, point, [Cells.Completed(1), Cells.Completed(5)]),
            new(1, point, [Cells.Completed(2), Cells.Completed(2)]),
            new(2, point, [Cells.Completed(0), Cells.Diverged()]),
        ];

        Assert.Equal([1], TpeGroups.Of(cells).Below.Select(cell => cell.Cell));
    }

    // With as many diverged cells as make a number of results.
    private static IEnumerable<int> Below(TrialObservation[] trials, int results) => TpeGroups
        .Of(Cells.Of(trials.Concat(Enumerable.Repeat(Cells.Diverged(), results - trials.Length))))
        .Below.Select(cell => cell.Cell);
}
