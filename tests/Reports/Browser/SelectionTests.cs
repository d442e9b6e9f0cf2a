using Microsoft.Playwright;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Browser;

/// <summary>What a reader filters, picks and chooses, in all charts.</summary>
[Collection(BrowserGroup.Name)]
public sealed class SelectionTests(BrowserFixture fixture) : IDisposable
{
    private const string Cells = "[...new Set(chart.layers.flatMap((layer) => layer.cells.flat()))].length";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Filter_Words_ActsOnEveryChartAndIsCleared()
    {
        using var page = await OpenAsync("grid");
        Assert.Equal(18, await page.OfChartAsync<int>("ranking", "chart.y.categories.length"));

        await page.Page.Locator("#cells-table input[type=search]").FillAsync("adam lr<0.5");
        await page.DrawnAsync();

        Assert.Equal(6, await page.OfChartAsync<int>("ranking", "chart.y.categories.length"));
        Assert.Equal(6, await page.OfChartAsync<int>("ranking", Cells));
        Assert.Equal(6, await page.OfChartAsync<int>("heat-map", "chart.layers[0].value.length"));
        Assert.Equal(6, await page.OfChartAsync<int>("parallel-coordinates", "chart.lines.length"));
        Assert.Equal(12, await page.OfChartAsync<int>("slices", "chart.layers[0].x.length"));
        Assert.Equal(12, await page.OfChartAsync<int>("best-so-far", "chart.layers[0].x.length"));
        Assert.Equal(6, await page.OfChartAsync<int>("timeline", Cells));
        Assert.Equal(
            6, await page.OfChartAsync<int>("learning-curves", "chart.layers.filter((each) => each.isShown).length"));
        foreach (var chart in new[] { "ranking", "heat-map", "timeline", "learning-curves" })
        {
            var badge = page.Page.Locator($"#chart-{chart} .badge");
            Assert.Equal("Filtered: 6 of 18 cells.", await badge.InnerTextAsync());
        }

        Assert.Equal(
            "Not filtered: this is of all 18 cells.",
            await page.Page.Locator("#chart-importance .badge").InnerTextAsync());

        await page.Page.Locator("#selection button", Text("Clear the filter")).ClickAsync();
        await page.DrawnAsync();

        Assert.Equal(18, await page.OfChartAsync<int>("ranking", "chart.y.categories.length"));
        Assert.Equal("", await page.Page.Locator("#cells-table input[type=search]").InputValueAsync());
        Assert.False(await page.Page.Locator("#chart-ranking .badge").IsVisibleAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Filter_MoreCellsThanThePictureHas_ShowsTheFirstThatPass()
    {
        using var page = await OpenAsync("thousand-cells");

        await page.Page.Locator("#cells-table input[type=search]").FillAsync("val/accuracy<0.8 init.name=init3");
        await page.DrawnAsync();

        var rows = await page.OfChartAsync<string[]>("ranking", "chart.y.categories");
        Assert.Equal(24, rows.Length);
        Assert.All(rows, row => Assert.Contains("init3", row, StringComparison.Ordinal));
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("", "Grey dots are seeds; the others are their means, with 95 % confidence intervals. "
        + "Seeds with equal values have no interval. A cell with one seed has only its own dot.", 5)]
    [InlineData("cell<=1", "Grey dots are seeds; the others are their means, with 95 % confidence intervals.", 3)]
    [InlineData("cell=2", "Grey dots are seeds; the others are their means.", 2)]
    [InlineData("cell=3", "A dot is a cell with one seed.", 1)]
    [InlineData("cell=4", "", 1)]
    public async Task Filter_CellsOfSomeSeeds_AreDescribedAsTheyAreDrawn(string filter, string caption, int names)
    {
        using var sweep = new ReportedSweep();
        double[][] objectives = [[0.8, 0.81, 0.83], [0.7, 0.72, 0.71], [0.5, 0.5, 0.5], [0.6]];
        sweep.Add(
            "s",
            ["optimizer.lr"],
            [
                .. objectives.SelectMany((values, cell) => values.Select((value, seed) =>
                    SampleReports.Completed(cell, cell == 3 ? 9 : seed, value, $"0.{cell + 1}"))),
                SampleReports.Diverged(4, 0, "0.9"),
            ]);
        using var page = await ReportPage.OpenAsync(
            fixture.Tab, sweep.Analyse(), _folder.File("report.html"));

        await page.Page.Locator("#cells-table input[type=search]").FillAsync(filter);
        await page.DrawnAsync();

        Assert.Equal(caption, await page.CaptionAsync("ranking"));
        var legend = await page.OfChartAsync<string[]>(
            "ranking", "figure.instance().getOption().legend[0].data.map((each) => each.name)");
        Assert.Equal(names, legend.Length);
        Assert.Equal(filter is "" or "cell=3", legend.Contains("one seed"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Filter_NoCellPasses_SaysSo()
    {
        using var page = await OpenAsync("grid");

        await page.Page.Locator("#cells-table input[type=search]").FillAsync("nothing-like-it");
        await page.DrawnAsync();

        Assert.Equal(
            "no cell passes the filter",
            await page.OfChartAsync<string>("ranking", "figure.instance().getOption().title[0].text"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Tile_Clicked_PicksItsCellInTableAndCharts()
    {
        using var page = await OpenAsync("grid");
        var canvas = await page.CanvasAsync("heat-map");

        // adam, lr 0.1, normal: column 1, row 6.
        var (x, y) = await page.PixelAsync("heat-map", 1, 6);
        await page.Page.Mouse.ClickAsync(canvas.X + x, canvas.Y + y);
        await page.DrawnAsync();

        Assert.Equal(1, await page.Page.Locator("#cells-table tr.picked").CountAsync());
        Assert.Contains(
            "adam", await page.Page.Locator("#cells-table tr.picked").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            1,
            await page.OfChartAsync<int>(
                "parallel-coordinates",
                "figure.instance().getOption().series[0].data.filter((each) => each.lineStyle.width === 4).length"));
        Assert.Equal(
            2,
            await page.OfChartAsync<int>(
                "slices",
                "figure.instance().getOption().series[0].data.filter((each) => each.symbolSize > 10).length"));
        Assert.Contains("adam", await page.Page.Locator("#selection").InnerTextAsync(), StringComparison.Ordinal);

        await page.Page.Keyboard.PressAsync("Escape");
        await page.DrawnAsync();

        Assert.Equal(0, await page.Page.Locator("#cells-table tr.picked").CountAsync());
        Assert.False(await page.Page.Locator("#selection").IsVisibleAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Row_Opened_PicksItsCellAndShowsItsCurve()
    {
        using var page = await OpenAsync("grid");
        const string shown = "chart.layers.filter((each) => each.$type === 'curve' && each.isShown).length";
        var before = await page.OfChartAsync<int>("learning-curves", shown);

        await page.Page.Locator("#cells-table tbody tr").Nth(8).ClickAsync();
        await page.DrawnAsync();

        Assert.Equal(1, await page.Page.EvaluateAsync<int>("() => report.selection.picked.size"));
        Assert.Equal(before + 1, await page.OfChartAsync<int>("learning-curves", shown));
    }

    [Fact]
    public async Task Axis_Brushed_FiltersTableAndCharts()
    {
        using var page = await OpenAsync("grid");
        var canvas = await page.CanvasAsync("parallel-coordinates");

        // Up the axis of the objective, from a third of its length below its upper end.
        var place = await page.OfChartAsync<float[]>(
            "parallel-coordinates",
            """
            (() => {
                const system = figure.instance().getModel().getComponent("parallel").coordinateSystem;
                const rect = system.getRect();
                return [system.dataToPoint(0.5, system.dimensions.at(-1))[0], rect.y, rect.height / 3];
            })()
            """);
        var (x, top, third) = (canvas.X + place[0], canvas.Y + place[1], place[2]);
        await page.Page.Mouse.MoveAsync(x, top + third);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(x, top + (third / 2), Steps(5));
        await page.Page.Mouse.MoveAsync(x, top - 10, Steps(5));
        await page.Page.Mouse.UpAsync();
        await page.DrawnAsync();

        // Of means from 0.1 to 0.745, those in the upper third.
        var expected = await page.Page.EvaluateAsync<int>(
            "() => report.facts.cells.filter(({ mean }) => mean > 0.745 - 0.645 / 3).length");
        Assert.InRange(expected, 3, 12);
        Assert.Equal(expected, (await page.ColumnAsync("cells", 2)).Count);
        Assert.Equal(expected, await page.OfChartAsync<int>("heat-map", "chart.layers[0].value.length"));

        await page.Page.Locator("#scheme").ClickAsync();
        Assert.Equal(expected, (await page.ColumnAsync("cells", 2)).Count);
        await page.Page.Locator("#selection button", Text("Clear the filter")).ClickAsync();
        await page.DrawnAsync();
        Assert.Equal(18, (await page.ColumnAsync("cells", 2)).Count);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Curves_Dragged_ZoomAndDoubleClickShowsAllAgain()
    {
        using var page = await OpenAsync("grid");
        var canvas = await page.CanvasAsync("learning-curves");
        var (left, top) = await page.PixelAsync("learning-curves", 10, 2);
        var (right, bottom) = await page.PixelAsync("learning-curves", 30, 1);

        await page.Page.Mouse.MoveAsync(canvas.X + left, canvas.Y + top);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(canvas.X + right, canvas.Y + bottom, Steps(5));
        await page.Page.Mouse.UpAsync();

        const string range =
            "(({ xAxis: [x], yAxis: [y] }) => [x.min, x.max, y.min, y.max])(figure.instance().getOption())";
        var zoomed = await page.OfChartAsync<double[]>("learning-curves", range);
        Assert.Equal([10, 30, 1, 2], zoomed.Select(end => Math.Round(end, 1)));

        await page.Page.Mouse.DblClickAsync(canvas.X + ((left + right) / 2), canvas.Y + top);
        Assert.True((await page.OfChartAsync<double[]>("learning-curves", range))[0] < 1);
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => report.selection.picked.size"));
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("epochs", 5)]
    [InlineData("images", 4750)]
    [InlineData("time", 0)]
    public async Task Curves_ByAnotherAxis_AreDrawnOverIt(string axis, double last)
    {
        using var page = await OpenAsync("grid");

        await page.ChooseAsync("learning-curves", "by", axis);

        Assert.Equal($"train/loss by {axis}", await page.TitleAsync("learning-curves"));
        Assert.Equal(
            last,
            await page.OfChartAsync<double>(
                "learning-curves", "chart.layers.find((each) => each.$type === 'curve' && each.isShown).x.at(-1)"),
            0.06);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Curves_Smoothed_AreAveragesOverFaintLines()
    {
        using var page = await OpenAsync("grid");

        await page.Page.Locator("#chart-learning-curves input[type=range]").FillAsync("0.5");

        var drawn = await page.OfChartAsync<double[][]>(
            "learning-curves",
            "chart.layers.filter((each) => each.$type === 'curve' && each.isShown)"
                + ".slice(0, 2).map((each) => each.y.slice(0, 3))");
        var (raw, smooth) = (drawn[0], drawn[1]);
        // Weights 1/2 and 1/4, divided by what they sum up to.
        Assert.Equal(raw[0], smooth[0], 6);
        Assert.Equal((raw[0] + (2 * raw[1])) / 3, smooth[1], 6);
        Assert.Equal((raw[0] + (2 * raw[1]) + (4 * raw[2])) / 7, smooth[2], 6);
        Assert.EndsWith(
            "Smoothed with weight 0.5; the faint lines are not.",
            await page.CaptionAsync("learning-curves"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeatMap_OtherChoices_SummariseAndSayWhat()
    {
        const string values = "chart.layers[0].value.map((value) => value === null ? -1 : value)";
        using var page = await OpenAsync("grid");

        await page.ChooseAsync("heat-map", "optimizer.name", "any");
        Assert.StartsWith(
            "A tile is the best cell over the 2 values of optimizer.name; ",
            await page.CaptionAsync("heat-map"),
            StringComparison.Ordinal);
        // Column 0.01: adam is better by 0.1.
        Assert.Equal(
            [0.705, 0.725, 0.745], (await page.OfChartAsync<double[]>("heat-map", values))[..3].Select(Rounded));

        await page.ChooseAsync("heat-map", "of several cells", "the mean");
        Assert.StartsWith(
            "A tile is the mean of the cells over the 2 values of optimizer.name; its value is the mean over 2 seeds. "
                + "The mean counts 5 of 17 cells that did not learn and leaves out 1 without a value.",
            await page.CaptionAsync("heat-map"),
            StringComparison.Ordinal);
        Assert.Equal(
            [0.655, 0.675, 0.695], (await page.OfChartAsync<double[]>("heat-map", values))[..3].Select(Rounded));

        await page.ChooseAsync("heat-map", "optimizer.name", "sgd");
        Assert.StartsWith(
            "A tile is one cell, at optimizer.name = sgd; its value is the mean over 2 seeds.",
            await page.CaptionAsync("heat-map"),
            StringComparison.Ordinal);
        Assert.Equal(
            [0.605, 0.625, 0.645], (await page.OfChartAsync<double[]>("heat-map", values))[..3].Select(Rounded));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Table_MoreColumnsThanFit_KeepsMoreSeedsInSight()
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "s",
            [.. Enumerable.Range(0, 12).Select(index => $"a.long.path.to.parameter{index}")],
            [
                .. Enumerable
                    .Range(0, 9)
                    .Select(number =>
                        SampleReports.Completed(
                            number / 3,
                            number % 3,
                            0.5 + (0.01 * number),
                            [.. Enumerable.Range(0, 12).Select(index => $"{number / 3}.{index}")])
                    ),
            ]);
        using var page = await ReportPage.OpenAsync(
            fixture.Tab, sweep.Analyse(), _folder.File("report.html"));

        var table = (await page.Page.Locator("#cells-table .scroll").BoundingBoxAsync())!;
        var heading = (await page.Page.Locator("#cells-table th.kept").BoundingBoxAsync())!;

        Assert.True(await page.Page.Locator("#cells-table .scroll").EvaluateAsync<bool>(
            "(table) => table.scrollWidth > table.clientWidth"));
        Assert.InRange(heading.X + heading.Width, 0, table.X + table.Width);
    }

    [Fact]
    public async Task Slices_OneValueSideBySide_HaveALineForEach()
    {
        using var page = await OpenAsync("grid");

        await page.ChooseAsync("slices", "optimizer.name", "side by side");

        Assert.Equal(
            [
                "optimizer.name = sgd", "optimizer.name = adam", "optimizer.name = sgd: did not learn",
                "optimizer.name = adam: did not learn", "diverged",
            ],
            await page.OfChartAsync<string[]>(
                "slices", "chart.layers.map((each) => each.name).filter((name) => name !== '')"));
        Assert.Equal(
            ["series0", "series1"],
            await page.OfChartAsync<string[]>(
                "slices", "chart.layers.filter((each) => each.shape === 'ring').map((each) => each.ink)"));
        Assert.Equal(
            2, await page.OfChartAsync<int>("slices", "chart.layers.filter((each) => each.$type === 'curve').length"));
        Assert.Contains(
            "the best cell over the 3 values of init.name, in a colour for each optimizer.name",
            await page.CaptionAsync("slices"),
            StringComparison.Ordinal);
    }

    private static double Rounded(double value) => Math.Round(value, 6);

    private static PageLocatorOptions Text(string text) => new() { HasText = text };

    private static MouseMoveOptions Steps(int count) => new() { Steps = count };

    private Task<ReportPage> OpenAsync(string name) =>
        ReportPage.OpenAsync(fixture.Tab, SampleReports.Analysed(name), _folder.File("report.html"));
}
