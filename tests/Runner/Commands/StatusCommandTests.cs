using System.Text.Json;
using System.Text.Json.Nodes;
using SweepRunner.Runner.Machine;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class StatusCommandTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CommandHarness _harness = new();
    private readonly ITrackingStore _store;

    public StatusCommandTests()
    {
        _store = _harness.Create();
        StorySweep.Write(_store, _harness.Time);
    }

    public void Dispose()
    {
        _store.Dispose();
        _harness.Dispose();
    }

    [Theory]
    [InlineData("status.txt", false, "status")]
    [InlineData("status.txt", false, "status", "nan-story")]
    [InlineData("status.txt", false, "status", "--once")]
    [InlineData("status.txt", true, "status", "--once")]
    [InlineData("status.json", false, "status", "--json")]
    [InlineData("status.json", true, "status", "nan-story", "--json")]
    public async Task Status_ATrialRuns_SaysHowFarItIs(string golden, bool isTerminal, params string[] arguments)
    {
        Run(StorySweep.Name, new LeaseOwner("elsewhere", "boot", 4712, 1));
        _harness.Time.Advance(TimeSpan.FromSeconds(5));

        var result = await _harness.RunAsync(arguments, isTerminal);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches(golden, result.Output);
    }

    [Fact]
    public async Task Status_ATrialWaits_SaysHowToGoOn()
    {
        Assert.Equal(
            """
            nan-story: 3 completed, 3 diverged, 1 failed, 1 queued
              ██████████████████████████░░░░ 7 of 8 done
              Nothing runs: 'sweep resume nan-story --store litedb:FOLDER/sweeps.db' continues it.

            """,
            (await _harness.RunAsync(["status"])).Output);
    }

    [Fact]
    public async Task Status_AProcessHasTakenTheSweepOn_IsNamedUntilItLeaves()
    {
        _store.PrepareArtifacts();
        using (SweepProcesses.Announce(_store, ["earlier", StorySweep.Name]))
        {
            Assert.EndsWith(
                $"  Process {Environment.ProcessId} runs this sweep and has not started its next trial yet.\n",
                (await _harness.RunAsync(["status"])).Output,
                StringComparison.Ordinal);
            var json = JsonNode.Parse((await _harness.RunAsync(["status", "--json"])).Output)!;
            Assert.Equal(Environment.ProcessId, (int)json[0]!["runBy"]!);
        }

        Assert.Contains(
            "  Nothing runs: 'sweep resume nan-story ",
            (await _harness.RunAsync(["status"])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_TheProcessWasKilled_NamesItNoMoreAndTheNextOneRemovesItsFile()
    {
        _store.PrepareArtifacts();
        var dead = new SweepProcess(
            LeaseOwners.Current() with { ProcessStart = 1 }, [StorySweep.Name], IsService: false);
        var file = Path.Join(_store.ArtifactsFolder, "process-0-1.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(dead));

        Assert.Contains(
            "  Nothing runs: 'sweep resume nan-story ",
            (await _harness.RunAsync(["status"])).Output,
            StringComparison.Ordinal);
        SweepProcesses.Announce(_store, []).Dispose();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Status_UnderAService_SaysThatTheFileMayWait()
    {
        _store.PrepareArtifacts();
        using var service = SweepProcesses.AnnounceService(_store);

        Assert.EndsWith(
            "  Nothing runs: 'sweep resume nan-story --store litedb:FOLDER/sweeps.db' continues it, unless its file "
                + $"waits for the service, process {Environment.ProcessId}.\n",
            (await _harness.RunAsync(["status"])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NothingIsOpen_SaysWhatToDo()
    {
        var claim = _store.ClaimNext(StorySweep.Name, LeaseOwners.Current())!;
        _store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed }, []);

        Assert.Equal(
            "Nothing runs and nothing waits. 'sweep run CONFIG --store litedb:FOLDER/sweeps.db' runs a sweep; "
                + "'sweep list --store litedb:FOLDER/sweeps.db' shows those that are done.\n",
            (await _harness.RunAsync(["status"])).Output);
        Assert.Equal("[]\n", (await _harness.RunAsync(["status", "--json"])).Output);
        Assert.EndsWith(
            "8 of 8 done\n  Done: 'sweep show nan-story --store litedb:FOLDER/sweeps.db' compares its cells.\n",
            (await _harness.RunAsync(["status", "nan-story"])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_LeaseRanOut_SaysThatTheNextWorkerTakesTheTrial()
    {
        Run(StorySweep.Name, new LeaseOwner("elsewhere", "boot", 4712, 1));
        _harness.Time.Advance(TrackingStores.LeaseDuration + Interval);

        var output = (await _harness.RunAsync(["status"])).Output;

        Assert.Contains(
            "\n    attempt 1: process 4712 on elsewhere is gone, the next worker takes the trial over\n",
            output,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "\n  Nothing runs: 'sweep resume nan-story --store litedb:FOLDER/sweeps.db' continues it.\n",
            output,
            StringComparison.Ordinal);
        Assert.DoesNotContain(" left\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OneWorkerOfThreeIsDead_TellsThemApart()
    {
        // A process of this host that ended, one that lives, and one elsewhere of which only the lease tells.
        var here = LeaseOwners.Current();
        CreateMore();
        Run("more", new LeaseOwner("elsewhere", "boot", 4712, 1));
        var held = Run("more", here);
        // Last, since the next claim would take its trial over.
        Run("more", here with { ProcessStart = here.ProcessStart - 1 });
        _harness.Time.Advance(TrackingStores.LeaseDuration + Interval);
        _store.Renew(held);

        var output = (await _harness.RunAsync(["status", "more"])).Output;

        Assert.Contains(
            $"    attempt 1: process {here.ProcessId} on {here.Host.Split(' ')[0]} is gone, the next worker "
                + "takes the trial over\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains(
            $"    attempt 1: process {here.ProcessId} on {here.Host.Split(' ')[0]}, for 16.0 s\n",
            output,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "\n  The lease of 1 of them has expired: the next worker takes over.\n",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OnATerminal_IsDrawnAnewUntilNothingRuns()
    {
        var claim = Run(StorySweep.Name, LeaseOwners.Current());
        var watching = _harness.RunAsync(["status"], isTerminal: true);
        await Eventually.HoldsAsync(() => watching.IsCompleted || _harness.Time.TimersOf(Interval) == 1);
        _harness.Time.Advance(Interval);
        await Eventually.HoldsAsync(() => watching.IsCompleted || _harness.Time.TimersOf(Interval) == 1);
        Assert.False(watching.IsCompleted);

        _store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed, ElapsedSeconds = 1 }, []);
        _harness.Time.Advance(Interval);
        var result = await watching;

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.EndsWith(
            "8 of 8 done\n  Done: 'sweep show nan-story --store litedb:FOLDER/sweeps.db' compares its cells.\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_InterruptedOnATerminal_EndsWithZero()
    {
        Run(StorySweep.Name, LeaseOwners.Current());
        using var interruption = new CancellationTokenSource();
        var watching = _harness.RunAsync(["status"], isTerminal: true, cancellationToken: interruption.Token);
        await Eventually.HoldsAsync(() => watching.IsCompleted || _harness.Time.TimersOf(Interval) == 1);

        await interruption.CancelAsync();
        var result = await watching;

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains("train/loss 1.2500, val/accuracy -", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NameThatIsNotThere_SaysWhatIs() =>
        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "There is no sweep 'nan-stroy' in litedb:FOLDER/sweeps.db. Did you mean 'nan-story'?\n"),
            await _harness.RunAsync(["status", "nan-stroy"]));

    // Claims the next trial and trains three steps of it, the second with a NaN.
    private Claim Run(string sweep, LeaseOwner owner)
    {
        var claim = _store.ClaimNext(sweep, owner)!;
        MetricPoint Point(long step, double value) => new("train/loss", step, 1, value, _harness.Time.GetUtcNow());
        _store.AddMetrics(claim, [Point(0, 2.5), Point(1, double.NaN), Point(2, 1.25)]);
        return claim;
    }

    private void CreateMore()
    {
        var story = _store.FindSweep(StorySweep.Name)!.Definition;
        NewTrial Trial(int number) => new()
        {
            Cell = number,
            Seed = 0,
            Identity = $"{number}",
            ConfigJson = """{"epochs":3}""",
            SpaceValues = ["\"normal\"", $"{number}"],
        };
        _store.CreateSweep(new NewSweep(story with { Name = "more" }, [Trial(0), Trial(1), Trial(2)]));
    }
}
