using System.Text.Json.Nodes;
using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The quickstart as it ships, run whole and read back.</summary>
public sealed class QuickstartTests : IDisposable
{
    private static readonly string[] Command = ["run", Repository.File("configs/quickstart.json")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Quickstart_ThenEveryCommandReadsItBack()
    {
        var run = await SweepProcess.RunAsync(_folder.Path, Command);
        Assert.Equal(0, run.ExitCode);
        AssertProgress(run.Lines);
        AssertCells(run.Output);

        var list = JsonNode.Parse((await SweepProcess.RunAsync(_folder.Path, "list", "--json")).Output)!.AsArray();
        Assert.Equal("quickstart", Assert.Single(list)!["name"]!.GetValue<string>());
        await AssertShownAsync(run.Output);
        await AssertExportedAsync();
        await AssertNothingIsLeftToDoAsync(run.Output);
    }

    // The page that the run writes at its end, and reading commands do not.
    private string Report =>
        $"Report: file://{_folder.Path}/runs/sweeps.db.artifacts/sweeps/quickstart/report/report.html";

    // Progress is on standard error alone, a line each trial; with several workers the order in which trials end is
    // open.
    private void AssertProgress(IReadOnlyList<string> lines)
    {
        Assert.Equal(6, lines.Count);
        Assert.Equal(Report, lines[5]);
        Assert.Equal("Sweep 'quickstart': 4 trials.", lines[0]);
        for (var ended = 1; ended <= 4; ended++)
            Assert.Matches(
                $@"^\[{ended}/4\] trial \d \(lr \S+, seed \d\): completed \(\d+\.\d s\), val/accuracy 0\.\d{{4}}$",
                lines[ended]);
        Assert.Equal(
            ["0 ", "1 ", "2 ", "3 "],
            lines.Skip(1).Take(4).Select(line => line.Substring("[1/4] trial ".Length, 2)).Order());
    }

    // Results are on standard output alone: a table of the two rates, the best first, which learnt.
    private static void AssertCells(string output)
    {
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal("Cells, the best first: val/accuracy of completed trials", lines[0]);
        Assert.EndsWith("  best", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("  could be best", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("Best: lr 0.01 (cell 0): val/accuracy 0.", lines[4], StringComparison.Ordinal);
    }

    private async Task AssertShownAsync(string cells)
    {
        var show = await SweepProcess.RunAsync(_folder.Path, "show", "quickstart");
        Assert.Equal((0, ""), (show.ExitCode, show.Error));
        Assert.StartsWith("quickstart: 4 trials, created ", show.Output, StringComparison.Ordinal);
        Assert.Contains(cells, show.Output, StringComparison.Ordinal);

        var json = JsonNode.Parse((await SweepProcess.RunAsync(_folder.Path, "show", "quickstart", "--json")).Output)!;
        Assert.Equal([2, 2], json["cells"]!.AsArray().Select(cell => cell!["count"]!.GetValue<int>()));
        Assert.True(
            json["cells"]!.AsArray().Max(cell => cell!["mean"]!.GetValue<double>()) > 0.5,
            "The better rate does not learn.");
        Assert.Equal(0, (await SweepProcess.RunAsync(_folder.Path, "show", "quickstart/3")).ExitCode);
    }

    private async Task AssertExportedAsync()
    {
        var export = await SweepProcess.RunAsync(_folder.Path, "export", "quickstart", "--csv", "out");
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        var trials = await File.ReadAllLinesAsync(_folder.File("out/trials.csv"));
        Assert.StartsWith(
            "sweep,trial,cell,seed,outcome,outcome_kind,outcome_step,epochs,steps,elapsed_s,optimizer.lr,"
                + "test/accuracy.last,",
            trials[0],
            StringComparison.Ordinal);
        Assert.Equal(
            [
                "quickstart,0,0,0,completed,,,",
                "quickstart,1,0,1,completed,,,",
                "quickstart,2,1,0,completed,,,",
                "quickstart,3,1,1,completed,,,",
            ],
            trials.Skip(1).Select(line => string.Concat(line.Split(',').Take(7).Select(field => field + ","))));
        var metrics = await File.ReadAllLinesAsync(_folder.File("out/metrics.csv"));
        Assert.Equal("trial,metric,step,epoch,value,time_utc", metrics[0]);
        Assert.Equal(4, metrics.Count(line => line.Contains(",test/accuracy,", StringComparison.Ordinal)));
    }

    private async Task AssertNothingIsLeftToDoAsync(string cells)
    {
        var again = await SweepProcess.RunAsync(_folder.Path, Command);
        Assert.Equal(
            new SweepResult(
                0, cells, $"Sweep 'quickstart' is done: 4 trials, 4 completed.\n{Report}\n"),
            again);
    }
}
