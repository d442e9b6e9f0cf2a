using System.Text.RegularExpressions;
using SweepRunner.Reports.Analysis;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class SeedCriticismTests
{
    [Fact]
    public void Find_OneSeedACell_AdvisesMoreSeedsOfTheBestCellsAlone()
    {
        var finding = Assert.Single(
            Found(
                ["optimizer.lr"],
                [
                    .. Enumerable.Range(0, 6)
                        .Select(cell => SampleReports.Completed(cell, 0, cell / 10.0, $"0.{cell + 1}")),
                ]),
            finding => finding.Kind == "one-seed");

        Assert.Equal("One seed a cell: nothing tells differences between the 6 cells from chance.", finding.Message);
        Assert.Equal("Run more seeds of the 4 cells with the best values:", finding.Advice);
        Assert.Matches("^sweep resume s --cells 2,3,4,5 --seeds [+]2 --store sqlite:.*$", finding.Command);
    }

    // The other seeds of the plan are still to come.
    [Fact]
    public void Find_OneSeedSoFar_AdvisesNoMoreSeeds() =>
        Assert.DoesNotContain(
            Found(
                ["optimizer.lr"],
                [
                    SampleReports.Completed(0, 0, 0.9, "0.1"), SampleReports.Completed(1, 0, 0.5, "0.2"),
                    new PlannedTrial(0, 1, "0.1") { Outcome = Outcome.Queued },
                    new PlannedTrial(1, 1, "0.2") { Outcome = Outcome.Queued },
                ]),
            finding => finding.Kind == "one-seed");

    [Fact]
    public void Find_TwoCellsCouldBeBest_SaysHowManySeedsTellThemApart()
    {
        double[] better = [0.8, 0.9, 0.85], worse = [0.75, 0.88, 0.86], worst = [0.1, 0.2, 0.15];
        var finding = Assert.Single(
            Found(
                ["optimizer.lr"],
                [
                    .. better.Select((value, seed) => SampleReports.Completed(0, seed, value, "0.1")),
                    .. worse.Select((value, seed) => SampleReports.Completed(1, seed, value, "0.2")),
                    .. worst.Select((value, seed) => SampleReports.Completed(2, seed, value, "0.3")),
                ]),
            finding => finding.Kind == "could-be-best");

        Assert.Equal("2 cells could still be best: their seeds do not tell which.", finding.Message);
        var seeds = Regex.Match(
            finding.Advice,
            "^([0-9]+) more seeds of each would tell “lr 0.2” from “lr 0.1” [(]power 80 %[)], if their difference "
                + "stays as it is:$").Groups[1].Value;
        Assert.Matches($"^sweep resume s --cells 0,1 --seeds [+]{seeds} --store sqlite:.*$", finding.Command);
    }

    [Fact]
    public void Find_TopCellClearlyBest_SaysNothingOfTies() =>
        Assert.DoesNotContain(
            Found(
                ["optimizer.lr"],
                [
                    .. Enumerable
                        .Range(0, 3)
                        .SelectMany(seed =>
                            new[]
                            {
                                SampleReports.Completed(0, seed, 0.9 + (0.001 * seed), "0.1"),
                                SampleReports.Completed(1, seed, 0.5 + (0.0011 * seed), "0.2"),
                            }
                        ),
                ]),
            finding => finding.Kind is "could-be-best" or "one-seed");

    [Fact]
    public void Find_CellWithADivergedSeedHasABetterMean_SaysWhyItIsNotBest()
    {
        var finding = Assert.Single(
            Found(
                ["optimizer.lr"],
                [
                    .. Values(0, "0.1", 0.8, 0.81), SampleReports.Completed(1, 0, 0.9, "0.2"),
                    SampleReports.Diverged(1, 1, "0.2"),
                ]),
            finding => finding.Kind == "unstable");

        Assert.Equal(
            "“lr 0.2” has a better mean of its completed seeds, 0.9000, but 1 of 2 diverged.", finding.Message);
    }

    [Fact]
    public void Find_CellWithADivergedSeedHasAWorseMean_SaysNothingOfIt() =>
        Assert.DoesNotContain(
            Found(
                ["optimizer.lr"],
                [
                    .. Values(0, "0.1", 0.8, 0.81), SampleReports.Completed(1, 0, 0.7, "0.2"),
                    SampleReports.Diverged(1, 1, "0.2"),
                ]),
            finding => finding.Kind == "unstable");

    [Theory]
    [InlineData(0.05, "within-margin", "2 cells are shown to be within 0.05 of the best.")]
    [InlineData(0.0001, "not-within-margin", "No other cell is shown to be within 0.0001 of the best.")]
    public void Find_Margin_NamesTheQuickestOfTheCellsWithinIt(double margin, string kind, string message)
    {
        var finding = Assert.Single(
            Found(
                ["optimizer.lr"],
                [
                    .. Values(0, "0.1", 0.90, 0.92, 0.91),
                    .. Values(1, "0.2", 0.897, 0.918, 0.906).Select(trial => trial with { Seconds = 7 }),
                    .. Values(2, "0.3", 0.5, 0.53, 0.51).Select(trial => trial with { Seconds = 1 }),
                ],
                margin),
            finding => finding.Kind.EndsWith("margin", StringComparison.Ordinal));

        Assert.Equal((kind, message), (finding.Kind, finding.Message));
        if (kind == "within-margin")
            Assert.Equal("Of these, “lr 0.2” takes the least time, 7.0 s a seed.", finding.Advice);
    }

    // However near they are.
    [Fact]
    public void Find_NoMargin_CallsNoCellAsGoodAsAnother() =>
        Assert.DoesNotContain(
            Found(["optimizer.lr"], [.. Values(0, "0.1", 0.9, 0.91), .. Values(1, "0.2", 0.9, 0.91)]),
            finding => Regex.IsMatch($"{finding.Message} {finding.Advice}", "equal|tie|cheap|least time|as good"));

    private static IEnumerable<PlannedTrial> Values(int cell, string rate, params double[] values) =>
        values.Select((value, seed) => SampleReports.Completed(cell, seed, value, rate));

    private static IReadOnlyList<Finding> Found(
        string[] paths, IReadOnlyList<PlannedTrial> trials, double? margin = null)
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", paths, trials);
        return new Criticism(sweep.Analyse(margin)).Find();
    }
}
