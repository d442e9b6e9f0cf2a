using SweepRunner.Experiments.Data.Shapes;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A small sweep of trials that takes some seconds, and what an undisturbed run of it comes to.</summary>
public sealed class TorturedSweep
{
    public const string Name = "torture";

    /// <summary>Four cells that train a network and one that diverges, two seeds each; the first checkpoints fall
    /// between the ends of epochs.</summary>
    public static readonly TorturedSweep Networks = new()
    {
        Loss = "train/loss",
        Files = LeNets(
            """{ "init.name": ["xavier-uniform", "kaiming-uniform"], "optimizer.lr": [0.001, 0.01] }""", seeds: 2),
    };

    /// <summary>Programs with and without checkpoints, two rates each and one that diverges, two seeds each. A
    /// checkpoint is older than the last points, so a resumed program logs some of them again.</summary>
    public static readonly TorturedSweep Programs = new()
    {
        Loss = "loss",
        HasPrograms = true,
        Files =
        [
            ("torture.json", """
                {
                  "name": "torture",
                  "trial": {
                    "command": { "run": ["python3", "train.py"], "files": ["train.py"] },
                    "parameters": { "rate": 3.9, "saves": true }
                  },
                  "space": { "saves": [true, false], "rate": [3.7, 3.9] },
                  "trials": [{ "rate": 4.5 }],
                  "seeds": 2,
                  "objective": { "metric": "loss", "goal": "minimize" }
                }
                """),
            // The logistic map: a difference in the last bit of one step is a large one twenty steps later.
            ("train.py", """
                import json
                import time
                import sweep_log

                p = sweep_log.parameters()
                step, x = 0, 0.3 + sweep_log.seed() / 7
                file = sweep_log.checkpoints() / "state"
                if file.exists():
                    step, x = json.loads(file.read_text())
                while step < 300:
                    x = p["rate"] * x * (1 - x) if abs(x) < 1e100 else float("nan")
                    record = {"step": step, "epoch": step // 100, "loss": x, "square": x * x}
                    if sweep_log.seed() == 0:
                        sweep_log.log(**record)
                    else:
                        print(json.dumps(record), flush=True)
                    step += 1
                    if p["saves"] and step % 25 == 0:
                        saved = file.with_suffix(".new")
                        saved.write_text(json.dumps([step, x]))
                        saved.replace(file)
                    time.sleep(0.004)
                """),
        ],
    };

    /// <summary>The recipe of configs/alexnet-half.json, made small: four seeds that train on augmented images of files
    /// in three formats and of every size.</summary>
    public static readonly TorturedSweep Images = new()
    {
        Loss = "train/loss",
        ShapesOfAClass = 16,
        Files =
        [
            ("torture.json", """
                {
                  "name": "torture",
                  "trial": {
                    "data": {
                      "name": "image-folder",
                      "path": "shapes/train",
                      "validationPath": "shapes/validation",
                      "resize": 67,
                      "batchSize": 4,
                      "augment": {
                        "rotate": 40,
                        "shift": 0.2,
                        "shear": 0.2,
                        "zoom": 0.2,
                        "flip": ["horizontal", "vertical"],
                        "fill": "nearest"
                      }
                    },
                    "model": { "name": "alexnet-half", "width": 0.1 },
                    "init": { "name": "xavier-uniform" },
                    "optimizer": { "name": "adam", "lr": 0.001 },
                    "epochs": 6
                  },
                  "seeds": 4,
                  "checkpoint": { "everySeconds": 1 }
                }
                """),
        ],
    };

    /// <summary>A search that learns, stops trials at rungs and races seeds, with cells that diverge: with one worker,
    /// every decision follows from the results.</summary>
    public static readonly TorturedSweep Search = new()
    {
        Loss = "train/loss",
        Workers = 1,
        Files =
        [
            ("torture.json", SearchFile),
        ],
    };

    /// <summary>The same with two workers, whose decisions depend on what has ended by then.</summary>
    public static readonly TorturedSweep SearchOfTwo = new()
    {
        Loss = "train/loss",
        IsReproducible = false,
        Files =
        [
            ("torture.json", SearchFile),
        ],
    };

    private const string SearchFile = """
        {
          "name": "torture",
          "trial": {
            "data": {
              "name": "fashion-mnist",
              "batchSize": 16,
              "trainSamples": 640,
              "testSamples": 100,
              "validationSamples": 100
            },
            "model": { "name": "lenet", "width": 0.5, "activation": "relu" },
            "init": { "name": "kaiming-uniform" },
            "optimizer": { "name": "sgd", "lr": 0.01 },
            "epochs": 5
          },
          "space": {
            "optimizer.lr": { "logUniform": [0.001, 100] },
            "optimizer.momentum": { "uniform": [0, 0.95] },
            "init.name": ["xavier-uniform", "kaiming-uniform"]
          },
          "search": { "name": "tpe", "trials": 16 },
          "seeds": { "race": true, "max": 3 },
          "prune": { "name": "asha", "reductionFactor": 2 },
          "budget": { "trials": 22 },
          "checkpoint": { "everySeconds": 1 }
        }
        """;

