using System.Text.Json.Nodes;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>What docs/faults.md says becomes of a sweep when something around it breaks.</summary>
public sealed class FaultTests(UninterruptedSweep whole, SixEpochs sixEpochs) : IClassFixture<UninterruptedSweep>, IClassFixture<SixEpochs>, IDisposable
{
    private readonly SmallSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public async Task Run_DiskStaysFull_EndsWithOneAndGoesOnOnceThereIsRoom()
    {
        using var disk = new SmallDisk(kilobytes: 8192);
        using var sweep = new SmallSweep(disk.Path);
        // One worker: the second trial has only begun when the first has ended.
        using (var process = sweep.Start([.. SmallSweep.Run(), "--workers", "1"]))
        {
            await process.SaysAsync("[1/2] ");
            disk.Fill();
            var ended = await process.EndAsync();
            Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
            Assert.Equal($"The sweep stopped before its end. The store '{sweep.StoreFile}' cannot grow: the disk is full. Free some space, then try again.", ended.Lines[^1]);
        }

        disk.Free();
        var again = await sweep.RunAsync("resume", SmallSweep.Name);
        Assert.Equal((0, whole.Output), (again.ExitCode, again.Output));
        Assert.Equal(whole.Numbers, await sweep.NumbersAsync());
    }

    [Fact]
    public async Task Run_FolderIsReadOnly_EndsWithTwoAndSaysWhatToDo()
    {
        using var disk = new SmallDisk(kilobytes: 1024);
        disk.SetReadOnly(true);
        using var sweep = new SmallSweep(disk.Path);

        var run = await sweep.RunAsync(SmallSweep.Run());

        Assert.Equal(
            new SweepResult(2, "", $"Cannot make the store '{sweep.StoreFile}': the folder '{disk.Path}/runs' cannot be written to. Change its permissions, or name another store with --store.\n"),
            run);
    }

    [Theory]
    [InlineData(1, "goes on from the checkpoint before")]
    [InlineData(2, "starts anew")]
    public async Task Resume_CheckpointsAreDamaged_ComesToTheSameNumbers(int damaged, string how)
    {
        using (var process = _sweep.Start(SmallSweep.RunInline("trial.epochs=6")))
        {
            using var store = await OpenAsync();
            await Eventually.HoldsAsync(() => store.Checkpoints(SmallSweep.Name, 0).Count == 2);
            await process.SignalAsync("INT");
            Assert.Equal(130, (await process.EndAsync()).ExitCode);
            var files = store.Checkpoints(SmallSweep.Name, 0).Select(checkpoint => Path.Join(store.TrialArtifacts(SmallSweep.Name, 0), checkpoint.File)).ToList();
            Assert.Equal(2, files.Count);
            FlipAByte(files[0]);
            if (damaged == 2)
                File.Delete(files[1]);
        }

        Assert.Equal(0, (await _sweep.RunAsync("resume", "--inline")).ExitCode);

        Assert.Equal(sixEpochs.Numbers, await _sweep.NumbersAsync());
        var trial = JsonNode.Parse((await _sweep.RunAsync("show", "quickstart/0", "--json")).Output)!;
        Assert.True(damaged == trial["events"]!.AsArray().Count(happening => happening!["kind"]!.GetValue<string>() == "checkpoint-damaged"), $"It {how}.");
    }

