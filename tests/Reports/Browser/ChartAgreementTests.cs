using System.Text.Json;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Formatting;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Browser;

/// <summary>The page draws some charts itself; before a reader chooses, they are the still pictures.</summary>
[Collection(BrowserGroup.Name)]
public sealed class ChartAgreementTests(BrowserFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public async Task Open_AnySweep_DrawsTheChartsOfTheStillPictures(string name)
    {
        var analysis = SampleReports.Analysed(name);
        using var page = await ReportPage.OpenAsync(fixture.Tab, analysis, _folder.File("report.html"));
        var renderer = new EChartsRenderer();
        var stills = ReportPictures
            .Create(analysis)
            .Where(group => group.IsDrawnByPage)
            .Select(group => renderer.Render(group.First, ChartStyle.Page));

        var curves = ReportPictures.Create(analysis).SingleOrDefault(group => group.Name == "learning-curves");
        if (curves is not null)
            Assert.Equal(curves.First.Caption, await page.CaptionAsync("learning-curves"));
        var differences = await page.Page.EvaluateAsync<string[]>(
            """
            (stills) => {
                const differences = [];
                const isClose = (one, other) =>
                    one === other || Math.abs(one - other) <= 1e-5 * Math.max(Math.abs(one), Math.abs(other));
                function compare(still, drawn, path) {
                    if (still !== null && typeof still === "object") {
                        if (still.length !== drawn?.length)
                            differences.push(`${path}: ${still.length} and ${drawn?.length} entries`);
                        for (const key of Object.keys(still)) compare(still[key], drawn?.[key], `${path}.${key}`);
                    } else if (typeof still === "number" ? !isClose(still, drawn) : still !== drawn) {
                        differences.push(`${path}: ${still} and ${drawn}`);
                    }
                }
                for (const still of stills.map((json) => JSON.parse(json)))
                    compare(still, report.charts.find((chart) => chart.name === still.name).chart(), still.name);
                return differences;
            }
            """,
            stills.ToArray());

        Assert.Empty(differences);
    }

    [Fact]
    public async Task Number_AnyValue_IsWrittenAsInPictures()
    {
        double[] values =
        [
            0, 0.001, 1e-5, 0.8512, 0.85123, 0.1 + 0.2, 123456, 1234567, 1e6, 999_999.9, 2.5e-9, -0.07, 12.5, 1e27,
            0.00099996, 100,
        ];
        using var page = await ReportPage.OpenAsync(
            fixture.Tab, SampleReports.Analysed("one-trial"), _folder.File("report.html"));

        var texts = await page.Page.EvaluateAsync<string[]>(
            "(values) => JSON.parse(values).map((value) => Numbers.number(value))", JsonSerializer.Serialize(values));

        Assert.Equal(values.Select(value => NumberText.Short(value)), texts);
        Assert.Equal(
            values.Select(NumberText.Label),
            await page.Page.EvaluateAsync<string[]>(
                "(values) => JSON.parse(values).map((value) => Numbers.label(value))",
                JsonSerializer.Serialize(values)));
        Assert.Equal(["0", "0.001", "1e-5", "0.8512", "0.8512", "0.3"], texts[..6]);
    }
}
