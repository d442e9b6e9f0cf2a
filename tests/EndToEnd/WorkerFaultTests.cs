using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>What docs/faults.md says becomes of a sweep whose workers are stopped or killed.</summary>
public sealed class WorkerFaultTests(UninterruptedSweep whole, SixEpochs sixEpochs) : SweepFaultTests(whole, sixEpochs)
{
    [Fact]
    public async Task Run_WorkerIsStoppedPastItsLeaseAndWoken_WritesNothingMore()
    {
        using var process = Sweep.Start([.. SmallSweep.Run("trial.epochs=6"), "--workers", "2"]);
        using var store = await Sweep.OpenStoreAsync();
        await Eventually.HoldsAsync(() =>
            store.Metrics(new TrialId(SmallSweep.Name, 0)).Any() && store.Metrics(new TrialId(SmallSweep.Name, 1)).Any()
        );
        var stopped = store.Attempts(new TrialId(SmallSweep.Name, 0))[0].Owner.ProcessId;
        await StopOutsideOfAWriteAsync(store, stopped);

        // The other worker takes the trial over when the lease has run out, runs it to its end and then deletes its
        // checkpoints.
        await Eventually.HoldsAsync(() => store.FindTrial(new TrialId(SmallSweep.Name, 0))!.End is not null);
        var folder = store.TrialArtifacts(new TrialId(SmallSweep.Name, 0));
        await Eventually.HoldsAsync(() => !Directory.EnumerateFiles(folder, "checkpoint-*").Any());
        var artifacts = ContentOf(folder);
        var points = store.Metrics(new TrialId(SmallSweep.Name, 0)).ToList();
        await Shell.SignalAsync("CONT", stopped);
        var ended = await process.EndAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(
            [AttemptEnding.Lost, AttemptEnding.Finished],
            store.Attempts(new TrialId(SmallSweep.Name, 0)).Select(attempt => attempt.Ending!.Value));
        Assert.Equal(points, store.Metrics(new TrialId(SmallSweep.Name, 0)));
        Assert.Equal(artifacts, ContentOf(folder));
        Assert.Equal(SixEpochs.Numbers, await Sweep.NumbersAsync());
    }

    [Fact]
    public async Task Run_TrialKillsItsWorkers_FailsItGoesOnAndRetriesItWhenAsked()
    {
        using var process = Sweep.Start([.. SmallSweep.Run(), "--workers", "1"]);
        using var store = await Sweep.OpenStoreAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Eventually.HoldsAsync(() => store.Attempts(new TrialId(SmallSweep.Name, 0)).Count == attempt);
            await Shell.SignalAsync("KILL", store.Attempts(new TrialId(SmallSweep.Name, 0))[^1].Owner.ProcessId);
        }

        var ended = await process.EndAsync();
        Assert.Equal(1, ended.ExitCode);
        const string Reason =
            "its worker died 3 times in a row without recording a new step, the last time by signal 9 (SIGKILL)";
        Assert.Equal(
            (Outcome.Failed, Reason),
            (
                store.FindTrial(new TrialId(SmallSweep.Name, 0))!.Outcome,
                store.FindTrial(new TrialId(SmallSweep.Name, 0))!.End!.Kind));
        Assert.Equal(Outcome.Completed, store.FindTrial(new TrialId(SmallSweep.Name, 1))!.Outcome);
        Assert.Contains(
            $"Trial quickstart/0 failed: {Reason}. 'sweep show quickstart/0' has the whole error.", ended.Lines);
        var shown = (await Sweep.RunAsync("show", "quickstart/0")).Output.Split('\n');
        // Killed so early, a worker may not have made its log.
        Assert.Equal(3, shown.Count(line =>
            line.Contains("  died: signal 9 (SIGKILL)  ", StringComparison.Ordinal)
            && line.Contains(".log", StringComparison.Ordinal)));

        var retried = await Sweep.RunAsync("retry", SmallSweep.Name, "--failed");
        Assert.Equal((0, Whole.Output), (retried.ExitCode, retried.Output));
        Assert.Equal("quickstart: 1 trial is in the queue again.", retried.Lines[0]);
        Assert.Equal(Whole.Numbers, await Sweep.NumbersAsync());
    }

    // One that is stopped within a write holds up every other writer: docs/decisions/0004.
    private static async Task StopOutsideOfAWriteAsync(ITrackingStore store, int process)
    {
        while (true)
        {
            await Shell.SignalAsync("STOP", process);
            var writing = Task.Run(() =>
                store.AddEvent(new NewEvent(SmallSweep.Name, null, "test", "Can anybody write?"))
            );
            if (await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(2))) == writing)
                return;
            await Shell.SignalAsync("CONT", process);
            await writing.InTimeAsync();
        }
    }

    // Logs are each attempt's own, and may go on.
    private static List<(string Name, string Content)> ContentOf(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*.safetensors")
                .Order()
                .Select(file => (file, Convert.ToHexString(File.ReadAllBytes(file)))),
        ];
}
