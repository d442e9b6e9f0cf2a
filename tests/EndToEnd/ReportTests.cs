using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A report of a sweep that has really run.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly SmallSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public async Task Report_CommandOfARow_RunsTheCellAgainToTheSameNumbers()
    {
        await _sweep.RunAsync(SmallSweep.RunInline(SmallSweep.TwoSteps));
        var report = await _sweep.RunAsync("report", SmallSweep.Name, "--out", "report");
        Assert.Equal((0, "report/report.html\nreport/charts\n", ""), (report.ExitCode, report.Output, report.Error));
        Assert.True(File.Exists(Path.Join(_sweep.Folder, "report/charts/learning-curves.png")));

        var data = DataOf(await File.ReadAllTextAsync(Path.Join(_sweep.Folder, "report/report.html")));
        var row = data["tables"]!["cells"]!["rows"]!.AsArray().Single(row => row!["key"]!.GetValue<string>() == "1")!;
        await ShellAsync($"{row["command"]} --inline");

        // A trial of the second cell is trial 1 there and trial 0 of its own sweep.
        Assert.Equal(await LossesAsync(SmallSweep.Name, 1), await LossesAsync($"{SmallSweep.Name}-cell-1", 0));
    }

    [Fact]
    public async Task Report_NoOtherProgramInstalled_DrawsThePictures()
    {
        await _sweep.RunAsync(SmallSweep.RunInline(SmallSweep.TwoSteps));
        using var process = SweepProcess.Start(
            _sweep.Folder, ["report", SmallSweep.Name, "--out", "report"], ("PATH", "/nowhere"));

        var report = await process.EndAsync();

        Assert.Equal((0, "report/report.html\nreport/charts\n", ""), (report.ExitCode, report.Output, report.Error));
        Assert.StartsWith(
            "<?xml",
            await File.ReadAllTextAsync(Path.Join(_sweep.Folder, "report/charts/small-dark/ranking.svg")),
            StringComparison.Ordinal);
    }

    // Skia works on what belongs to .NET's objects: one that the collector takes meanwhile ends the process. A
    // generation of 64 kB makes it run all the time, and freed memory is overwritten at once.
    [Fact]
    public async Task Report_WhileTheCollectorRunsAllTheTime_DrawsThePictures()
    {
        await _sweep.RunAsync(SmallSweep.RunInline(SmallSweep.TwoSteps));
        using var process = SweepProcess.Start(
            _sweep.Folder,
            ["report", SmallSweep.Name, "--out", "report"],
            ("DOTNET_GCgen0size", "10000"), ("MALLOC_PERTURB_", "165"));

        var report = await process.EndAsync();

        Assert.Equal((0, "report/report.html\nreport/charts\n", ""), (report.ExitCode, report.Output, report.Error));
    }

    private static JsonNode DataOf(string page)
    {
        const string begin = "<script type=\"application/gzip\" id=\"data\">";
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        using var packed = new MemoryStream(
            Convert.FromBase64String(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]));
        using var json = new GZipStream(packed, CompressionMode.Decompress);
        return JsonNode.Parse(json)!;
    }

    private async Task ShellAsync(string commands)
    {
        var sweep = $"sweep() {{ '{Environment.ProcessPath}' '{SweepProcess.Command}' \"$@\"; }}";
        var start = new ProcessStartInfo("bash", ["-ec", $"{sweep}\n{commands}"])
        {
            WorkingDirectory = _sweep.Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        SweepProcess.PrepareAsLauncher(start);
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var error = await shell.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(shell.ExitCode == 0, $"{commands}\n{error}{await output}");
    }

    // Step and value, to the last digit.
    private async Task<string[]> LossesAsync(string name, int trial)
    {
        await _sweep.RunAsync("export", name, "--csv", name);
        var rows = File.ReadLines(Path.Join(_sweep.Folder, name, "metrics.csv"))
            .Select(row => row.Split(','))
            .Where(row => row[0] == $"{trial}" && row[1] == "train/loss")
            .Select(row => $"{row[2]}: {row[4]}")
            .ToArray();
        Assert.True(rows.Length > 1);
        return rows;
    }
}
