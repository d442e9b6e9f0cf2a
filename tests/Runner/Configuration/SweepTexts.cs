using System.Runtime.CompilerServices;
using System.Text;
using SweepRunner.Experiments.Data.Shapes;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Tests.Configuration;

/// <summary>Sweep files for tests.</summary>
internal static class SweepTexts
{
    public static readonly TrialResources OneCore = new(DeviceKind.Cpu, 1);

    private static readonly Lazy<string> Shapes = new(() =>
    {
        var folder = Path.Join(AppContext.BaseDirectory, "shapes");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        ShapeFolder.Generate(folder, train: 1, validation: 1, seed: 0);
        return folder;
    });

    public static NetworkTrial Network(this PlannedCell cell) => (NetworkTrial)cell.Config;

    /// <summary>A sweep that says something at every key.</summary>
    public const string Full = """
        {
          "$schema": "sweep.schema.json", // a comment
          "name": "full",
          "description": "every key",
          "trial": {
            "data": {
              "name": "mnist",
              "resize": 80,
              "batchSize": 64,
              "trainSamples": 640,
              "testSamples": 100,
              "validationSamples": 200,
              "splitSeed": 7
            },
            "model": { "name": "nin", "width": 0.5, "dropout": 0.25 },
            "init": { "name": "normal", "std": 0.1 },
            "optimizer": {
              "name": "sgd",
              "lr": 0.1,
              "momentum": 0.9,
              "dampening": 0,
              "nesterov": true,
              "weightDecay": 1e-4
            },
            "schedule": { "name": "cosine", "minLr": 0.001, "warmup": { "steps": 5, "from": 0.1 } },
            "clip": { "norm": 1.5 },
            "epochs": 3,
          },
          "space": {
            "data.resize": { "quantized": [80, 96, 8] },
            "optimizer": [{ "name": "adam", "lr": 0.001 }, { "name": "rmsprop", "lr": 0.01, "alpha": 0.9 }],
            "clip.norm": { "logUniform": [0.1, 10] },
            "epochs": { "int": [1, 4] },
            "model.width": { "uniform": [0.25, 0.5] },
          },
          "trials": [{ "data.resize": 96 }, { "data.resize": 96, "epochs": 1 }],
          "seeds": 2,
          "search": { "name": "random", "trials": 6, "seed": 3 },
          "objective": { "metric": "val/loss", "goal": "minimize" },
          "stop": { "divergence": { "lossAbove": 100 }, "patience": { "epochs": 2, "metric": "val/loss" } },
          "checkpoint": { "everySeconds": 30 },
          "log": { "everySteps": 10 },
          "device": "cpu",
          "threads": 1
        }
        """;

    /// <summary>A sweep of a program that says something at every key.</summary>
    public const string Program = """
        {
          "name": "program",
          "trial": {
            "command": {
              "run": ["python3", "train.py", "--lr={optimizer.lr}", "{{{seed}}}"],
              "files": [],
              "sha256": {},
              "silenceSeconds": 60,
              "workingDirectory": "."
            },
            "parameters": { "optimizer": { "name": "sgd", "lr": 0.1 }, "sizes": [64, 32], "isDeep": true }
          },
          "space": { "optimizer.lr": [0.1, 0.01], "sizes": [[64], [32, 16]], "optimizer.name": ["sgd", "adam"] },
          "trials": [{ "isDeep": false, "optimizer": { "lr": 1, "momentum": 0.9 } }],
          "seeds": [1, 2],
          "objective": { "metric": "reward", "goal": "maximize", "at": "best" },
          "stop": { "divergence": { "metric": "nll", "lossAbove": 100 } },
          "retry": { "faults": 2 },
          "threads": 1
        }
        """;

    public static string ConfigsFolder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(path), "..", "..", "..", "configs"));

    public static IEnumerable<string> ShippedFiles => Directory.EnumerateFiles(ConfigsFolder(), "*.json")
        .Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>The texts of the shipped sweeps, with images of the tests in place of those that the user
    /// draws.</summary>
    public static IEnumerable<string> ShippedTexts => ShippedFiles.Select(ShippedText);

    public static string ShippedText(string file) =>
        File.ReadAllText(file).Replace("../data/shapes", Shapes.Value, StringComparison.Ordinal);

    public static SweepDefinition Read(string text, params string[] overrides) =>
        SweepReader.Read(Encoding.UTF8.GetBytes(text), "probe.json", overrides);

    public static SweepPlan Plan(string text, params string[] overrides) =>
        SweepPlanner.Plan(Read(text, overrides), OneCore);

    /// <summary>A small sweep with one more key.</summary>
    public static SweepDefinition Definition(string key)
    {
        const string Trial = """
            { "data": { "name": "mnist" }, "model": { "name": "lenet" }, "optimizer": { "name": "sgd", "lr": 0.1 } }
            """;
        return Read($$"""{ {{key}}, "name": "a", "trial": {{Trial}} }""", "trial.epochs=1");
    }
}
