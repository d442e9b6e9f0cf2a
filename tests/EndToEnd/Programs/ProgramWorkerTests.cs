using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests.Programs;

/// <summary>Programs in real workers.</summary>
public sealed class ProgramWorkerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--inline")]
    public async Task Run_Program_NeedsNoLibtorchAndSeesNothingOfIt(params string[] options)
    {
        await WriteAsync("""
            libraries=$(grep -c libtorch /proc/$PPID/maps)
            variables=$(env | grep -c '^MALLOC_')
            echo "{\"acc\": $((libraries + variables))}"
            """);

        var run = await SweepProcess.RunAsync(_folder.Path, ["run", "sweep.json", .. options]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal([0, 0], Metrics().Select(point => point.Value));
    }

    [Fact]
    public async Task Run_Interrupted_StopsProgramsThatIgnoreItInTimeAndResumes()
    {
        await WriteAsync("""
            step=$(cat $SWEEP_CHECKPOINTS/step 2> /dev/null || echo 0)
            echo "{\"step\": $step, \"acc\": $step}"
            echo $((step + 1)) > $SWEEP_CHECKPOINTS/step
            if [ $step = 0 ]; then trap '' TERM; touch ready$SWEEP_SEED; sleep 1000 & wait; wait; fi
            """);
        using var run = SweepProcess.Start(_folder.Path, ["run", "sweep.json", "--workers", "2"]);
        await Eventually.HoldsAsync(() => File.Exists(_folder.File("ready0")) && File.Exists(_folder.File("ready1")));
        await run.SignalAsync("INT");

        var interrupted = await run.EndAsync();
        Assert.Equal(130, interrupted.ExitCode);
        Assert.Empty(ProgramProcesses.Below(_folder.Path));
        var resumed = await SweepProcess.RunAsync(_folder.Path, "run", "sweep.json");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal([0, 1, 0, 1], Metrics().Select(point => point.Value));
    }

    [Theory]
    [InlineData(1, "--workers", "1")]
    [InlineData(2, "--inline")]
    public async Task Run_FileOfTheProgramChanges_EndsTheSweepWithAMessage(int exitCode, params string[] options)
    {
        await WriteAsync("""
            echo '# changed' >> train.sh
            echo '{"acc": 1}'
            """);

        var run = await SweepProcess.RunAsync(_folder.Path, ["run", "sweep.json", .. options]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.EndsWith(
            $"The file '{_folder.File("train.sh")}' has changed since the sweep 'program' was created, and its trials "
                + "are those of the file as it was. Restore the file, or give the sweep another name and run it anew.",
            run.Lines[^1], StringComparison.Ordinal);
        using var store = Store();
        Assert.Equal([Outcome.Completed, Outcome.Queued], store.Trials("program").Select(trial => trial.Outcome));
    }

    private async Task WriteAsync(string program)
    {
        await File.WriteAllTextAsync(_folder.File("train.sh"), program + "\n");
        await File.WriteAllTextAsync(_folder.File("sweep.json"), """
            {
              "name": "program",
              "trial": { "command": { "run": ["bash", "train.sh"], "files": ["train.sh"] } },
              "seeds": 2,
              "objective": { "metric": "acc", "goal": "maximize" }
            }
            """);
    }

    private IReadOnlyList<MetricPoint> Metrics()
    {
        using var store = Store();
        return [.. store.Metrics("program").Select(point => point.Point)];
    }

    private ITrackingStore Store() =>
        TrackingStores.Open(_folder.File("runs/sweeps.db"), StoreAccess.Existing, TimeProvider.System);
}
