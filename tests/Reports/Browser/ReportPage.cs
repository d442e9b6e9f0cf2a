using Microsoft.Playwright;

namespace SweepRunner.Reports.Tests.Browser;

/// <summary>A report open in headless Chromium that has no network, and all that it complained of.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private ReportPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and faults that nothing caught.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>What the page asked for beside itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Opens a file.</summary>
    public static async Task<ReportPage> OpenAsync(IBrowser browser, string file)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Offline = true,
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
        });
        var page = new ReportPage(context, await context.NewPageAsync());
        page.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                page.Complaints.Add(message.Text);
        };
        page.Page.PageError += (_, fault) => page.Complaints.Add(fault);
        page.Page.Dialog += (_, dialog) => page.Complaints.Add($"dialog: {dialog.Message}");
        page.Page.Request += (_, request) => page.Requests.Add(request.Url);
        await page.Page.GotoAsync(new Uri(file).AbsoluteUri);
        await page.Page.WaitForFunctionAsync("() => window.report");
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
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                for (let index = 3; index < data.length; index += 4) if (data[index] > 0) drawn++;
            }
            return [figure.id, drawn];
        }))
        """);

    /// <summary>The text of a column of a table, as it stands in the page.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(string table, int column) =>
        await Page.Locator($"#{table}-table tbody tr:not(.details) td:nth-child({column + 1})").AllInnerTextsAsync();

    /// <summary>How far the page is wider than its window, in pixels.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
