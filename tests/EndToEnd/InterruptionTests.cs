using System.Text.Json.Nodes;
using LiteDB;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A sweep is stopped and taken up again, at any moment and from another terminal.</summary>
public sealed class InterruptionTests(SixEpochs sixEpochs) : IClassFixture<SixEpochs>, IDisposable
{
    // A step takes longer than any process may take to stop.
    private static readonly string[] LongSteps =
        ["trial.model={\"name\":\"alexnet\"}", "trial.data.resize=224", "trial.data.batchSize=256", "trial.epochs=10"];

    private readonly SmallSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Theory]
    [InlineData("--workers", "2")]
    [InlineData("--inline")]
    public async Task Stop_FromAnotherTerminal_EndsTheRunAndResumeGoesOnWithTheSameBits(params string[] how)
    {
        using (var process = _sweep.Start([.. SmallSweep.Run("trial.epochs=6"), .. how]))
        {
            using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Create, TimeProvider.System);
            await Eventually.HoldsAsync(() => store.RunningTrials(SmallSweep.Name) > 0);
            var stop = await _sweep.RunAsync("stop", SmallSweep.Name);
            Assert.Equal(
                new SweepResult(
                    0,
                    "Stopped quickstart; 2 trials are left. 'sweep resume quickstart' continues it.\n",
                    ""),
                stop);
            var ended = await process.EndAsync();
            Assert.Equal((130, ""), (ended.ExitCode, ended.Output));
            Assert.Equal(
                "Stopped by 'stop'. What is done is kept; 'sweep resume quickstart' continues it.",
                ended.Lines[^1]);
        }

        PretendAnotherMachine();
        var resumed = await _sweep.RunAsync("resume", "--inline");
        Assert.Equal(0, resumed.ExitCode);
        Assert.StartsWith(
            $"Warning: The sweep was created on the processor 'Z80', and '{Environment.MachineName}' has '",
            resumed.Lines[1],
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"Warning: The sweep was created with libtorch 0.1, and '{Environment.MachineName}' has ",
            resumed.Lines[2],
            StringComparison.Ordinal);
        var shown = (await _sweep.RunAsync("show", SmallSweep.Name)).Output;
        Assert.Contains(
            "  machine-changed: The sweep was created on the processor 'Z80'", shown, StringComparison.Ordinal);
        Assert.Contains("  machine-changed: The sweep was created with libtorch 0.1", shown, StringComparison.Ordinal);
        Assert.Equal(sixEpochs.Numbers, await _sweep.NumbersAsync());
        Assert.Equal(
            new SweepResult(0, "", $"Nothing is left to do in litedb:{_sweep.StoreFile}.\n"),
            await _sweep.RunAsync("resume"));
        Assert.Equal(
            new SweepResult(0, "quickstart is done: nothing runs.\n", ""),
            await _sweep.RunAsync("stop", SmallSweep.Name));
    }

    [Fact]
    public async Task Run_SecondInterruption_EndsAtOnceAndLeavesNoProcess()
    {
        using var process = _sweep.Start(SmallSweep.Run(LongSteps));
        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Create, TimeProvider.System);
        await Eventually.HoldsAsync(() => store.RunningTrials(SmallSweep.Name) > 0);
        var workers = process.Workers();
        Assert.NotEmpty(workers);
        await process.SignalAsync("INT");
        await process.SignalAsync("INT");

        Assert.Equal(130, (await process.EndAsync()).ExitCode);
        await Eventually.HoldsAsync(() =>
            workers.All(worker =>
                !Directory.Exists($"/proc/{worker}")
                || File.ReadAllText($"/proc/{worker}/stat").Contains(") Z ", StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [InlineData("--workers", "1")]
    [InlineData("--inline")]
    public async Task Run_InterruptedInALongStep_EndsWithinFiveSeconds(params string[] how)
    {
        using var process = _sweep.Start([.. SmallSweep.Run(LongSteps), .. how]);
        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Create, TimeProvider.System);
        await Eventually.HoldsAsync(() => store.RunningTrials(SmallSweep.Name) > 0);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await process.SignalAsync("TERM");

        Assert.Equal(130, (await process.EndAsync()).ExitCode);
        // Five seconds, and three for the tests that run beside this one; a step alone takes a quarter of a minute.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 8);
        Assert.Equal(0, store.RunningTrials(SmallSweep.Name));
        Assert.Equal(0, store.DeathsWithoutProgress(new TrialId(SmallSweep.Name, 0)));
    }

    private void PretendAnotherMachine()
    {
        using var database = new LiteDatabase(_sweep.StoreFile);
        var sweeps = database.GetCollection("sweeps");
        var sweep = Assert.Single(sweeps.FindAll());
        var provenance = JsonNode.Parse(sweep["provenanceJson"].AsString)!;
        provenance["cpu"] = "Z80";
        provenance["libtorch"] = "0.1";
        sweep["provenanceJson"] = provenance.ToJsonString();
        Assert.True(sweeps.Update(sweep));
    }
}
