using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Browser;

/// <summary>What a reader reads off the learning curves of the page.</summary>
[Collection(BrowserGroup.Name)]
public sealed class CurveReadingTests(BrowserFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Curves_Smoothed_TellTheValueThatTheyComeFrom()
    {
        using var page = await OpenAsync("grid");
        Assert.DoesNotContain("smoothed", await HoveredAsync(page, 20), StringComparison.Ordinal);

        await page.Page.Locator("#chart-learning-curves input[type=range]").FillAsync("0.9");

        var (raw, smooth) = (await ValueAsync(page, 0, 20), await ValueAsync(page, 1, 20));
        Assert.NotEqual(raw, smooth);
        Assert.Contains($": {smooth} (smoothed from {raw})", await HoveredAsync(page, 20), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_Hovered_NameTheNearestPointOfEachCurve()
    {
        using var page = await OpenAsync("grid");

        // Cells of different speed have no common times: 30 steps of 2 s, of 2.1 s, and so on; the last one ends early.
        var tip = await page.OfChartAsync<string>(
            "learning-curves",
            """
            (() => {
                const drawn = chart.layers.filter((each) => each.$type === "curve" && each.isShown && each.name !== "");
                const layers = drawn.slice(0, 3).map((each, cell) => ({
                    ...each, low: [], high: [], name: `cell ${cell}`,
                    x: each.x.slice(0, 30).map((_, step) => step * (cell === 2 ? 0.5 : 2 + cell / 10)),
                    y: each.x.slice(0, 30).map((_, step) => 100 * cell + step),
                }));
                const view = { isFree: false, zoom: null, picked: new Set() }, theme = { ink: {}, amounts: [] };
                const { tooltip } = Charts.option({ ...chart, x: chart.otherAcross[2], layers }, theme, 1200, view);
                const text = document.createElement("div");
                text.innerHTML = tooltip.formatter([{ axisValue: 40 }]);
                document.body.append(text);
                return text.innerText;
            })()
            """);

        Assert.Equal(["time 40 s", "cell 0: 20", "cell 1: 119 (at 39.9 s)"], tip.Split('\n'));
    }

    [Fact]
    public async Task Curves_Filtered_KeepTheirColours()
    {
        const string colours =
            "Object.fromEntries(chart.layers.filter((each) => each.$type === 'curve' && each.isShown)"
                + ".map((each) => [each.key, each.ink]))";
        using var page = await OpenAsync("grid");
        var before = await page.OfChartAsync<Dictionary<string, string>>("learning-curves", colours);

        var changed = new List<string>();
        foreach (var filter in new[] { "xavier", "sgd", "lr<0.05", "" })
        {
            await page.Page.Locator("#cells-table input[type=search]").FillAsync(filter);
            await page.DrawnAsync();
            var now = await page.OfChartAsync<Dictionary<string, string>>("learning-curves", colours);
            if (filter == "xavier")
                Assert.Equal(now.Count, now.Values.Distinct().Count());
            changed.AddRange(now.Where(each => before.GetValueOrDefault(each.Key, each.Value) != each.Value)
                .Select(each => $"{filter}: cell {each.Key}"));
        }

        Assert.Empty(changed);
        Assert.Equal(before, await page.OfChartAsync<Dictionary<string, string>>("learning-curves", colours));
    }

    [Theory]
    [InlineData(4.3, 61.7, " s")]
    [InlineData(3, 197, " min")]
    [InlineData(61.5, 3000, " min")]
    [InlineData(5432, 5987, " min")]
    [InlineData(777, 50_000, " h")]
    public async Task TimeAxis_AnyRange_HasTicksAtRoundNumbers(double from, double to, string unit)
    {
        using var page = await OpenAsync("grid");
        await page.ChooseAsync("learning-curves", "by", "time");

        var texts = await page.Page.EvaluateAsync<string[]>(
            """
            ([from, to]) => {
                const figure = report.charts.find((each) => each.name === "learning-curves"), chart = figure.chart();
                const instance = figure.instance();
                const theme = { grid: "#888", text: "#888", muted: "#888" };
                const option = Axes.axisOption(chart.x, [from, to], theme, 1200, false);
                instance.setOption({ xAxis: option });
                const { axis } = instance.getModel().getComponent("xAxis");
                const labels = axis.getViewLabels().map((label) => label.formattedLabel);
                if (axis.getTicksCoords().length !== labels.length) labels.push("a line without a label");
                return labels;
            }
            """,
            new[] { from, to });

        Assert.InRange(texts.Length, 4, 12);
        Assert.All(texts, text => Assert.Matches($@"^\d+(\.5)?{unit}$", text));
    }

    // The tooltip where the pointer is over a place across of the learning curves.
    private static async Task<string> HoveredAsync(ReportPage page, double x)
    {
        var canvas = await page.CanvasAsync("learning-curves");
        var (left, _) = await page.PixelAsync("learning-curves", x, 1);
        await page.Page.Mouse.MoveAsync(canvas.X + left, canvas.Y + (canvas.Height / 2));
        return await page.OfChartAsync<string>("learning-curves", "figure.instance().getDom().innerText.trim()");
    }

    // The text of the value of a shown curve at a step.
    private static Task<string> ValueAsync(ReportPage page, int curve, int step) => page.OfChartAsync<string>(
        "learning-curves",
        "(({ x, y }) => Numbers.number(y[x.indexOf(" + step + ")]))"
            + $"(chart.layers.filter((each) => each.$type === 'curve' && each.isShown)[{curve}])");

    private Task<ReportPage> OpenAsync(string name) =>
        ReportPage.OpenAsync(fixture.Tab, SampleReports.Analysed(name), _folder.File("report.html"));
}
