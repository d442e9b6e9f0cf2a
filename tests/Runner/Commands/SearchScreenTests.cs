using System.Text.Json.Nodes;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>The screens of a sweep that decides while it runs: trial 0 completed, 1 pruned, 2 paused.</summary>
public sealed class SearchScreenTests : IDisposable
{
    private const string Name = "search";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);
    private static readonly LeaseOwner Worker = new("here", "boot", 4711, 1);

    private readonly CommandHarness _harness = new();
    private readonly ITrackingStore _store;

    public SearchScreenTests()
    {
        _store = _harness.Create();
        _store.CreateSweep(new NewSweep
        {
            Name = Name,
            ConfigText = "{}",
            ConfigJson = "{}",
            SpacePaths = ["optimizer.lr"],
            ObjectiveMetric = "val/accuracy",
            IsObjectiveMaximized = true,
            Device = "cpu",
            Threads = 1,
            ProvenanceJson = "{}",
            Trials = [],
            Beginning = new NewDecision(DecisionKind.Begin, "tpe, asha"),
        });
        Assert.True(_store.Decide(Name, 1, new NewDecision(DecisionKind.Propose, "random")
        {
            Added = [.. Enumerable.Range(0, 3).Select(Trial)],
        }));
        for (var trial = 0; trial < 3; trial++)
            Pause(0.5 - (0.1 * trial));
        Assert.True(_store.Decide(Name, 2, new NewDecision(DecisionKind.Promote, "the best of 3")
        {
            Promoted = [new Promotion(0, null)],
        }));
        var claim = _store.ClaimNext(Name, Worker)!;
        _store.Finish(
            claim,
            new TrialEnd { Outcome = Outcome.Completed, Epochs = 9, Steps = 9, ElapsedSeconds = 9 },
            [new MetricPoint("val/accuracy", 8, 8, 0.75, _harness.Time.GetUtcNow())]);
        var reason = "rung 1 of 1: 0.4, cut at 0.5";
        Assert.True(_store.Decide(Name, 3, new NewDecision(DecisionKind.Prune, "asha")
        {
            Ended = [(1, new TrialEnd { Outcome = Outcome.Pruned, Kind = reason, Epochs = 3, Steps = 3 })],
        }));
    }

    public void Dispose()
    {
        _store.Dispose();
        _harness.Dispose();
    }

    [Theory]
    [InlineData("show-search.txt", Name)]
    [InlineData("show-search-paused.txt", $"{Name}/2")]
    [InlineData("show-search-pruned.txt", $"{Name}/1")]
    public async Task Show_PrunedAndPausedTrials_SaysWhy(string golden, string shown) =>
        GoldenFile.Matches(golden, (await _harness.RunAsync(["show", shown])).Output);

    [Fact]
    public async Task Show_SweepAsJson_HasItsDecisions()
    {
        var json = JsonNode.Parse((await _harness.RunAsync(["show", Name, "--json"])).Output)!;

        Assert.Equal(
            ["begin", "propose", "promote", "prune"],
            json["decisions"]!.AsArray().Select(each => (string)each!["kind"]!));
        Assert.Equal([0, 1, 2], json["decisions"]![1]!["trials"]!.AsArray().Select(each => (int)each!));
        Assert.Equal(1, (int)json["sweep"]!["outcomes"]!["paused"]!);
    }

    [Fact]
    public async Task Status_NothingQueuedButStillDeciding_IsNotDone()
    {
        Assert.Equal(
            """
            search: 1 completed, 1 pruned, 1 paused
              ████████████████████░░░░░░░░░░ 2 of 3 done so far
              Nothing runs: 'sweep resume search --store litedb:FOLDER/sweeps.db' continues it.

            """,
            (await _harness.RunAsync(["status"])).Output);
        Assert.True((bool)JsonNode.Parse((await _harness.RunAsync(["status", "--json"])).Output)![0]!["isDeciding"]!);

        _store.Decide(Name, 4, new NewDecision(DecisionKind.End, "3 trials"));

        Assert.EndsWith(
            "  Done: 'sweep show search --store litedb:FOLDER/sweeps.db' compares its cells.\n",
            (await _harness.RunAsync(["status", Name])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_StillDeciding_SaysWhatPausesAndThatMoreMayCome()
    {
        var running = _harness.RunAsync(["stop", Name]);
        while (!running.IsCompleted)
        {
            await Eventually.HoldsAsync(() => running.IsCompleted || _harness.Time.TimersOf(Look) == 1);
            _harness.Time.Advance(Look);
        }

        Assert.Equal(
            "Stopped search; 1 trial pauses, further trials are decided on as results arrive. 'sweep resume search "
                + "--store litedb:FOLDER/sweeps.db' continues it.\n",
            (await running).Output);
        Assert.True(_store.IsStopRequested(Name));
    }

    private static NewTrial Trial(int number) => new()
    {
        Cell = number,
        Seed = 0,
        Identity = $"{number}",
        ConfigJson = $$"""{"optimizer":{"name":"sgd","lr":{{number / 10.0}} } }""",
        SpaceValues = [$"{number / 10.0}"],
        PauseAfterEpochs = 3,
    };

    private void Pause(double accuracy)
    {
        var claim = _store.ClaimNext(Name, Worker)!;
        _harness.Time.Advance(TimeSpan.FromSeconds(3));
        _store.Pause(claim, [new MetricPoint("val/accuracy", 2, 2, accuracy, _harness.Time.GetUtcNow())]);
    }
}
