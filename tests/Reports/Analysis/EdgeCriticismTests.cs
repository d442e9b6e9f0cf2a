using System.Globalization;
using SweepRunner.Reports.Analysis;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class EdgeCriticismTests
{
    // Rates 0.001, 0.01, 0.1 with one seed: only a trend over three values counts.
    [Theory]
    [InlineData(new[] { 0.9, 0.8, 0.5 }, true, "0.001")]
    [InlineData(new[] { 0.5, 0.8, 0.9 }, false, "0.1")]
    [InlineData(new[] { 0.9, 0.5, 0.8 }, true, null)]
    [InlineData(new[] { 0.5, 0.9, 0.8 }, true, null)]
    [InlineData(new[] { 0.9, 0.8 }, true, null)]
    public void Find_OneSeed_NeedsATrendOverThreeValues(double[] accuracies, bool isLowest, string? expected) =>
        AssertEdge(
            expected is null ? null : Finding.BestOnEdge("optimizer.lr", expected, isLowest),
            Rates(accuracies).SelectMany(each => Trials(each.Cell, each.Rate, each.Accuracy)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_Minimized_KnowsWhichEndIsBest(bool isMaximized)
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "s", ["optimizer.lr"],
            [.. Rates(0.1, 0.5, 0.9).SelectMany(each => Trials(each.Cell, each.Rate, each.Accuracy))], isMaximized);

        Assert.Contains(
            Finding.BestOnEdge("optimizer.lr", isMaximized ? "0.1" : "0.001", isLowest: !isMaximized),
            new Criticism(sweep.Analyse()).Find());
    }

    [Fact]
    public void Find_OnlyTheEdgeCouldBeBest_SaysToGoOn() =>
        AssertEdge(
            Finding.BestOnEdge("optimizer.lr", "0.1", isLowest: false),
            [.. Trials(0, 0.1, 0.9, 0.91, 0.92), .. Trials(1, 0.01, 0.5, 0.52, 0.51)]);

    [Fact]
    public void Find_AnotherValueCouldBeBestToo_SaysNothing() =>
        AssertEdge(
            null,
            [
                .. Trials(0, 0.1, 0.9, 0.91, 0.92), .. Trials(1, 0.01, 0.89, 0.92, 0.9),
                .. Trials(2, 0.001, 0.5, 0.52, 0.51),
            ]);

    // Higher rates were tried.
    [Fact]
    public void Find_ValuesBeyondDiverged_SaysNothing() =>
        AssertEdge(
            null,
            [
                SampleReports.Diverged(0, 0, "1"), .. Trials(1, 0.1, 0.9), .. Trials(2, 0.01, 0.8),
                .. Trials(3, 0.001, 0.7),
            ]);

    [Fact]
    public void Find_EveryOtherValueDivergedOrIsAtChance_SaysToGoOn() =>
        AssertEdge(
            Finding.BestOnEdge("optimizer.lr", "0.001", isLowest: true),
            [SampleReports.Diverged(0, 0, "0.1"), .. Trials(1, 0.001, 0.9)]);

    [Theory]
    [InlineData("optimizer.weightDecay", 0, double.MaxValue, false)]
    [InlineData("optimizer.weightDecay", -1, double.MaxValue, true)]
    public void Find_BoundOfTheKey_IsNotAnEdge(string path, double lowest, double highest, bool isEdge)
    {
        var edges = Edges(path, Falling(0, 0.1, 0.2), each => each == path ? (lowest, highest) : null);

        Assert.Equal(isEdge, edges.Count > 0);
    }

    // sgd has rates from 0.01 to 1 and adam others below: the edge of the one is in the middle of both.
    [Theory]
    [InlineData(0.9, 0.8, 0.7, 0.5, "0.01", true)]
    [InlineData(0.7, 0.8, 0.9, 0.5, "1", false)]
    [InlineData(0.7, 0.9, 0.8, 0.5, null, false)]
    // adam has one rate, which has no edge.
    [InlineData(0.7, 0.8, 0.85, 0.9, null, false)]
    public void Find_ListOfAChoice_ComparesWithTheCellsOfThatChoice(
        double first, double second, double third, double other, string? expected, bool isLowest)
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "s", ["optimizer", "optimizer.lr", "optimizer.momentum"],
            [
                Choice(0, first, "sgd", "0.01", "0"), Choice(1, second, "sgd", "0.1", "0"),
                Choice(2, third, "sgd", "1", "0"), Choice(3, other, "adam", "0.001", null),
            ]);

        Assert.Equal(
            expected is null ? [] : [Finding.BestOnEdge("optimizer.lr", expected, isLowest, "optimizer = sgd")],
            new EdgeCriticism(sweep.Analyse()).Find());
    }

    [Fact]
    public void Find_RangeOfAChoice_HasTheEdgesOfThatRange()
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "s", ["optimizer", "optimizer.lr"],
            [
                .. Enumerable.Range(1, 20).Select(step => Choice(step, 0.4 + (0.02 * step), "sgd", $"{step}")),
                .. Enumerable.Range(1, 20).Select(
                    step => Choice(100 + step, 0.1 + (0.01 * step), "adam", $"{step * 9}")),
            ]);

        Assert.Equal(
            [Finding.BestOnEdge("optimizer.lr", "20", isLowest: false, "optimizer = sgd")],
            new EdgeCriticism(sweep.Analyse()).Find());
    }

    private static PlannedTrial Choice(int cell, double accuracy, string name, params string?[] values) =>
        SampleReports.Completed(cell, 0, accuracy, [$$"""{"name":"{{name}}"}""", .. values]);

    // Nothing is known of the key of a program, but a number below 0 where all others are positive is no advice.
    [Fact]
    public void Find_ZeroOfAnUnknownKey_IsNotAnEdge() =>
        Assert.Empty(Edges("depth", Falling(0, 1, 2)));

    // More images are another task, and the number of validation images is not better or worse.
    [Theory]
    [InlineData("data.trainSamples")]
    [InlineData("data.splitSeed")]
    public void Find_ChoiceOfImages_IsNotAnEdge(string path) =>
        Assert.Empty(Edges(path, Falling(300, 200, 100)));

    [Fact]
    public void Find_Categories_HaveNoEdge() =>
        Assert.Empty(Edges(
            "init.name",
            Enumerable.Range(0, 3)
                .Select(cell => SampleReports.Completed(cell, 0, 0.9 - (0.1 * cell), $"\"{cell}\""))));

    // A random search with one seed: the best of 16 lies at the end of the range in both, but only one has a trend.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_Range_NeedsATrend(bool hasTrend)
    {
        var trials = Enumerable.Range(0, 16).SelectMany(cell => Trials(
            cell, 0.001 * (cell + 1),
            cell == 15 ? 0.9 : hasTrend ? 0.5 + (0.02 * cell) : 0.5 + (0.02 * (cell * 7 % 15))));

        Assert.Equal(hasTrend, Edges("optimizer.lr", trials).Any());
    }

    private static IEnumerable<(int Cell, double Rate, double Accuracy)> Rates(params double[] accuracies) =>
        accuracies.Select((accuracy, cell) => (cell, 0.001 * Math.Pow(10, cell), accuracy));

    // Three values, the first one the best.
    private static IEnumerable<PlannedTrial> Falling(params double[] values) =>
        values.SelectMany((value, cell) => Trials(cell, value, 0.9 - (0.1 * cell)));

    private static IEnumerable<PlannedTrial> Trials(int cell, double value, params double[] accuracies) =>
        accuracies.Select((accuracy, seed) =>
            SampleReports.Completed(cell, seed, accuracy, Math.Round(value, 6).ToString(CultureInfo.InvariantCulture)));

    private static void AssertEdge(Finding? expected, IEnumerable<PlannedTrial> trials) =>
        Assert.Equal(expected is null ? [] : [expected], Edges("optimizer.lr", trials));

    private static IReadOnlyList<Finding> Edges(
        string path, IEnumerable<PlannedTrial> trials, Func<string, (double, double)?>? boundsOf = null)
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", [path], [.. trials]);
        return [.. new EdgeCriticism(sweep.Analyse(null, boundsOf)).Find()];
    }
}
