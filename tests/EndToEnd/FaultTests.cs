using System.Text.Json.Nodes;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>What docs/faults.md says becomes of a sweep when something around it breaks.</summary>
public sealed class FaultTests(UninterruptedSweep whole, SixEpochs sixEpochs) : SweepFaultTests(whole, sixEpochs)
{
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
            Assert.Equal(
                $"The sweep ended early. The store '{sweep.StoreFile}' cannot grow: the disk is "
                    + "full. Free some space, then try again.",
                ended.Lines[^1]);
        }

        disk.Free();
        var again = await sweep.RunAsync("resume", SmallSweep.Name);
        Assert.Equal((0, Whole.Output), (again.ExitCode, again.Output));
        Assert.Equal(Whole.Numbers, await sweep.NumbersAsync());
    }

    [Fact]
    public async Task Run_FolderIsReadOnly_EndsWithTwoAndSaysWhatToDo()
    {
        using var disk = new SmallDisk(kilobytes: 1024);
        disk.SetReadOnly(true);
        using var sweep = new SmallSweep(disk.Path);

        var run = await sweep.RunAsync(SmallSweep.Run());

        Assert.Equal(
            new SweepResult(2, "", $"Cannot create the store '{sweep.StoreFile}': the folder '{disk.Path}/runs' "
                + "cannot be made: the disk is read-only. Change that, or name another store with --store.\n"),
            run);
    }

    [Theory]
    [InlineData(1, "resumes from the checkpoint before")]
    [InlineData(2, "starts again")]
    public async Task Resume_CheckpointsAreDamaged_ComesToTheSameNumbers(int damaged, string how)
    {
        using (var process = Sweep.Start(SmallSweep.RunInline("trial.epochs=6")))
        {
            using var store = await Sweep.OpenStoreAsync();
            await Eventually.HoldsAsync(() => store.Checkpoints(new TrialId(SmallSweep.Name, 0)).Count == 2);
            await process.SignalAsync("INT");
            Assert.Equal(130, (await process.EndAsync()).ExitCode);
            var files = store
                .Checkpoints(new TrialId(SmallSweep.Name, 0))
                .Select(checkpoint => Path.Join(store.TrialArtifacts(new TrialId(SmallSweep.Name, 0)), checkpoint.File))
                .ToList();
            Assert.Equal(2, files.Count);
            FlipAByte(files[0]);
            if (damaged == 2)
                File.Delete(files[1]);
        }

        Assert.Equal(0, (await Sweep.RunAsync("resume", "--inline")).ExitCode);

        Assert.Equal(SixEpochs.Numbers, await Sweep.NumbersAsync());
        var trial = JsonNode.Parse((await Sweep.RunAsync("show", "quickstart/0", "--json")).Output)!;
        Assert.True(
            damaged
                == trial["events"]!
                    .AsArray()
                    .Count(happening => happening!["kind"]!.GetValue<string>() == "checkpoint-damaged"),
            $"It {how}.");
    }

    private static void FlipAByte(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