    [Fact]
    public async Task Run_WorkerIsStoppedPastItsLeaseAndWoken_WritesNothingMore()
    {
        using var process = _sweep.Start([.. SmallSweep.Run("trial.epochs=6"), "--workers", "2"]);
        using var store = await OpenAsync();
        await Eventually.HoldsAsync(() => store.Metrics(SmallSweep.Name, 0).Any() && store.Metrics(SmallSweep.Name, 1).Any());
        var stopped = store.Attempts(SmallSweep.Name, 0)[0].Owner.ProcessId;
        await StopOutsideOfAWriteAsync(store, stopped);

        // The other worker takes the trial over when the lease has run out, runs it to its end and then deletes its checkpoints.
        await Eventually.HoldsAsync(() => store.FindTrial(SmallSweep.Name, 0)!.End is not null);
        var folder = store.TrialArtifacts(SmallSweep.Name, 0);
        await Eventually.HoldsAsync(() => !Directory.EnumerateFiles(folder, "checkpoint-*").Any());
        var artifacts = ContentOf(folder);
        var points = store.Metrics(SmallSweep.Name, 0).ToList();
        await SweepProcess.SignalAsync("CONT", stopped);
        var ended = await process.EndAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal([AttemptEnding.Lost, AttemptEnding.Finished], store.Attempts(SmallSweep.Name, 0).Select(attempt => attempt.Ending!.Value));
        Assert.Equal(points, store.Metrics(SmallSweep.Name, 0));
        Assert.Equal(artifacts, ContentOf(folder));
        Assert.Equal(sixEpochs.Numbers, await _sweep.NumbersAsync());
    }

    [Fact]
    public async Task Run_TrialKillsItsWorkers_FailsItGoesOnAndRetriesItWhenAsked()
    {
        using var process = _sweep.Start([.. SmallSweep.Run(), "--workers", "1"]);
        using var store = await OpenAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Eventually.HoldsAsync(() => store.Attempts(SmallSweep.Name, 0).Count == attempt);
            await SweepProcess.SignalAsync("KILL", store.Attempts(SmallSweep.Name, 0)[^1].Owner.ProcessId);
        }

        var ended = await process.EndAsync();
        Assert.Equal(1, ended.ExitCode);
        const string Reason = "its worker died 3 times in a row without recording a new step, the last time by signal 9 (SIGKILL)";
        Assert.Equal((Outcome.Failed, Reason), (store.FindTrial(SmallSweep.Name, 0)!.Outcome, store.FindTrial(SmallSweep.Name, 0)!.End!.Kind));
        Assert.Equal(Outcome.Completed, store.FindTrial(SmallSweep.Name, 1)!.Outcome);
        Assert.Contains($"Trial quickstart/0 failed: {Reason}. 'sweep show quickstart/0' has the whole error.", ended.Lines);
        var shown = (await _sweep.RunAsync("show", "quickstart/0")).Output.Split('\n');
        Assert.Equal(3, shown.Count(line => line.Contains("  died: signal 9 (SIGKILL)  ", StringComparison.Ordinal) && line.EndsWith(".log", StringComparison.Ordinal)));

        var retried = await _sweep.RunAsync("retry", SmallSweep.Name, "--failed");
        Assert.Equal((0, whole.Output), (retried.ExitCode, retried.Output));
        Assert.Equal("quickstart: 1 trial is in the queue again.", retried.Lines[0]);
        Assert.Equal(whole.Numbers, await _sweep.NumbersAsync());
    }

    private async Task<ITrackingStore> OpenAsync()
    {
        await Eventually.HoldsAsync(() => File.Exists(_sweep.StoreFile));
        return TrackingStores.Open(_sweep.StoreFile, StoreAccess.Create, TimeProvider.System);
    }

    // One that is stopped within a write holds up every other writer: docs/decisions/0004.
    private static async Task StopOutsideOfAWriteAsync(ITrackingStore store, int process)
    {
        while (true)
        {
            await SweepProcess.SignalAsync("STOP", process);
            var writing = Task.Run(() => store.AddEvent(new NewEvent(SmallSweep.Name, null, "test", "Can anybody write?")));
            if (await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(2))) == writing)
                return;
            await SweepProcess.SignalAsync("CONT", process);
            await writing.InTimeAsync();
        }
    }

    private static void FlipAByte(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    // Logs are each attempt's own, and may go on.
    private static List<(string Name, string Content)> ContentOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.safetensors").Order().Select(file => (file, Convert.ToHexString(File.ReadAllBytes(file))))];
}
