using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Pictures;

namespace SweepRunner.Reports.Tests.Pictures;

public sealed class ReportPicturesTests
{
    [Theory]
    [InlineData("replay")]
    [InlineData("one-trial")]
    [InlineData("one-parameter")]
    [InlineData("thirty-parameters")]
    [InlineData("thousand-cells")]
    [InlineData("no-space")]
    [InlineData("running")]
    public void Create_SweepWithACompletedTrial_HasAtLeastTheFourPictures(string name)
    {
        var charts = ReportPictures.Create(SampleReports.Analysed(name));

        Assert.Superset(
            new HashSet<string> { "learning-curves", "ranking", "best-so-far", "timeline" },
            charts.Select(chart => chart.Name).ToHashSet());
        Assert.All(charts.SelectMany(chart => chart.Choices), choice => AssertDrawable(choice.Chart));
    }

    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public void Create_AnySweep_DescribesChartsThatHoldTogether(string name) =>
        Assert.All(
            ReportPictures.Create(SampleReports.Analysed(name)).SelectMany(chart => chart.Choices),
            choice => AssertDrawable(choice.Chart));

    [Fact]
    public void LearningCurves_Replay_CutsOffWhatDivergedAndMarksIt()
    {
        var chart = Chart("replay", "learning-curves");

        Assert.Equal("train/loss", chart.Y.Label);
        Assert.InRange(chart.Y.Maximum!.Value, 1, 4);
        Assert.Equal(12, chart.Layers.OfType<MarkLayer>().Sum(marks => marks.X.Count));
        Assert.All(
            chart.Layers.OfType<MarkLayer>(),
            marks => Assert.EndsWith(": 3 of 3 diverged", marks.Name, StringComparison.Ordinal));
        Assert.Equal(
            ["kaiming-normal, lr 0.01", "kaiming-normal, lr 0.001"],
            chart.Layers.OfType<CurveLayer>().Where(curve => curve.Name.Length > 0).Select(curve => curve.Name));
    }

    [Fact]
    public void LearningCurves_OneNaNAmongThousandsOfACompletedTrial_IsMarked()
    {
        using var sweep = new ReportedSweep();
        var losses = Enumerable.Range(0, 5000).Select(step => step == 3333 ? double.NaN : 1.0 / (step + 1)).ToList();
        sweep.Add(
            "s",
            ["optimizer.lr"],
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(seed =>
                        SampleReports.Completed(0, seed, 0.5, "0.1") with
                        {
                            Losses = seed == 1 ? losses : [.. losses.Select(loss => double.IsNaN(loss) ? 1 : loss)],
                        }
                    ),
            ]);

        var chart = (XyChart)
            ReportPictures.Create(sweep.Analyse()).Single(chart => chart.Name == "learning-curves").First;

