using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The files of a sweep whose store is a database on a server. Machines are folders here.</summary>
public sealed class StoredArtifactsTests
{
    private static readonly string[] Settings = ["artifacts=store", "checkpoint.everySeconds=1"];

    [PostgresFact]
    public async Task Resume_OnAnotherMachineAfterAKill_HasTheSameBitsAndTheLog()
    {
        using var whole = new SmallSweep();
        Assert.Equal(0, (await whole.RunAsync(SmallSweep.RunInline(Settings))).ExitCode);
        using var server = new PostgresServer();
        using var first = new SmallSweep();
        using var second = new SmallSweep();
        using var temporary = new TemporaryFolder();
        string[] there = ["--store", server.UrlWithPassword];
        using var store = TrackingStores.Open(server.UrlWithPassword, StoreAccess.Create, TimeProvider.System);
        var trial = new TrialId(SmallSweep.Name, 0);

        using (var run = SweepProcess.Start(
            first.Folder, [.. SmallSweep.Run(Settings), "--workers", "1", .. there], ("TMPDIR", temporary.Path)))
        {
            await Eventually.HoldsAsync(() => store.Checkpoints(trial).Count > 0);
            foreach (var worker in run.Workers())
                await Shell.RunAsync("kill", "-9", $"{worker}");
            await run.SignalAsync("KILL");
            await run.Ended.WaitAsync(TimeSpan.FromMinutes(1));
        }

        using (var resume = SweepProcess.Start(
            second.Folder, ["resume", SmallSweep.Name, "--no-report", "--workers", "1", .. there],
            ("TMPDIR", temporary.Path)))
            Assert.Equal(0, (await resume.EndAsync()).ExitCode);
        var export = await second.RunAsync(["export", SmallSweep.Name, "--csv", "out", .. there]);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal(
            await whole.NumbersAsync(),
            Tables.WithoutTime(Path.Join(second.Folder, "out/trials.csv"))
                + Tables.WithoutTime(Path.Join(second.Folder, "out/metrics.csv")));
        Assert.False(Directory.Exists(Path.Join(first.Folder, "runs")));
        Assert.False(Directory.Exists(Path.Join(second.Folder, "runs")));
        Assert.Equal(
            ["attempt-1.log", "attempt-2.log", "model-best.safetensors", "model-last.safetensors"],
            store.FilesOf(SmallSweep.Name).List(trial).Select(file => file.Name));
        var log = await second.RunAsync(["show", $"{trial}", "--log", .. there]);
        Assert.Contains("attempt 2 at trial quickstart/0 begins", log.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(temporary.Path, "sweep-logs-*"));
    }

    [PostgresFact]
    public async Task Run_SharedFolderIsFullForAWhile_EndsWellOnceThereIsRoom()
    {
        using var whole = new SmallSweep();
        Assert.Equal(0, (await whole.RunAsync(SmallSweep.RunInline())).ExitCode);
        using var server = new PostgresServer();
        using var disk = new SmallDisk(kilobytes: 8192);
        using var sweep = new SmallSweep();
        var url = $"{server.UrlWithPassword}?artifacts={disk.File("shared")}";
        using var store = TrackingStores.Open(url, StoreAccess.Create, TimeProvider.System);

        using (var run = sweep.Start([.. SmallSweep.Run(), "--workers", "1", "--store", url]))
        {
            await run.SaysAsync("[1/2] ");
            disk.Fill();
            // The second trial cannot save a checkpoint, and so cannot end.
            await Eventually.HoldsAsync(() => store.Metrics(new TrialId(SmallSweep.Name, 1)).Any());
            await Task.Delay(TimeSpan.FromSeconds(3));
            Assert.False(store.IsDone(SmallSweep.Name));
            disk.Free();
            Assert.Equal(0, (await run.EndAsync()).ExitCode);
        }

        var export = await sweep.RunAsync(["export", SmallSweep.Name, "--csv", "out", "--store", url]);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal(
            await whole.NumbersAsync(),
            Tables.WithoutTime(Path.Join(sweep.Folder, "out/trials.csv"))
                + Tables.WithoutTime(Path.Join(sweep.Folder, "out/metrics.csv")));
    }
}
