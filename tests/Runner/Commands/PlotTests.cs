using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class PlotTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public PlotTests()
    {
        using var store = _harness.Create();
        StorySweep.Write(store, _harness.Time);
        // The trial that was queued runs now: a loss from 5 down to 0.01, and two epochs' accuracies.
        var claim = store.ClaimNext(StorySweep.Name, LeaseOwners.Current())!;
        MetricPoint Point(string metric, long step, double value) =>
            new(metric, step, 0, value, _harness.Time.GetUtcNow());
        store.AddMetrics(
            claim,
            [.. Enumerable.Range(0, 100).Select(step => Point("train/loss", step, 5 * Math.Pow(0.002, step / 99.0)))]);
        store.AddMetrics(claim, [Point("val/accuracy", 49, 0.5), Point("val/accuracy", 99, 0.625)]);
    }

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("plot-diverged.txt", false, "show", "nan-story/0", "--plot")]
    [InlineData("plot-running.txt", false, "show", "nan-story/7", "--plot")]
    [InlineData("plot-metric.terminal.txt", true, "show", "nan-story/7", "--plot", "val/accuracy")]
    [InlineData("plot-sweep.txt", false, "show", "nan-story", "--plot")]
    [InlineData("plot-sweep-metrics.txt", false, "show", "nan-story", "--plot", "train/loss", "val/accuracy")]
    public async Task ShowPlot_StorySweep_DrawsBelowTheScreen(string golden, bool isTerminal, params string[] arguments)
    {
        var screen = await _harness.RunAsync([.. arguments.Take(2)], isTerminal);

        var result = await _harness.RunAsync(arguments, isTerminal);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(screen.Output, result.Output, StringComparison.Ordinal);
        GoldenFile.Matches(golden, result.Output[screen.Output.Length..]);
    }

    [Theory]
    [InlineData(
        "There is no metric 'val/acuracy' to draw. Did you mean 'val/accuracy'?\n",
        "show",
        "nan-story/7",
        "--plot",
        "train/loss",
        "val/acuracy")]
    [InlineData(
        "There is no metric 'val/acuracy' to draw. Did you mean 'val/accuracy'?\n",
        "show",
        "nan-story",
        "--plot",
        "val/acuracy")]
    [InlineData(
        "--plot and --json exclude each other: give one of them.\nRun 'sweep show --help' for the commands "
            + "and their options.\n",
        "show",
        "nan-story",
        "--plot",
        "--json")]
    [InlineData(
        "--plot and --config exclude each other: give one of them.\nRun 'sweep show --help' for the commands "
            + "and their options.\n",
        "show",
        "nan-story/0",
        "--config",
        "--plot")]
    public async Task ShowPlot_BadInput_SaysWhatAndWritesNothing(string message, params string[] arguments) =>
        Assert.Equal(new CommandResult(ExitCodes.BadInput, "", message), await _harness.RunAsync(arguments));
}