        var mark = Assert.Single(chart.Layers.OfType<MarkLayer>());
        Assert.Equal("cell 0: NaN or infinite", mark.Name);
        Assert.InRange(Assert.Single(mark.X), 3320, 3333);
        Assert.Contains(
            "seed 1: train/loss is NaN or infinite at step", Assert.Single(mark.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void LearningCurves_ThousandCells_KeepsDivergedOnesAndShowsFew()
    {
        var chart = Chart("thousand-cells", "learning-curves");

        Assert.InRange(chart.Layers.OfType<CurveLayer>().Count(curve => curve.IsShown), 1, 12);
        Assert.InRange(chart.Layers.OfType<CurveLayer>().Count(), 500, 1000);
        Assert.Contains(chart.Layers.OfType<MarkLayer>(), marks => !marks.IsShown);
    }

    [Fact]
    public void HeatMap_Replay_HasRateAcrossInitDownAndSaysWhatDiverged()
    {
        var chart = Chart("replay", "heat-map");

        var tiles = Assert.IsType<TileLayer>(Assert.Single(chart.Layers));
        Assert.Equal(["0.001", "0.01", "0.1"], chart.X.Categories);
        Assert.Equal(["normal", "kaiming-normal"], chart.Y.Categories);
        Assert.Equal(6, tiles.Value.Count);
        var best = tiles.Value.Index().MaxBy(value => value.Item).Index;
        Assert.Equal((1.0, 1.0), (tiles.X[best], tiles.Y[best]));
        Assert.Equal(4, tiles.Texts.Count(text => text == "3 of 3 diverged"));
        Assert.Equal(4, tiles.Diverged.Count(share => share == 1));
    }

    [Fact]
    public void HeatMap_OneOtherParameterOfFewValues_HasABlockForEachValue()
    {
        var chart = Chart("grid", "heat-map");

        Assert.Equal(
            [
                "sgd (optimizer.name)", "default", "normal", "xavier", "adam (optimizer.name)", "default", "normal",
                "xavier",
            ],
            chart.Y.Categories);
        Assert.StartsWith(
            "A tile is one cell, in a block for each optimizer.name; its value is the mean over 2 seeds. ",
            chart.Caption,
            StringComparison.Ordinal);
        var tiles = Assert.IsType<TileLayer>(Assert.Single(chart.Layers));
        Assert.Equal(18, tiles.Value.Count);
        Assert.DoesNotContain(0, tiles.Y);
        Assert.DoesNotContain(4, tiles.Y);
    }

    [Fact]
    public void HeatMap_CellsAtChance_AreGreyAndSaySo()
    {
        var tiles = Assert.IsType<TileLayer>(Assert.Single(Chart("grid", "heat-map").Layers));

        // Rates rise from the left, so the rate of 1 is the last column.
        var texts = tiles.Texts.Index().Where(text => tiles.X[text.Index] == 2).OrderBy(text => tiles.Y[text.Index]);
        Assert.Equal(
            [
                "0.1\n2 of 2 did not learn", "0.1\n2 of 2 did not learn", "0.1\n2 of 2 did not learn",
                "0.1\n2 of 2 did not learn", "0.1\n1 of 2 diverged\n1 of 2 did not learn", "2 of 2 diverged",
            ],
            texts.Select(text => text.Item));
        Assert.All(
            tiles.Value.Index(), value => Assert.Equal(tiles.X[value.Index] == 2, double.IsNaN(value.Item)));
    }

    [Fact]
    public void Slices_OtherParameters_SummariseTheBestCellAndSaySo()
    {
        var chart = Chart("grid", "slices");

        Assert.Equal("optimizer.lr", chart.X.Label);
        Assert.EndsWith(
            "A point of the line is the best cell over the 2 values of optimizer.name and the 3 values of init.name; "
                + "its value is the mean over 2 seeds. Where no cell learned, there is none.",
            chart.Caption,
            StringComparison.Ordinal);
        var line = Assert.Single(chart.Layers.OfType<CurveLayer>());
        Assert.Equal([0.01, 0.1, 1], line.X);
        Assert.Equal([0.745, 0.695, double.NaN], line.Y.Select(value => Math.Round(value, 9)));
        Assert.Equal(
            [("completed", 24), ("did not learn", 9), ("diverged", 3)],
            chart.Layers.OfType<MarkLayer>().Select(marks => (marks.Name, marks.X.Count)));
    }

    [Fact]
    public void Slices_Categories_HaveADiamondEachAndNoLine()
    {
        using var sweep = new ReportedSweep();
        string[] inits = ["\"b\"", "\"a\"", "\"c\""];
        sweep.Add(
            "s",
            ["init.name"],
            [.. inits.Select((init, cell) => SampleReports.Completed(cell, 0, 0.1 * (cell + 1), init))]);

        var chart = (XyChart)ReportPictures.Create(sweep.Analyse()).Single(each => each.Name == "slices").First;

        Assert.Empty(chart.Layers.OfType<CurveLayer>());
        var diamonds = chart.Layers.OfType<MarkLayer>().Single(marks => marks.Shape == MarkShape.Diamond);
        Assert.Equal([0, 1, 2], diamonds.X);
        Assert.Equal([0.1, 0.2, 0.3], diamonds.Y.Select(value => Math.Round(value, 9)));
        Assert.EndsWith("A diamond is one cell; a cell has one seed.", chart.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void LearningCurves_OneSeed_HaveNoBandAndSaySo()
    {
        var chart = Chart("one-trial", "learning-curves");

        Assert.All(chart.Layers.OfType<CurveLayer>(), curve => Assert.Empty(curve.Low));
        Assert.Equal("Line: a cell with one seed.", chart.Caption);
    }

    [Fact]
    public void LearningCurves_Grid_HavePlacesInEpochsImagesAndTime()
    {
        var chart = Chart("grid", "learning-curves");

        Assert.Equal(["epochs", "images", "time"], chart.OtherAcross.Select(axis => axis.Label));
        var curve = chart.Layers.OfType<CurveLayer>().First(layer => layer.IsShown);
        // 950 images in batches of 100: ten steps an epoch, the last with 50 images.
        Assert.Equal([0, 9, 10], curve.X.Where((_, step) => step is 0 or 9 or 10));
        Assert.Equal([100, 950, 1050], curve.OtherAcross[1].Where((_, step) => step is 0 or 9 or 10));
        Assert.Equal([1, 2], curve.OtherAcross[0].Where((_, step) => step is 9 or 19));
        Assert.Contains(
            chart.Layers.OfType<CurveLayer>(),
            layer => layer.Ink == Ink.AtChance
                && layer.Name.EndsWith(": 2 of 2 did not learn", StringComparison.Ordinal));
    }

    [Fact]
    public void BestSoFar_WorseAndBetterTrials_IsAStaircaseOfTheBest()
    {
        double[] objectives = [0.5, 0.3, 0.7, 0.6];
        using var sweep = new ReportedSweep();
        sweep.Add(
            "s",
            ["optimizer.lr"],
            [
                .. objectives.Select(
                    (value, cell) => SampleReports.Completed(cell, 0, value, $"0.{cell + 1}") with { Seconds = 10 }),
            ]);

        var curve = ((XyChart)ReportPictures.Create(sweep.Analyse()).Single(chart => chart.Name == "best-so-far").First)
            .Layers.OfType<CurveLayer>()
            .Single();

        Assert.Equal([10, 30, 40], curve.X);
        Assert.Equal([0.5, 0.7, 0.7], curve.Y);
        Assert.True(curve.IsStep);
    }

    [Fact]
    public void Timeline_ManyShortTrials_AreDrawnAsOneAndTold()
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "s",
            ["optimizer.lr"],
            [
                .. Enumerable
                    .Range(0, 50)
                    .Select(cell =>
                        SampleReports.Completed(cell, 0, 0.5, $"{cell}") with
                        {
                            Seconds = cell == 49 ? 10_000 : 0.001,
                        }
                    ),
            ]);

        var spans = ((XyChart)ReportPictures.Create(sweep.Analyse()).Single(chart => chart.Name == "timeline").First)
            .Layers.OfType<SpanLayer>()
            .Single();

        Assert.Equal("completed", spans.Name);
        Assert.True(spans.Y.Count < 50);
        Assert.Contains(spans.Texts, text => text.EndsWith("attempts: completed", StringComparison.Ordinal));
    }

    [Fact]
    public void Ranking_Replay_HasTheBestFirstAndTheDivergedLast()
    {
        var chart = Chart("replay", "ranking");

        Assert.Equal(
            [
                "kaiming-normal, lr 0.01", "kaiming-normal, lr 0.001", "normal, lr 0.1", "normal, lr 0.01",
                "normal, lr 0.001", "kaiming-normal, lr 0.1",
            ],
            chart.Y.Categories);
        Assert.Equal(
            4,
            chart
                .Layers.OfType<MarkLayer>()
                .Single(marks => marks.Shape == MarkShape.Cross)
                .X.Count(double.IsNegativeInfinity));
    }

    [Theory]
    [InlineData("replay", "Grey dots are seeds; the others are their means, with 95 % confidence intervals.")]
    [InlineData("thirty-parameters", "A dot is a cell with one seed. 36 more cells in the table.")]
    [InlineData("running", "A dot is a cell with one seed. 2 more cells in the table.")]
    [InlineData("all-diverged", "")]
    [InlineData("empty", "")]
    public void Ranking_Caption_IsTrueForWhatIsDrawn(string sweep, string caption) =>
        Assert.Equal(caption, Chart(sweep, "ranking").Caption);

    [Fact]
    public void Ranking_OneSeedACell_HasNoMean()
    {
        var layers = Chart("thirty-parameters", "ranking").Layers.Where(layer => layer.Across().Any()).ToList();

        Assert.Equal("one seed", Assert.IsType<IntervalLayer>(Assert.Single(layers)).Name);
    }

    private static XyChart Chart(string sweep, string name) =>
        (XyChart)ReportPictures.Create(SampleReports.Analysed(sweep)).Single(chart => chart.Name == name).First;

    // Lists as long as each other, categories that exist, ranges the right way round.
    private static void AssertDrawable(Chart chart)
    {
        Assert.NotEmpty(chart.Title);
        if (chart is ParallelChart parallel)
        {
            Assert.All(parallel.Lines, line => Assert.Equal(parallel.Axes.Count, line.Values.Count));
            return;
        }

        var xy = (XyChart)chart;
        Assert.False(xy.Y.Minimum > xy.Y.Maximum);
        foreach (var layer in xy.Layers)
        {
            var (across, up) = (layer.Across().ToList(), layer.Up().ToList());
            Assert.All(Lengths(layer), length => Assert.Equal(Lengths(layer)[0], length));
            if (xy.Y.Scale == AxisScale.Category)
                Assert.All(up, row => Assert.InRange(row, 0, xy.Y.Categories.Count - 1));
            if (xy.X.Scale == AxisScale.Category)
                Assert.All(across, column => Assert.InRange(Math.Round(column), 0, xy.X.Categories.Count - 1));
            Assert.DoesNotContain(layer is MarkLayer ? [] : across.Concat(up), double.IsInfinity);
        }
    }

    private static int[] Lengths(Layer layer) =>
        layer switch
        {
            CurveLayer curve =>
            [
                curve.X.Count,
                curve.Y.Count,
                .. curve.Low.Count > 0 ? [curve.Low.Count, curve.High.Count] : Array.Empty<int>(),
            ],
            MarkLayer marks =>
            [
                marks.X.Count,
                marks.Y.Count,
                .. marks.Texts.Count > 0 ? [marks.Texts.Count] : Array.Empty<int>(),
            ],
            IntervalLayer intervals =>
            [
                intervals.Y.Count,
                intervals.Value.Count,
                intervals.Low.Count,
                intervals.High.Count,
            ],
            SpanLayer spans => [spans.Y.Count, spans.From.Count, spans.To.Count],
            TileLayer tiles => [tiles.X.Count, tiles.Y.Count, tiles.Value.Count, tiles.Texts.Count],
            _ => throw new ArgumentOutOfRangeException(nameof(layer)),
        };
}
