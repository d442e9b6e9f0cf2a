using System.Text.RegularExpressions;
using SweepRunner.Reports.Analysis;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class CriticismTests
{
    [Fact]
    public void Find_BestAtTheLowestValue_SaysToGoLower() => Assert.Contains(
        Finding.BestOnEdge("optimizer.lr", "0.001", isLowest: true),
        Found(["optimizer.lr"], [.. Cells([0.1, 0.01, 0.001], rate => 1 - rate)]));

    [Fact]
    public void Find_BestInTheMiddle_SaysNothingOfEdges() =>
        Assert.DoesNotContain(
            Found(["optimizer.lr"], [.. Cells([0.1, 0.01, 0.001], rate => rate == 0.01 ? 0.9 : 0.5)]),
            finding => finding.Kind == "edge");

    [Fact]
    public void Find_BestOfCategories_HasNoEdge() =>
        Assert.DoesNotContain(
            Found(
                ["init.name"],
                [SampleReports.Completed(0, 0, 0.9, "\"a\""), SampleReports.Completed(1, 0, 0.5, "\"b\"")]),
            finding => finding.Kind == "edge");

    [Fact]
    public void Find_ValueThatAlwaysDiverges_IsNamedWithItsTrials()
    {
        using var sweep = SampleReports.Create("replay");

        var findings = new Criticism(sweep.Analyse()).Find();

        Assert.Contains(Finding.AlwaysDiverges("init.name", "normal", 9), findings);
        Assert.Contains(Finding.AlwaysDiverges("optimizer.lr", "0.1", 6), findings);
        Assert.DoesNotContain(
            findings,
            finding =>
                finding.Message.Contains("kaiming", StringComparison.Ordinal) && finding.Kind == "always-diverges");
    }

    [Fact]
    public void Find_EveryTrialDiverged_BlamesNoValue() =>
        Assert.Equal(
            ["diverged-compute"],
            new Criticism(SampleReports.Analysed("all-diverged")).Find().Select(finding => finding.Kind));

    [Fact]
    public void Find_TimeSpentOnDiverged_IsToldFromATenthOn()
    {
        var completed = SampleReports.Completed(0, 0, 0.9, "0.1") with { Seconds = 90 };
        var diverged = SampleReports.Diverged(1, 0, "0.2");

        Assert.Contains(
            Finding.ComputeOnDiverged(0.1, 10, 1),
            Found(["optimizer.lr"], [completed, diverged with { Seconds = 10 }]));
        Assert.DoesNotContain(
            Found(["optimizer.lr"], [completed, diverged with { Seconds = 9 }]),
            finding => finding.Kind == "diverged-compute");
    }

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
    public void Find_ParameterWithoutEffect_IsNamed()
    {
        // The objective follows the first parameter alone.
        var trials = Enumerable
            .Range(0, 32)
            .Select(number =>
                SampleReports.Completed(
                    number, 0, number / 4 % 8 / 10.0, $"{(number / 4 % 8) + 1}", $"\"{number % 4}\"")
            )
            .ToList();

        Assert.Equal(
            ["init.name"],
            Found(["optimizer.lr", "init.name"], trials)
                .Where(finding => finding.Kind == "no-effect")
                .Select(finding => finding.Message.Split(' ')[0]));
    }

    [Fact]
    public void Find_UnfinishedAndFailed_AreSaidFirst()
    {
        var findings = Found(
            ["optimizer.lr"],
            [
                SampleReports.Completed(0, 0, 0.9, "0.1"),
                new PlannedTrial(1, 0, "0.2") { Outcome = Outcome.Failed },
                new PlannedTrial(2, 0, "0.3") { Outcome = Outcome.Queued },
            ]);

        Assert.Equal(Finding.Unfinished(1), findings[0]);
        Assert.Matches("^Run it again: sweep retry s --failed --store sqlite:/.+/sweeps.db$", findings[1].Advice);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_Minimized_KnowsWhichEndIsBest(bool isMaximized)
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", ["optimizer.lr"], [.. Cells([0.1, 0.01, 0.001], rate => rate)], isMaximized);

        Assert.Contains(
            Finding.BestOnEdge("optimizer.lr", isMaximized ? "0.1" : "0.001", isLowest: !isMaximized),
            new Criticism(sweep.Analyse()).Find());
    }

    private static IEnumerable<PlannedTrial> Cells(double[] rates, Func<double, double> objective) =>
        rates.Select(
            (rate, cell) =>
                SampleReports.Completed(
                    cell, 0, objective(rate), rate.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static IReadOnlyList<Finding> Found(string[] paths, IReadOnlyList<PlannedTrial> trials)
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", paths, trials);
        return new Criticism(sweep.Analyse()).Find();
    }
}
