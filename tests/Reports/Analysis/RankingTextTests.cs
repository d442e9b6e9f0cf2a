using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class RankingTextTests
{
    [Fact]
    public void Open_OneSeedACell_SaysThatNothingIsTested() =>
        Assert.Equal(
            "One seed a cell: nothing tells differences from chance.", Open(Values(0, 0.9), Values(1, 0.5)));

    // Two cells with two seeds of which they share none.
    [Fact]
    public void Open_NoCommonSeeds_SaysThatNothingIsTested() =>
        Assert.Equal(
            "Too few seeds in common: nothing tells differences from chance.",
            Open(Values(0, 0.9, 0.8), Values(1, 0.5, 0.6).Select(trial => trial with { Seed = trial.Seed + 2 })));

    [Fact]
    public void Open_AnotherCellCouldBeBest_IsCounted() =>
        Assert.Equal(
            "1 other cell could still be best (95 % confidence).",
            Open(Values(0, 0.9, 0.8, 0.7), Values(1, 0.8, 0.9, 0.65), Values(2, 0.1, 0.15, 0.1)));

    [Fact]
    public void Open_NoOtherCellCouldBeBest_SaysSo() =>
        Assert.Equal(
            "No other cell could still be best (95 % confidence).",
            Open(Values(0, 0.9, 0.91, 0.92), Values(1, 0.1, 0.12, 0.11)));

    // The last could be told sooner, but the second is the question.
    [Fact]
    public void NextToTell_SeveralOpenCells_IsTheNextBest()
    {
        var cells = Analysed(
            Values(0, 0.90, 0.80, 0.85), Values(1, 0.86, 0.80, 0.82), Values(2, 0.77, 0.82, 0.76)).Cells;

        Assert.True(cells[1].Standing.MoreSeeds > cells[2].Standing.MoreSeeds);
        Assert.Same(cells[1], RankingText.NextToTell(cells));
    }

    [Fact]
    public void NextToTell_TrialsStillToRun_IsNone() =>
        Assert.Null(RankingText.NextToTell(Analysed(
            Values(0, 0.90, 0.80, 0.85), Values(1, 0.86, 0.83, 0.85),
            [new PlannedTrial(2, 0, "0.5") { Outcome = Outcome.Queued }]).Cells));

    [Theory]
    [InlineData(0, "best")]
    [InlineData(1, "best, 1 of 3 did not learn")]
    [InlineData(3, "did not learn")]
    public void Standing_SeedsAtChance_AreSaid(int atChance, string expected)
    {
        var cell = Analysed(Values(0, 0.9, 0.8, 0.85)).Cells[0];

        Assert.Equal(
            expected,
            CellText.Standing(cell with { AtChance = atChance, IsBest = atChance < 3 }, margin: null));
    }

    [Fact]
    public void Open_OneCell_HasNothingToSay() => Assert.Null(Open(Values(0, 0.9, 0.8)));

    [Fact]
    public void Comparison_OpenAndExcludedCell_NameTheOtherCellAndTheTest()
    {
        var analysis = Analysed(Values(0, 0.9, 0.8, 0.7), Values(1, 0.8, 0.9, 0.65), Values(2, 0.1, 0.15, 0.1));

        Assert.Equal(["", "could still be best", "shown to be worse"], analysis.Cells.Select(cell =>
            RankingText.Comparison(analysis, cell) is { Length: > 0 } text ? text.Split(": ")[2].Split('.')[0] : ""));
        Assert.StartsWith(
            " Against lr 0.1 (cell 0): -0.01667 on 3 common seeds (standard error ",
            RankingText.Comparison(analysis, analysis.Cells[1]), StringComparison.Ordinal);
        Assert.Matches(
            "^sweep resume s --cells 0,1 --seeds [+][0-9]+ --store ",
            RankingText.MoreSeedsCommand(analysis, analysis.Cells[1]));
        Assert.Null(RankingText.MoreSeedsCommand(analysis, analysis.Cells[2]));
    }

    // 0.5 and 0.6: h = 12.706 · 0.05, and on the logit scale 0.2007 ± 0.6353 / 0.2475. The next are too near each other
    // for four decimals.
    [Theory]
    [InlineData(new[] { 0.5, 0.6 }, "0.0858–0.9409")]
    [InlineData(new[] { 0.500001, 0.500002 }, "0.50000–0.50001")]
    [InlineData(new[] { 0.5, 0.5 }, null)]
    [InlineData(new[] { 0.5 }, null)]
    public void Interval_AnySpread_TellsItsEndsApart(double[] values, string? expected) =>
        Assert.Equal(expected, CellText.Interval(Sample.From(values, MetricRange.Share)));

    [Fact]
    public void Interval_NegativeEnds_AreWrittenWithAWord() =>
        Assert.Equal("-7.8531 to 4.8531", CellText.Interval(Sample.From([-2, -1])));

    private static string? Open(params IEnumerable<PlannedTrial>[] cells) => RankingText.Open(Analysed(cells).Cells);

    private static ReportAnalysis Analysed(params IEnumerable<PlannedTrial>[] cells)
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", ["optimizer.lr"], [.. cells.SelectMany(cell => cell)]);
        return sweep.Analyse();
    }

    private static IEnumerable<PlannedTrial> Values(int cell, params double[] values) =>
        values.Select((value, seed) => SampleReports.Completed(cell, seed, value, $"0.{cell + 1}"));
}
