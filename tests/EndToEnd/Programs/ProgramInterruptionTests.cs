using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests.Programs;

/// <summary>A program that saves only when it is asked to stop loses nothing by Ctrl+C.</summary>
public sealed class ProgramInterruptionTests : IDisposable
{
    private const string Program = """
        import json
        import time
        import sweep_log

        state = sweep_log.checkpoints() / "state"
        step = json.loads(state.read_text()) if state.exists() else 0
        while step < 150:
            sweep_log.log(step=step, loss=1 / (step + 1))
            step += 1
            if sweep_log.should_stop():
                state.write_text(json.dumps(step))
                print("stopped")
                raise SystemExit(3)
            time.sleep(0.02)
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_InterruptedThenResumed_ContinuesWhereTheProgramStopped()
    {
        await File.WriteAllTextAsync(_folder.File("train.py"), Program);
        await File.WriteAllTextAsync(_folder.File("sweep.json"), """
            {
              "name": "slow",
              "trial": { "command": ["python3", "train.py"] },
              "objective": { "metric": "loss" }
            }
            """);
        using var process = SweepProcess.Start(_folder.Path, ["run", "sweep.json", "--no-report", "--workers", "1"]);
        await Eventually.HoldsAsync(() => File.Exists(_folder.File("runs/sweeps.db")) && Steps().Count > 10);

        await process.SignalAsync("INT");

        Assert.Equal(130, (await process.EndAsync()).ExitCode);
        var before = Steps();
        Assert.InRange(before.Count, 11, 149);
        var resumed = await SweepProcess.RunAsync(_folder.Path, "resume", "slow", "--no-report");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Enumerable.Range(0, 150).Select(step => (long)step), Steps());
        using var store = Store();
        var attempts = store.Attempts(new TrialId("slow", 0));
        Assert.Equal(
            [AttemptEnding.Released, AttemptEnding.Finished], attempts.Select(attempt => attempt.Ending));
        Assert.Contains("stopped", await File.ReadAllLinesAsync(attempts[0].LogPath!));
        Assert.Empty(store.Events(new TrialId("slow", 0)));
    }

    private IReadOnlyList<long> Steps()
    {
        using var store = Store();
        return [.. store.Metrics(new TrialId("slow", 0), "loss").Select(point => point.Point.Step)];
    }

    private ITrackingStore Store() =>
        TrackingStores.Open(_folder.File("runs/sweeps.db"), StoreAccess.Existing, TimeProvider.System);
}