    /// <summary>Forty trials of a few seconds, and four that diverge, for the four slots of a cluster.</summary>
    public static readonly TorturedSweep Cluster = new()
    {
        Loss = "train/loss",
        Files = LeNets(
            """
            {
              "init.name": ["xavier-uniform", "kaiming-uniform"],
              "optimizer.lr": [0.0003, 0.001, 0.003, 0.01, 0.03]
            }
            """,
            seeds: 4),
    };

    private TorturedSweep() => Untouched = new(async () =>
    {
        using var torture = new Torture(seed: 0, "litedb", TimeSpan.Zero, this);
        return await torture.RunWholeAsync();
    });

    /// <summary>The sweep file and what is beside it.</summary>
    public required IReadOnlyList<(string Name, string Text)> Files { get; init; }

    /// <summary>The metric that has a point at every step.</summary>
    public required string Loss { get; init; }

    public bool HasPrograms { get; init; }

    public int Workers { get; init; } = 2;

    /// <summary>False if the trials depend on the order in which others end.</summary>
    public bool IsReproducible { get; init; } = true;

    /// <summary>Training images of each class of drawn shapes; 0 for no images.</summary>
    public int ShapesOfAClass { get; init; }

    /// <summary>A run that is left alone, on the default store: every kind of store comes to the same bytes, so the
    /// tests of all of them share it.</summary>
    public Lazy<Task<TortureResult>> Untouched { get; }

    /// <summary>Writes the files and the images into an empty folder.</summary>
    public async Task WriteAsync(string folder)
    {
        foreach (var (name, text) in Files)
            await File.WriteAllTextAsync(Path.Join(folder, name), text);
        if (ShapesOfAClass > 0)
            ShapeFolder.Generate(Path.Join(folder, "shapes"), ShapesOfAClass, validation: 4, seed: 0);
    }

    /// <summary>Checks that each trial in a store ended once, with every step once; returns how many trials there are,
    /// and how many attempts they took.</summary>
    public (int Trials, int Attempts) AssertEveryTrialEndedOnce(string url)
    {
        using var store = TrackingStores.Open(url, StoreAccess.Existing, TimeProvider.System);
        var (trials, total) = (store.Trials(Name), 0);
        foreach (var trial in trials)
        {
            var attempts = store.Attempts(trial.Id);
            // A decision ends a trial that pauses; every other one is ended by an attempt.
            Assert.Equal(
                trial.Outcome is Outcome.Pruned ? 0 : 1,
                attempts.Count(attempt => attempt.Ending is AttemptEnding.Finished));
            Assert.True(trial.Outcome.IsFinal(), $"Trial {trial.Number} is {trial.Outcome}.");
            Assert.Equal(Enumerable.Range(1, attempts.Count), attempts.Select(attempt => attempt.Number));
            total += attempts.Count;

            var steps = store.Metrics(trial.Id, Loss).Select(point => point.Point.Step).ToList();
            Assert.Equal(Enumerable.Range(0, steps.Count).Select(step => (long)step), steps);
            if (trial.Outcome is Outcome.Completed or Outcome.Pruned)
                Assert.Equal(trial.End!.Steps, steps.Count);
        }

        AssertEveryRungIsKept(store, trials);
        return (trials.Count, total);
    }

    // A trial pauses once at each rung that it reaches, and goes on once for each promotion.
    private static void AssertEveryRungIsKept(ITrackingStore store, IReadOnlyList<TrialRecord> trials)
    {
        var promotions = store.Decisions(Name)
            .Where(decision => decision.Kind is DecisionKind.Promote)
            .CountBy(decision => decision.Trials[0])
            .ToDictionary();
        foreach (var trial in trials)
        {
            var pauses = store.Attempts(trial.Id).Count(attempt => attempt.Ending is AttemptEnding.Paused);
            var isPruned = trial.Outcome is Outcome.Pruned;
            Assert.Equal(promotions.GetValueOrDefault(trial.Number) + (isPruned ? 1 : 0), pauses);
        }
    }

    private static (string Name, string Text)[] LeNets(string space, int seeds) =>
    [
        ("torture.json", $$"""
            {
              "name": "{{Name}}",
              "trial": {
                "data": {
                  "name": "fashion-mnist",
                  "batchSize": 16,
                  "trainSamples": 1600,
                  "testSamples": 100,
                  "validationSamples": 100
                },
                "model": { "name": "lenet", "width": 0.5 },
                "init": { "name": "xavier-uniform" },
                "optimizer": { "name": "adam", "lr": 0.001 },
                "epochs": 3
              },
              "space": {{space}},
              "trials": [{ "optimizer.lr": 1e38 }],
              "seeds": {{seeds}},
              "checkpoint": { "everySeconds": 1 }
            }
            """),
    ];
}
