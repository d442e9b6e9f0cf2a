using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed class CellFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ITrackingStore _store;

    public CellFileTests() =>
        _store = TrackingStores.Open(_folder.File("sweeps.db"), StoreAccess.Create, new ManualTime());

    public static TheoryData<string> Sweeps =>
    [
        SweepTexts.Full, SweepTexts.Program, .. SweepTexts.ShippedTexts.Append("""
            {
              "name": "all-of-it",
              "trial": {
                "data": { "name": "mnist", "resize": 28 },
                "model": { "name": "lenet" },
                "optimizer": { "name": "sgd", "lr": 0.1 },
                "epochs": 1
              },
              "space": {
                "optimizer": [{ "name": "sgd", "lr": 1e-1, "momentum": 0.9 }, { "name": "adamw", "lr": 0.001 }],
                "init": [{ "name": "normal", "std": 1 }, { "name": "normal", "std": 0.01 }],
                "schedule": [{ "name": "one-cycle" }, { "name": "step", "stepEpochs": 1 }]
              },
              "trials": [{ "optimizer.lr": 0.5, "clip.norm": 1 }],
              "seeds": [7, 3],
              "objective": { "metric": "val/loss" },
              "stop": { "divergence": { "lossAbove": 100 }, "patience": { "epochs": 2 } },
              "log": { "everySteps": 3 }
            }
            """),
    ];

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory, MemberData(nameof(Sweeps))]
    public void Create_EveryCell_PlansTheTrialsOfTheSweep(string text)
    {
        var sweep = Add(SweepTexts.Plan(text));

        foreach (var cell in _store.Trials(sweep.Name).GroupBy(trial => trial.Definition.Cell))
        {
            var file = CellFile.Create(sweep, [.. cell], "a label");
            var plan = SweepTexts.Plan(file.ToJsonString());
            Assert.Equal(
                cell.Select(trial => (trial.Definition.Seed, trial.Definition.Identity)),
                plan.Trials.Select(trial => (trial.Seed, plan.Identity(trial))));
            Assert.Equal(Conditions(sweep.Definition.ConfigJson), Conditions(plan.Definition.ConfigJson));
            Assert.Equal(("cpu", 1), (plan.Config.Device, plan.Config.Threads));
            Assert.Equal($"{sweep.Name}-cell-{cell.Key}", plan.Config.Name);
        }
    }

    // The file may be written to another folder than the sweep file.
    [Fact]
    public void Create_Program_RunsInTheSameFolderWithTheSameFiles()
    {
        File.WriteAllText(_folder.File("train.py"), "abc");
        var study = $$$"""
            { "name": "study", "trial": { "command": { "run": ["python3", "train.py", "{lr}", "{{a}}"],
            "files": ["*.py"], "silenceSeconds": 9, "workingDirectory": "{{{_folder.Path}}}" },
            "parameters": { "lr": 1 } }, "space": { "lr": [1, 2] } }
            """;
        var sweep = Add(SweepTexts.Plan(study));

        var file = CellFile.Create(sweep, [_store.Trials(sweep.Name)[1]], "lr 2");

        Assert.Equal(
            $$$"""
            {"command":{"run":["python3","train.py","{lr}","{{a}}"],
            "sha256":{"train.py":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
            "silenceSeconds":9,"workingDirectory":"{{{_folder.Path}}}"},"parameters":{"lr":2}}
            """.Replace("\n", ""),
            file["trial"]!.ToJsonString());
        var plan = SweepTexts.Plan(file.ToJsonString());
        Assert.Equal(_store.Trials(sweep.Name)[1].Definition.Identity, plan.Identity(plan.Trials.Single()));
        File.WriteAllText(_folder.File("train.py"), "abcd");
        Assert.Throws<FaultsException>(() => SweepTexts.Plan(file.ToJsonString()));
    }

    [Fact]
    public void Create_LongName_KeepsTheNumberOfTheCell()
    {
        var sweep = Add(TinySweep.Plan($"name={new string('x', 100)}"));

        var file = CellFile.Create(sweep, _store.Trials(sweep.Name), "a label");

        Assert.Equal($"{new string('x', 93)}-cell-0", file["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("auto", "cuda", "cuda:0")]
    [InlineData("cuda:1", "cuda", "cuda:1")]
    [InlineData("auto", "cpu", "cpu")]
    public void Create_Device_IsTheOneThatTheSweepWasResolvedTo(string asked, string resolved, string expected)
    {
        var plan = TinySweep.Plan($"device={asked}") with { Resources = new(DeviceKinds.Parse(resolved), 3) };
        var sweep = Add(plan);

        var file = CellFile.Create(sweep, _store.Trials(sweep.Name), "a label");

        Assert.Equal((expected, 3), (file["device"]!.GetValue<string>(), file["threads"]!.GetValue<int>()));
    }

    private SweepRecord Add(SweepPlan plan) => new SweepCreation(_store, _ => null, TinySweep.Commands).Open(plan);

    // What decides when a trial ends and which value counts.
    private static string Conditions(string configJson)
    {
        var config = JsonNode.Parse(configJson)!;
        return $"{config["stop"]?.ToJsonString()} {config["objective"]?.ToJsonString()} "
            + $"{config["log"]?.ToJsonString()}";
    }
}
