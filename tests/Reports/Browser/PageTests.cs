using Microsoft.Playwright;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Browser;

/// <summary>The page as a reader meets it: opened from the disk, with the network off.</summary>
[Collection(BrowserGroup.Name)]
public sealed class PageTests(BrowserFixture fixture) : IDisposable
{
    private const string Hostile =
        "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 1\">'\"`${window.hacked = "
        + "1}&amp;\u202eמבחן العربية";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public async Task Open_AnySweep_DrawsEveryChartOnPageAndPhoneLightAndDark(string name)
    {
        using var page = await OpenAsync(name);

        foreach (
            var (width, scheme, ground) in new[]
            {
                (1280, ColorScheme.Light, "rgb(255, 255, 255)"),
                (400, ColorScheme.Dark, "rgb(13, 17, 23)"),
            }
        )
        {
            await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.Page.SetViewportSizeAsync(width, 900);
            await page.RedrawnAsync(width);
            var ink = await page.InkAsync();
            Assert.Contains("chart-ranking", ink.Keys);
            Assert.All(
                ink, chart => Assert.True(chart.Value > 100, $"{chart.Key} of {name} is empty at {width} pixels."));
            Assert.Equal(0, await page.OverflowAsync());
            Assert.Equal(
                ground, await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        }

        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    [Theory]
    [InlineData(1280, 1)]
    [InlineData(800, 2)]
    public async Task Links_OfTheSections_AreAllInSight(int width, int lines)
    {
        using var page = await OpenAsync("replay");
        await page.Page.SetViewportSizeAsync(width, 900);
        await page.RedrawnAsync(width);

        var ends = await page.Page.EvaluateAsync<int[][]>(
            """
            () => [...document.querySelectorAll("nav a")].map((link) => {
                const { right, top } = link.getBoundingClientRect();
                return [Math.ceil(right), Math.round(top)];
            })
            """);

        Assert.Equal(11, ends.Length);
        Assert.All(ends, end => Assert.InRange(end[0], 1, width));
        Assert.Equal(lines, ends.Select(end => end[1]).Distinct().Count());
        Assert.Equal(0, await page.OverflowAsync());
    }

    [Fact]
    public async Task Table_HeadingClicked_SortsAndSortsBack()
    {
        using var page = await OpenAsync("replay");
        var rate = page.Page.Locator(
            "#cells-table th button", new PageLocatorOptions { HasTextString = "optimizer.lr" });

        await rate.ClickAsync();
        Assert.Equal(["0.001", "0.001", "0.01", "0.01", "0.1", "0.1"], await page.ColumnAsync("cells", 4));
        await rate.ClickAsync();
        Assert.Equal(["0.1", "0.1", "0.01", "0.01", "0.001", "0.001"], await page.ColumnAsync("cells", 4));

        // What has no value stays last either way.
        var objective = page.Page.Locator(
            "#cells-table th button", new PageLocatorOptions { HasTextString = "val/accuracy" });
        await objective.ClickAsync();
        Assert.Equal(["0.7100", "0.7900", "–", "–", "–", "–"], await page.ColumnAsync("cells", 5));
        await objective.ClickAsync();
        Assert.Equal(["0.7900", "0.7100", "–", "–", "–", "–"], await page.ColumnAsync("cells", 5));
    }

    [Fact]
    public async Task Table_Filtered_ShowsTheRowsThatMatch()
    {
        (string Filter, int Rows)[] cases =
        [
            ("kaiming", 3),
            ("init.name=normal", 3),
            ("lr<0.05", 4),
            ("lr>0.05 kaiming", 1),
            ("lr>=0.1", 2),
            ("lr<=0.01", 4),
            ("lr=1e-3", 2),
            ("lr!=0.001", 4),
            ("name!=normal", 3),
            ("accuracy>0.75", 1),
            ("val/accuracy<=0.75", 1),
            ("nothing-like-it", 0),
            ("<b>", 0),
            ("", 6),
        ];
        using var page = await OpenAsync("replay");

        foreach (var (filter, rows) in cases)
        {
            await page.Page.Locator("#cells-table input[type=search]").FillAsync(filter);
            Assert.Equal((filter, rows), (filter, (await page.ColumnAsync("cells", 2)).Count));
        }
    }

    [Theory]
    [InlineData("lrr>0.5", "0 of 6 rows; no column 'lrr'")]
    [InlineData("lr>0.05", "2 of 6 rows")]
    [InlineData("nothing-like-it", "0 of 6 rows")]
    [InlineData("lr>0.05 a!=b c<=1", "0 of 6 rows; no column 'a'; no column 'c'")]
    public async Task Table_ComparisonOfNoColumn_IsNamedBesideTheCount(string filter, string count)
    {
        using var page = await OpenAsync("replay");

        await page.Page.Locator("#cells-table input[type=search]").FillAsync(filter);
        Assert.Equal(count, await page.Page.Locator("#cells-table .count").InnerTextAsync());

        await page.Page.Locator("#cells-table input[type=search]").FillAsync("");
        Assert.Equal("6 rows", await page.Page.Locator("#cells-table .count").InnerTextAsync());
    }

    [Fact]
    public async Task Table_ThousandCells_ShowsTheFirstAndMoreWhenAsked()
    {
        using var page = await OpenAsync("thousand-cells");
        Assert.Equal(25, (await page.ColumnAsync("cells", 2)).Count);

        await page.Page.Locator("#cells-table .more").ClickAsync();

        Assert.Equal(525, (await page.ColumnAsync("cells", 2)).Count);
    }

    [Fact]
    public async Task Row_Clicked_OpensToTheCommandThatRunsItAgain()
    {
        using var page = await OpenAsync("replay");

        await page.Page.Locator("#cells-table tbody tr").First.ClickAsync();

        var command = await page.Page.Locator("#cells-table .details code").InnerTextAsync();
        Assert.StartsWith("sweep show replay --cell 4 --config", command, StringComparison.Ordinal);
        Assert.Contains("\nsweep run replay-cell-4.json", command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_OtherMetricScaleParametersAndCells_DrawWithoutComplaint()
    {
        using var page = await OpenAsync("replay");

        await page.ChooseAsync("heat-map", "across", "init.name");
        Assert.Equal("val/accuracy by init.name and optimizer.lr", await page.TitleAsync("heat-map"));
        await page.ChooseAsync("slices", "parameter", "init.name");
        await page.Page.Locator("#chart-learning-curves input[type=checkbox]").CheckAsync();
        await page.Page.Locator("#cells-table tbody input[type=checkbox]").First.UncheckAsync();
        await page.Page.Locator("#scheme").ClickAsync();

        Assert.Empty(page.Complaints);
        Assert.All(await page.InkAsync(), chart => Assert.True(chart.Value > 100, $"{chart.Key} is empty."));
    }

    [Fact]
    public async Task Open_HostileNamesEverywhere_RunsNothingOfThem()
    {
        var name = Hostile + new string('x', 300 - Hostile.Length);
        using var sweep = new ReportedSweep();
        sweep.Add(
            name,
            [Hostile, "optimizer.lr"],
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(cell =>
                        SampleReports.Completed(
                            cell,
                            0,
                            0.1 * cell,
                            $"\"{System.Text.Json.JsonEncodedText.Encode(Hostile)}{cell % 2}\"",
                            $"0.{cell + 1}")
                    ),
                SampleReports.Diverged(6, 0, "\"</script>\"", "0.9") with
                {
                    Kind = Hostile,
                },
            ]);
        using var page = await OpenAsync(sweep.Analyse());

        Assert.Equal(name, await page.Page.Locator("h1").TextContentAsync());
        // Every tooltip of every chart, which is HTML. Those of parallel coordinates have no place to be asked for:
        // their text is taken.
        var tips = await page.Page.EvaluateAsync<int>(
            """
            () => {
                let shown = 0;
                for (const chart of report.charts) {
                    const instance = chart.instance(), { series, tooltip } = instance.getOption();
                    series.forEach((each, seriesIndex) => each.data.forEach((data, dataIndex) => {
                        shown++;
                        if (each.type !== "parallel") {
                            instance.dispatchAction({ type: "showTip", seriesIndex, dataIndex });
                            return;
                        }
                        const text = tooltip[0].formatter({ data });
                        document.querySelector("footer").insertAdjacentHTML("beforeend", text);
                    }));
                }
                return shown;
            }
            """);
        Assert.True(tips > 20);
        await page.Page.Locator("#cells-table tbody tr").First.ClickAsync();
        await page.Page.Locator("#diverged-table tbody tr").First.ClickAsync();

        Assert.Null(await page.Page.EvaluateAsync<int?>("() => window.hacked ?? null"));
        Assert.Equal(
            0, await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('img, h1 *, td script').length"));
        Assert.Equal(3, await page.Page.EvaluateAsync<int>("() => document.scripts.length"));
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
        Assert.Equal(0, await page.OverflowAsync());
    }

    [Fact]
    public async Task Open_BuiltWithoutECharts_ShowsStillPicturesAndSaysWhichAreMissing()
    {
        var analysis = SampleReports.Analysed("replay");
        const string svg =
            "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='36'><rect width='64' height='36'/></svg>";
        var file = _folder.File("report.html");
        await File.WriteAllTextAsync(
            file,
            HtmlReport.Render(
                analysis,
                ReportPictures.Create(analysis),
                library: null,
                new Dictionary<string, StillPicture> { ["ranking"] = new(svg, svg) }));

        using var page = await ReportPage.OpenAsync(fixture.Tab, file);

        Assert.Equal(
            64, await page.Page.EvaluateAsync<int>("() => document.querySelector('#chart-ranking img').naturalWidth"));
        Assert.Contains(
            "this build has no ECharts",
            await page.Page.Locator("#chart-timeline").InnerTextAsync(),
            StringComparison.Ordinal);
        Assert.Equal(6, (await page.ColumnAsync("cells", 2)).Count);
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    private Task<ReportPage> OpenAsync(string name) => OpenAsync(SampleReports.Analysed(name));

    private Task<ReportPage> OpenAsync(ReportAnalysis analysis) =>
        ReportPage.OpenAsync(fixture.Tab, analysis, _folder.File("report.html"));
}
