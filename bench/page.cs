#:package Microsoft.Playwright
#:property PublishAot=false
#:property NoWarn=CS1591

// Measures a report in headless Chromium: dotnet run bench/page.cs -- report.html
// Prints JSON with milliseconds: until every chart is drawn; from a key in the filter, or a click on a heading, to the
// frame that shows the result (medians); and the longest frame while the whole page scrolls.

using Microsoft.Playwright;

using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(
    new BrowserTypeLaunchOptions
    {
        ExecutablePath = "/usr/bin/chromium",
        Args =
        [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
var page = await browser.NewPageAsync(
    new BrowserNewPageOptions
    {
        ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
    });
await page.GotoAsync(new Uri(Path.GetFullPath(args[0])).AbsoluteUri);
await page.WaitForFunctionAsync("() => window.report");
Console.WriteLine(
    await page.EvaluateAsync<string>(
        """
        async () => {
            const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
            const timed = async (action) => {
                const start = performance.now();
                action();
                await frame();
                return performance.now() - start;
            };
            const drawn = performance.now();
            const filter = document.querySelector("#cells-table input[type=search]"), keys = [], sorts = [];
            for (const words of ["k", "ka", "kai", "kaiming", "kaiming lr<0.1", "kaiming lr<0.01", "lr>0.5", ""]) {
                keys.push(await timed(() => { filter.value = words; filter.dispatchEvent(new Event("input")); }));
            }
            for (const heading of document.querySelectorAll("#cells-table th button")) {
                sorts.push(await timed(() => heading.click()));
            }
            let longest = 0;
            for (let top = 0; top < document.documentElement.scrollHeight; top += 300) {
                longest = Math.max(longest, await timed(() => scrollTo(0, top)));
            }
            const slowestKey = Math.max(...keys);
            return JSON.stringify({ drawn, key: median(keys), slowestKey, sort: median(sorts), scroll: longest });
        }
        """));
