using Microsoft.Playwright;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;

namespace SweepRunner.Reports.Tests.Browser;

/// <summary>A report open in headless Chromium, and all that it complained of.</summary>
internal sealed class ReportPage : IDisposable
{
    private ReportPage(IPage page)
    {
        Page = page;
        Page.Console += AddMessage;
        Page.PageError += AddFault;
        Page.Dialog += AddDialog;
        Page.Request += AddRequest;
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and faults that nothing caught.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>What the page asked for beside itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Writes the report of an analysis to a file and opens it.</summary>
    public static async Task<ReportPage> OpenAsync(IPage tab, ReportAnalysis analysis, string file)
    {
        await File.WriteAllTextAsync(
            file,
            HtmlReport.Render(
                analysis,
                ReportPictures.Create(analysis),
                EChartsRenderer.Library,
                new Dictionary<string, StillPicture>()));
        return await OpenAsync(tab, file);
    }

    /// <summary>Opens a file.</summary>
    public static async Task<ReportPage> OpenAsync(IPage tab, string file)
    {
        // As the test before may not have left it.
        await tab.SetViewportSizeAsync(1280, 900);
        await tab.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await tab.Mouse.MoveAsync(0, 0);
        var page = new ReportPage(tab);
        await tab.GotoAsync(new Uri(file).AbsoluteUri);
        await tab.WaitForFunctionAsync("() => window.report");
        page.Requests.RemoveAll(url =>
            url == new Uri(file).AbsoluteUri || url.StartsWith("data:", StringComparison.Ordinal)
        );
        return page;
    }

    /// <summary>Waits until every chart is as wide as a window of that width lets it be.</summary>
    public Task RedrawnAsync(int width) =>
        Page.WaitForFunctionAsync(
            "(width) => innerWidth === width && report.charts.every((chart) => chart.instance().getWidth() "
                + "=== chart.instance().getDom().clientWidth)",
            width);

    /// <summary>The charts by name: how many pixels of each are drawn on.</summary>
    public Task<Dictionary<string, int>> InkAsync() => Page.EvaluateAsync<Dictionary<string, int>>("""
        () => Object.fromEntries([...document.querySelectorAll("figure")].map((figure) => {
            let drawn = 0;
            for (const canvas of figure.querySelectorAll("canvas")) {
                const copy = document.createElement("canvas");
                [copy.width, copy.height] = [canvas.width, canvas.height];
                const context = copy.getContext("2d", { willReadFrequently: true });
                context.drawImage(canvas, 0, 0);
                const { data } = context.getImageData(0, 0, copy.width, copy.height);
                for (let index = 3; index < data.length; index += 4) if (data[index] > 0) drawn++;
            }
            return [figure.id, drawn];
        }))
        """);

    /// <summary>The text of a column of a table, as it stands in the page.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(string table, int column) =>
        await Page.Locator($"#{table}-table tbody tr:not(.details) td:nth-child({column + 1})").AllInnerTextsAsync();

    /// <summary>Scrolls to the canvas of a chart; returns its place in the window.</summary>
    public async Task<LocatorBoundingBoxResult> CanvasAsync(string chart)
    {
        var canvas = Page.Locator($"#chart-{chart} .canvas");
        await canvas.EvaluateAsync("(canvas) => canvas.scrollIntoView({ block: 'center' })");
        return (await canvas.BoundingBoxAsync())!;
    }

    /// <summary>The heading of a chart.</summary>
    public Task<string> TitleAsync(string chart) => Page.Locator($"#chart-{chart} h3").InnerTextAsync();

    /// <summary>The caption of a chart.</summary>
    public Task<string> CaptionAsync(string chart) => Page.Locator($"#chart-{chart} figcaption").InnerTextAsync();

    /// <summary>Chooses an entry of a list beside a chart.</summary>
    public Task ChooseAsync(string chart, string list, string entry) => Page
        .Locator($"#chart-{chart} .tools label")
        .Filter(new LocatorFilterOptions { HasTextRegex = new System.Text.RegularExpressions.Regex($"^{list} ") })
        .Locator("select")
        .SelectOptionAsync(new SelectOptionValue { Label = entry });

    /// <summary>Evaluates an expression over a <c>figure</c> of the page and the <c>chart</c> that it shows.</summary>
    public Task<T> OfChartAsync<T>(string name, string expression) => Page.EvaluateAsync<T>(
        "(name) => { const figure = report.charts.find((each) => each.name === name), chart = figure.chart(); "
            + $"return {expression}; }}",
        name);

    /// <summary>The pixel of a place in a chart on two axes, from the corner of its canvas.</summary>
    public async Task<(float X, float Y)> PixelAsync(string chart, double x, double y)
    {
        var place = await OfChartAsync<float[]>(
            chart, $"figure.instance().convertToPixel({{ gridIndex: 0 }}, [{x}, {y}])");
        return (place[0], place[1]);
    }

    /// <summary>Waits until every chart shows the latest selection.</summary>
    public Task DrawnAsync() => Page.WaitForFunctionAsync("() => report.charts.every((chart) => !chart.isWaiting)");

    /// <summary>How far the page is wider than its window, in pixels.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");

    public void Dispose()
    {
        Page.Console -= AddMessage;
        Page.PageError -= AddFault;
        Page.Dialog -= AddDialog;
        Page.Request -= AddRequest;
    }

    private void AddMessage(object? sender, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
            Complaints.Add(message.Text);
    }

    private void AddFault(object? sender, string fault) => Complaints.Add(fault);

    private void AddDialog(object? sender, IDialog dialog)
    {
        Complaints.Add($"dialog: {dialog.Message}");
        // Until then the page waits.
        _ = dialog.DismissAsync();
    }

    private void AddRequest(object? sender, IRequest request) => Requests.Add(request.Url);
}
