using System.Globalization;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;

namespace SweepRunner.Reports.Tests.Pictures;

/// <summary>The charts and tables of <see cref="ReportedSearch"/>.</summary>
public sealed class SearchPicturesTests
{
    [Fact]
    public void Create_PlannedSweep_HasNoChartOfASearch() =>
        Assert.DoesNotContain(
            ReportPictures.Create(SampleReports.Analysed("replay")),
            chart => chart.Name is "proposals" or "rungs" or "model");

    [Fact]
    public void Proposals_Search_TellsExploredFromModelledAndWhatBecameOfThem()
    {
        var chart = Chart("search", "proposals");

        var marks = chart.Layers.OfType<MarkLayer>().ToDictionary(layer => layer.Name);
        Assert.Equal([1, 2, 3, 4, 6, 7], marks["explored, pruned"].X);
        Assert.Equal([9, 12], marks["modelled"].X);
        Assert.Equal([8, 10, 11, 13, 14], marks["modelled, pruned"].X);
        Assert.Equal([5], marks["diverged"].X);
        Assert.Equal(double.NegativeInfinity, Assert.Single(marks["diverged"].Y));
        Assert.Equal(ReportedSearch.Accuracy(cell: 0, seed: 0, epochs: 1), marks["explored, pruned"].Y[0], 12);
        Assert.EndsWith(
            "1 pruned (rung 1 of 2: 0.20, cut at 0.66)", marks["explored, pruned"].Texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Proposals_Search_HasTheBestSoFarAndWhatRandomCellsWouldReach()
    {
        var curves = Chart("search", "proposals").Layers.OfType<CurveLayer>().ToDictionary(layer => layer.Name);

        Assert.Equal([9, 12, 14], curves["best so far"].X);
        var best = SampleReports.Analysed("search").Cells[0].Sample.Mean!.Value;
        Assert.Equal([best, best], curves["best so far"].Y.Skip(1));
        // Six explored cells have reached something, the seventh diverged: the mean of one draw is theirs.
        (int Cell, int Epochs)[] explored = [(0, 1), (1, 1), (2, 3), (3, 1), (5, 3), (6, 1)];
        var reached = explored.Select(cell => ReportedSearch.Accuracy(cell.Cell, 0, cell.Epochs));
        Assert.Equal(reached.Average(), curves["random, expected"].Y[0], 12);
        Assert.Equal(14, curves["random, expected"].Y.Count);
        Assert.Equal(curves["random, expected"].Y.Order(), curves["random, expected"].Y);
    }

    [Fact]
    public void Proposals_NothingHasCompleted_ComparesNothing()
    {
        var chart = Chart("search-open", "proposals");

        Assert.Empty(chart.Layers.OfType<CurveLayer>());
        Assert.StartsWith("Dots: the mean of a cell. Triangles: ", chart.Caption, StringComparison.Ordinal);
        Assert.Contains(
            ("explored, paused", 6), chart.Layers.OfType<MarkLayer>().Select(layer => (layer.Name, layer.X.Count)));
    }

    [Fact]
    public void Proposals_Time_OrdersCellsByTheirEnds()
    {
        var group = ReportPictures.Create(SampleReports.Analysed("search")).Single(chart => chart.Name == "proposals");

        Assert.Equal([["cells"], ["time"]], group.Choices.Select(choice => choice.Keys));
        var chart = (XyChart)group.Choices[1].Chart;
        var random = chart.Layers.OfType<CurveLayer>().Single(layer => layer.Name == "random, expected");
        Assert.Equal(random.X.Order(), random.X);
        Assert.Equal(AxisUnit.Seconds, chart.X.Unit);
    }

    [Fact]
    public void Rungs_Search_HasACurveForEachTrialThatPausedByHowFarItCame()
    {
        var chart = Chart("search", "rungs");

        Assert.Equal("epochs", chart.X.Label);
        Assert.Equal(13, chart.Layers.OfType<CurveLayer>().Count());
        Assert.Equal(
            ["pruned at rung 1 (9)", "pruned at rung 2 (2)", "completed (2)"],
            chart.Layers.OfType<MarkLayer>().Select(layer => layer.Name));
        Assert.All(chart.Layers.OfType<MarkLayer>().ElementAt(1).X, epochs => Assert.Equal(3, epochs));
    }

    [Fact]
    public void Rungs_StillDeciding_HasWhatPauses() => Assert.Contains(
        "paused at rung 1 (9)", Chart("search-open", "rungs").Layers.OfType<MarkLayer>().Select(layer => layer.Name));

    [Fact]
    public void Model_Predicted_HasTheMeanAndWhereItIsUnsure()
    {
        using var sweep = SampleReports.Create("search");
        var group = ReportPictures.Create(sweep.Analyse(Predicted)).Single(chart => chart.Name == "model");

        Assert.Equal([["mean"], ["unsure"]], group.Choices.Select(choice => choice.Keys));
        var chart = (XyChart)group.First;
        var (mean, deviation) = (Tiles(chart), Tiles((XyChart)group.Choices[1].Chart));
        Assert.Equal(144, mean.Value.Count);
        // Rates are equal parts by ratio, from 10^-4.25 to 0.1: the middle of the first is a 24th of the way.
        Assert.Equal(-4.25 + (3.25 / 24), mean.Value[0], 9);
        Assert.All(deviation.Value.Chunk(12), row => Assert.Equal(row[0], row[11]));
        var marks = chart.Layers.OfType<MarkLayer>().ToList();
        Assert.Equal([13, 1], marks.Select(layer => layer.X.Count));
        Assert.Equal((-0.5, 11.5), (marks[0].X.Min(), marks[0].X.Max()));
    }

    [Fact]
    public void Model_NotPredicted_IsNotDrawn()
    {
        using var sweep = SampleReports.Create("search");

        Assert.DoesNotContain(ReportPictures.Create(sweep.Analyse((_, _, _) => null)), chart => chart.Name == "model");
    }

    [Fact]
    public void Timeline_Search_TellsPausesFromTheEndsOfPrunedTrials()
    {
        var layers = Chart("search", "timeline").Layers.OfType<SpanLayer>().ToDictionary(
            layer => layer.Name, layer => layer.Cells.Sum(cells => cells.Count));

        Assert.Equal((11, 6), (layers["pruned"], layers["paused at a rung"]));
    }

    [Fact]
    public void Tables_Search_SayWhyTrialsWerePrunedAndCellsGotSeeds()
    {
        var analysis = SampleReports.Analysed("search");

        var stopped = new StoppedTable(analysis).Create()!;
        Assert.Equal(11, stopped.Rows.Count);
        var why = stopped.Columns.Select(column => column.Title).ToList().IndexOf("why");
        Assert.Equal("rung 1 of 2: 0.20, cut at 0.66", stopped.Rows[0].Cells[why]);
        var seeds = new SeedsTable(analysis).Create()!;
        Assert.Equal(
            ["1, 2: the incumbent has 1 seed", "1: its mean is not worse than the incumbent's"],
            seeds.Rows.Select(row => $"{row.Cells[^2]}: {row.Cells[^1]}"));
        Assert.Equal(["11", "8"], seeds.Rows.Select(row => row.Key));
        Assert.Null(new StoppedTable(SampleReports.Analysed("replay")).Create());
        Assert.Null(new SeedsTable(SampleReports.Analysed("replay")).Create());
    }

    [Theory]
    [InlineData("search", "Search ended</b><span>the budget of 17 trials is spent</span>")]
    [InlineData("search-open", "Still searching</b>")]
    public void Headline_Search_SaysWhatEndedIt(string name, string card) =>
        Assert.Contains(card, $"{new Headline(SampleReports.Analysed(name)).Render()}", StringComparison.Ordinal);

    private static TileLayer Tiles(XyChart chart) => Assert.Single(chart.Layers.OfType<TileLayer>());

    private static XyChart Chart(string sweep, string name) => (XyChart)ReportPictures
        .Create(SampleReports.Analysed(sweep)).Single(chart => chart.Name == name).First;

    private static IReadOnlyList<Prediction> Predicted(
        Tracking.SweepRecord sweep, Tracking.TrialRecord like,
        IReadOnlyList<IReadOnlyDictionary<string, string>> points) =>
    [
        .. points.Select(point => new Prediction(
            Math.Log10(double.Parse(point["optimizer.lr"], CultureInfo.InvariantCulture)),
            double.Parse(point["optimizer.momentum"], CultureInfo.InvariantCulture))),
    ];
}
