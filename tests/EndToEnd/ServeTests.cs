using System.Globalization;
using System.Text.Json.Nodes;
using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The hosted service: files are dropped into a folder, run, and put away.</summary>
public sealed class ServeTests : IDisposable
{
    private const string Small = """
        {
          "name": "NAME",
          "trial": {
            "data": {
              "name": "fashion-mnist",
              "batchSize": 16,
              "trainSamples": 320,
              "testSamples": 50,
              "validationSamples": 50
            },
            "model": { "name": "lenet", "width": 0.5 },
            "optimizer": { "name": "adam", "lr": 0.001 },
            "epochs": EPOCHS
          },
          "seeds": SEEDS,
          "checkpoint": { "everySeconds": 1 }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _inbox;

    public ServeTests() => _inbox = Directory.CreateDirectory(_folder.File("inbox")).FullName;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_GoodAndBadFiles_RunsThemInOrderAndPutsThemAway()
    {
        Directory.CreateDirectory(Inbox("folder.json"));
        using var service = Start();
        await service.SaysAsync("folder.json is ignored: it is a folder.");
        Drop("first", Sweep(epochs: 1));
        await Eventually.HoldsAsync(() => File.Exists(Inbox("running/first.json")));
        await Eventually.HoldsAsync(() => Health()["running"]?.GetValue<string>() == "first.json");
        Assert.Equal("running", Health()["status"]!.GetValue<string>());
        var leftAlone = Assert.Single(Health()["leftAlone"]!.AsArray())!.GetValue<string>();
        Assert.StartsWith("folder.json is ignored: it is a folder.", leftAlone, StringComparison.Ordinal);
        var taken = Health()["progressUtc"]!.GetValue<DateTime>();
        await Eventually.HoldsAsync(() => Health()["progressUtc"]!.GetValue<DateTime>() > taken);
        Drop("bad", """{ "name": "bad", "epochs": 0 }""");
        Drop("again", Sweep(epochs: 2).Replace("NAME", "first", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => File.Exists(Inbox("rejected/again.faults.txt")));

        Assert.StartsWith(
            "Cells, the best first: val/accuracy of completed trials\n",
            Read("done/first.report.txt"),
            StringComparison.Ordinal);
        Assert.Contains(
            $"{Inbox("rejected/bad.json")}(1,1): trial: The key 'trial' is missing",
            Read("rejected/bad.faults.txt"),
            StringComparison.Ordinal);
        Assert.Contains(
            "holds a sweep 'first' with another config:\n  trial.epochs: 1 before, 2 now\n",
            Read("rejected/again.faults.txt"),
            StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Health()["status"]!.GetValue<string>() == "waiting");
        Assert.Equal(
            $"again.json was rejected: {Inbox("rejected/again.faults.txt")}",
            Health()["lastFault"]!.GetValue<string>());

        await service.SignalAsync("TERM");
        var ended = await service.EndAsync();
        Assert.Equal(130, ended.ExitCode);
        Assert.Equal(Read("done/first.report.txt"), ended.Output);
        Assert.Equal("stopped", Health()["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("HUP")]
    public async Task Serve_EndedInTheMiddleAndStartedAgain_GoesOnWhereItWas(string signal)
    {
        using (var service = Start())
        {
            Drop("long", Sweep(epochs: 15, seeds: 2));
            Drop("next", Sweep(epochs: 1));
            await Eventually.HoldsAsync(() => Directory.Exists(_folder.File("runs/sweeps.db.artifacts/sweeps/long/1")));
            await service.SignalAsync(signal);
            Assert.Equal(signal == "KILL" ? 128 + 9 : 130, (await service.EndAsync()).ExitCode);
            Assert.Equal(signal == "KILL" ? "running" : "stopped", Health()["status"]!.GetValue<string>());
        }

        Assert.True(File.Exists(Inbox("running/long.json")));
        using (var service = Start())
        {
            await Eventually.HoldsAsync(() => File.Exists(Inbox("done/next.report.txt")));
            await service.SignalAsync("TERM");
            Assert.StartsWith(
                "Running long.json.\nSweep 'long'",
                (await service.EndAsync()).Error.Split('\n', 2)[1],
                StringComparison.Ordinal);
        }

        if (signal != "KILL")
            return;
        var whole = Path.Join(_folder.Path, "whole.json");
        await File.WriteAllTextAsync(
            whole, Sweep(epochs: 15, seeds: 2).Replace("NAME", "long", StringComparison.Ordinal));
        Assert.Equal(
            0, (await SweepProcess.RunAsync(_folder.Path, "run", whole, "--inline", "--store", "whole.db")).ExitCode);
        Assert.Equal(await TablesAsync("whole.db"), await TablesAsync("runs/sweeps.db"));
    }

    [Fact]
    public async Task Serve_SweepIsStoppedFromAnotherTerminal_PutsItsFileAsideAndTakesTheNext()
    {
        using var service = Start();
        Drop("long", Sweep(epochs: 1000, seeds: 2));
        Drop("next", Sweep(epochs: 1));
        await Eventually.HoldsAsync(() => Directory.Exists(_folder.File("runs/sweeps.db.artifacts/sweeps/long/0")));
        var stop = await SweepProcess.RunAsync(_folder.Path, "stop", "long");
        Assert.Equal(
            new SweepResult(0, "Stopped long; 2 trials are left. 'sweep resume long' continues it.\n", ""),
            stop);
        await Eventually.HoldsAsync(() => File.Exists(Inbox("done/next.report.txt")));

        Assert.Equal("Stopped by 'stop'. Drop the file again to continue.\n", Read("stopped/long.report.txt"));
        Assert.True(File.Exists(Inbox("stopped/long.json")));
    }

    [Fact]
    public async Task Serve_FolderIsWatchedAlready_EndsWithTwo()
    {
        using var service = Start();
        await service.SaysAsync("Watching ");

        var second = await SweepProcess.RunAsync(_folder.Path, "serve", "--watch", "inbox");
        Assert.Equal((2, ""), (second.ExitCode, second.Output));
        Assert.StartsWith(
            $"The folder '{_inbox}' cannot be watched. Another service watches it, or it is read-only: ",
            second.Error,
            StringComparison.Ordinal);
        var missing = await SweepProcess.RunAsync(_folder.Path, "serve", "--watch", "nowhere");
        Assert.Equal(
            new SweepResult(
                2,
                "",
                $"There is no folder '{_folder.File("nowhere")}' to watch. Make it, or name another with "
                    + "--watch.\n"),
            missing);
    }

    // Its name is put in by who writes it.
    private static string Sweep(int epochs, int seeds = 1) => Small
        .Replace("EPOCHS", epochs.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("SEEDS", seeds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private SweepProcess Start() => SweepProcess.Start(_folder.Path, ["serve", "--watch", "inbox"]);

    private string Inbox(string path) => Path.Join(_inbox, path);

    private string Read(string path) => File.ReadAllText(Inbox(path));

    private JsonNode Health() => JsonNode.Parse(Read("service.health"))!;

    // Written elsewhere and renamed, as careful programs do it; the others are covered by the inbox's own tests.
    private void Drop(string name, string content)
    {
        var file = _folder.File($"{name}.json");
        File.WriteAllText(file, content.Replace("NAME", name, StringComparison.Ordinal));
        File.Move(file, Inbox($"{name}.json"));
    }

    private async Task<string> TablesAsync(string store)
    {
        var export = await SweepProcess.RunAsync(_folder.Path, "export", "long", "--csv", "out", "--store", store);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        return Tables.WithoutTime(_folder.File("out/trials.csv")) + Tables.WithoutTime(_folder.File("out/metrics.csv"));
    }
}
