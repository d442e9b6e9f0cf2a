using System.Text.Json.Nodes;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private static readonly string Quickstart = Path.Join(SweepTexts.ConfigsFolder(), "quickstart.json");
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Plan_Quickstart_ShowsItsTrials()
    {
        var result = await _harness.RunAsync(["plan", Quickstart, "--set", "device=cpu"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches("plan.txt", result.Output);
        Assert.False(File.Exists(_harness.StorePath), "A plan makes no store.");
    }

    [Fact]
    public async Task Plan_AsJson_HoldsEveryTrial()
    {
        var result = await _harness.RunAsync(["plan", Quickstart, "--json", "--set", "device=cpu"]);

        var trials = JsonNode.Parse(result.Output)!["trials"]!.AsArray();
        Assert.Equal([0.01, 0.01, 0.0003, 0.0003], trials.Select(trial => trial!["space"]!["optimizer.lr"]!.GetValue<double>()));
        Assert.Equal([376, 376, 376, 376], trials.Select(trial => trial!["steps"]!.GetValue<int>()));
        Assert.Equal(4, trials.Select(trial => trial!["identity"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal("xavier-uniform", trials[0]!["config"]!["init"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Plan_StoreWithCompletedTrials_EstimatesFromThem()
    {
        var plan = SweepTexts.Plan(await File.ReadAllTextAsync(Quickstart));
        using (var store = _harness.Create())
        {
            store.CreateSweep(new NewSweep
            {
                Name = "earlier",
                ConfigText = "{}",
                ConfigJson = "{}",
                SpacePaths = [],
                ObjectiveMetric = "val/accuracy",
                IsObjectiveMaximized = true,
                Device = "cpu",
                Threads = 1,
                ProvenanceJson = "{}",
                Trials = [new NewTrial { Cell = 0, Seed = 0, Identity = "a", ConfigJson = plan.Trials[0].ConfigJson, SpaceValues = [] }],
            });
            var claim = store.ClaimNext("earlier", new LeaseOwner("host", "boot", 1, 1))!;
            store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed, ElapsedSeconds = 90 }, []);
        }

        var result = await _harness.RunAsync(["plan", Quickstart, "--set", "device=cpu"]);

        Assert.EndsWith(
            """
            quickstart: 2 cells x 2 seeds = 4 trials, 1504 steps
            about 6 m 00 s of work, less where trials diverge or run side by side; device cpu, threads 1
            estimated from 1 completed trial of the same network in this store

            """,
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_StoreThatCannotBeRead_StillEstimates()
    {
        await File.WriteAllTextAsync(_harness.StorePath, "no database");

        var result = await _harness.RunAsync(["plan", Quickstart, "--set", "device=cpu"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches("plan.txt", result.Output);
    }

    [Fact]
    public async Task Schema_WritesTheCommittedFile()
    {
        var result = await _harness.RunAsync(["schema"]);

        Assert.Equal(await File.ReadAllTextAsync(Path.Join(SweepTexts.ConfigsFolder(), "sweep.schema.json")), result.Output);
    }
}
