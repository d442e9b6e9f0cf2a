using System.Text.Json.Nodes;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private static readonly string Quickstart = Path.Join(SweepTexts.ConfigsFolder(), "quickstart.json");
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Plan_Quickstart_ShowsItsTrials()
    {
        var result = await _harness.RunAsync(["plan", Quickstart, "--set", "device=cpu", "--inline"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches("plan.txt", result.Output);
        Assert.False(File.Exists(_harness.StorePath), "A plan makes no store.");
    }

    [Fact]
    public async Task Plan_ObjectOfWhichEveryKeyVaries_HasNoColumnForTheRest()
    {
        var file = _harness.Folder.File("probe.json");
        await File.WriteAllTextAsync(
            file,
            """
            {
              "name": "probe",
              "trial": { "command": ["true"], "parameters": { "model": {} } },
              "space": { "model": [{ "depth": [1, 2] }, { "width": [8] }] },
              "objective": { "metric": "loss" }
            }
            """);

        var result = await _harness.RunAsync(["plan", file, "--set", "device=cpu"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            """
            trial  cell  seed  model.depth  model.width
            0      0     0     1            -
            1      1     0     2            -
            2      2     0     -            8
            """,
            result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan", """{"epochs":{"int":[1,3]}}""", 3, null)]
    [InlineData(
        "plan",
        """{"epochs":{"int":[1,3]}}""",
        4,
        "asked for 4, the space has only 3 different cells. Give the space more values, or ask for 3.")]
    [InlineData(
        "validate",
        """{"epochs":{"int":[1,3]}}""",
        20,
        "asked for 20, the space has only 3 different cells. Give the space more values, or ask for 3.")]
    [InlineData(
        "validate",
        """{"optimizer.lr":{"uniform":[0.1,0.1001]}}""",
        200,
        "asked for 200, the draws found only 101 different cells. Give the space more values, or ask for 101.")]
    [InlineData(
        "plan",
        """{"optimizer":[{"name":"adam","lr":1},{"name":"adam","lr":1,"beta1":0.9}]}""",
        2,
        "asked for 2, but the plan leaves out 1 that would train like an earlier one. Remove what has no effect "
            + "from the space, or ask for more.")]
    public async Task Plan_RandomSearch_SaysWhereItFindsFewerCells(
        string command, string space, int asked, string? expected)
    {
        string[] overrides =
        [
            "--set",
            $"space={space}",
            "--set",
            $$"""search={"name":"random","trials":{{asked}}}""",
            "--set",
            "device=cpu",
        ];

        var result = await _harness.RunAsync([command, Quickstart, .. overrides]);

        Assert.Equal(
            (ExitCodes.Done, expected is null ? "" : $"Warning: search.trials: {expected}\n"),
            (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("validate")]
    public async Task Plan_DeviceThatIsNotThere_WarnsAndGoesOn(string command)
    {
        var result = await _harness.RunAsync([command, Quickstart, "--set", "device=cuda:99"]);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.StartsWith("Warning: device: cuda:99 is not on this machine", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("validate")]
    [InlineData("run")]
    public async Task Plan_ThreadsFarAboveTheCores_AreAFault(string command)
    {
        var most = 8 * Environment.ProcessorCount;

        var result = await _harness.RunAsync([command, Quickstart, "--set", $"threads={most + 1}"]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith(
            $"--set threads={most + 1}: threads: {most + 1} threads are too many for ",
            result.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            $"; allowed: an integer from 1 to {most}, 8 a core.\n1 fault in ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_harness.StorePath));
    }

    [Fact]
    public async Task Plan_AsJson_HoldsEveryTrial()
    {
        var result = await _harness.RunAsync(["plan", Quickstart, "--json", "--set", "device=cpu", "--inline"]);

        var plan = JsonNode.Parse(result.Output)!;
        Assert.Equal(1, (int)plan["workers"]!);
        Assert.Equal((double)plan["estimatedWorkSeconds"]!, (double)plan["estimatedWallSeconds"]!);
        var trials = plan["trials"]!.AsArray();
        Assert.Equal(
            [0.01, 0.01, 0.0003, 0.0003], trials.Select(trial => trial!["space"]!["optimizer.lr"]!.GetValue<double>()));
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
            store.CreateSweep(
                new NewSweep
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
                    Trials =
                    [
                        new NewTrial
                        {
                            Cell = 0,
                            Seed = 0,
                            Identity = "a",
                            ConfigJson = plan.Trials[0].Cell.ConfigJson,
                            SpaceValues = [],
                        },
                    ],
                });
            var claim = store.ClaimNext("earlier", new LeaseOwner("host", "boot", 1, 1))!;
            store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed, ElapsedSeconds = 90 }, []);
        }

        var result = await _harness.RunAsync(["plan", Quickstart, "--set", "device=cpu", "--inline"]);

        Assert.EndsWith(
            """
            quickstart: 2 cells x 2 seeds = 4 trials, 1504 steps
            about 6 m 00 s with 1 worker, for 6 m 00 s of work; less where trials diverge
            device cpu, threads 1 a trial
            estimated from 1 completed trial of the same network in this store

            """,
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ProgramThatNeverRan_SaysThatItsTimeIsNotKnown()
    {
        var file = ProgramFile();

        var result = await _harness.RunAsync(["plan", file, "--inline"]);

        Assert.Equal(
            """
            trial  cell  seed  lr
            0      0     0     0.1
            1      0     1     0.1
            2      1     0     0.2
            3      1     1     0.2

            study: 2 cells x 2 seeds = 4 trials
            1 worker; the time is not known: no trial of this command has completed in this store. Run one to learn it.
            device cpu, threads 1 a trial

            """,
            result.Output);
        var plan = JsonNode.Parse((await _harness.RunAsync(["plan", file, "--json"])).Output)!;
        Assert.All(
            new[] { plan["estimatedWorkSeconds"], plan["estimatedWallSeconds"], plan["estimatedFrom"] }, Assert.Null);
        Assert.Empty(plan["networks"]!.AsArray());
        Assert.All(
            ["images", "steps", "stepsPerEpoch", "estimatedSeconds"],
            (string key) => Assert.Null(plan["trials"]![0]![key]));
    }

    [Fact]
    public async Task Plan_ProgramOfCompletedTrials_IsEstimatedFromThem()
    {
        var file = ProgramFile();
        using (var store = _harness.Create())
        {
            foreach (var name in new[] { "study", "other" })
            {
                var command = name == "other" ? """trial.command=["other"]""" : "trial.parameters.more=1";
                new SweepCreation(store, _ => null, TinySweep.Commands).Open(
                    SweepTexts.Plan(await File.ReadAllTextAsync(file), $"name={name}", "space={}", command));
                var end = new TrialEnd { Outcome = Outcome.Completed, ElapsedSeconds = name == "study" ? 10 : 1000 };
                store.Finish(store.ClaimNext(name, LeaseOwners.Current())!, end, []);
                store.Finish(
                    store.ClaimNext(name, LeaseOwners.Current())!, end with { ElapsedSeconds = end.ElapsedSeconds * 2 },
                    []);
            }
        }

        var result = await _harness.RunAsync(["plan", file, "--inline"]);

        Assert.EndsWith(
            """
            3      1     1     0.2  15.0 s

            study: 2 cells x 2 seeds = 4 trials
            about 1 m 00 s with 1 worker, for 1 m 00 s of work; less where trials diverge
            device cpu, threads 1 a trial
            estimated from 2 completed trials of the same command in this store

            """,
            result.Output,
            StringComparison.Ordinal);
    }

    private string ProgramFile()
    {
        var file = _harness.Folder.File("study.json");
        File.WriteAllText(file, """
            {
              "name": "study",
              "trial": { "command": ["python3", "train.py", "{lr}"], "parameters": { "lr": 0.1 } },
              "space": { "lr": [0.1, 0.2] },
              "seeds": 2,
              "device": "cpu",
              "threads": 1
            }
            """);
        return file;
    }

    [Theory]
    [InlineData(1, 8, 40)]
    [InlineData(2, 8, 20)]
    [InlineData(3, 8, 20)]
    [InlineData(4, 8, 10)]
    [InlineData(4, 2, 20)]
    public void PlanTimes_Workers_TakeTheNextTrialWhenTheyAreFree(int workers, int cores, double wallSeconds)
    {
        var plan = SweepTexts.Plan(File.ReadAllText(Quickstart), "device=cpu", "threads=1");
        // Every trial takes ten seconds.
        var estimate = NetworkEstimate.Create(plan, []);
        var rate = estimate.Otherwise * estimate.SecondsOf(plan.Trials[0].Cell.Config)!.Value / 10;

        var times = PlanTimes.Create(
            plan, new NetworkEstimate(new Dictionary<string, double>(), rate, "", TrialCatalog.BuiltIn), workers,
            cores);

        Assert.Equal((workers, 40, wallSeconds), (times.Workers, times.WorkSeconds, times.WallSeconds));
    }

    [Fact]
    public async Task Plan_SweepIsInTheStore_HasItsThreads()
    {
        using (var store = _harness.Create())
        {
            var tiny = TinySweep.Create(store).Definition;
            store.CreateSweep(new NewSweep(tiny with { Name = "quickstart", Threads = 2 }, []));
        }

        var result = await _harness.RunAsync(["plan", Quickstart, "--json", "--set", "device=cpu"]);

        var plan = JsonNode.Parse(result.Output)!;
        Assert.Equal(2, (int)plan["threads"]!);
        Assert.Equal(
            new RunOptions().Slots([Device.Cpu], 2, Environment.ProcessorCount, 4).Count, (int)plan["workers"]!);
    }

    [Fact]
    public async Task Plan_StoreThatCannotBeRead_StillEstimates()
    {
        await File.WriteAllTextAsync(_harness.StorePath, "no database");

        var result = await _harness.RunAsync(["plan", Quickstart, "--set", "device=cpu", "--inline"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches("plan.txt", result.Output);
    }

    [Fact]
    public async Task Schema_WritesTheCommittedFile()
    {
        var result = await _harness.RunAsync(["schema"]);

        Assert.Equal(
            await File.ReadAllTextAsync(Path.Join(SweepTexts.ConfigsFolder(), "sweep.schema.json")), result.Output);
    }
}
