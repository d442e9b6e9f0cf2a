using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>A small sweep with every outcome that a screen has to tell apart.</summary>
internal static class StorySweep
{
    public const string Name = "nan-story";

    private static readonly LeaseOwner Worker = new("here", "boot", 4711, 1);

    private static readonly (string Init, double Rate)[] Cells =
    [
        ("normal", 0.1),
        ("kaiming-normal", 0.1),
        ("kaiming-normal", 0.01),
        ("normal", 0.01),
    ];

    /// <summary>Writes the sweep: cell 0 diverged, cell 1 with one seed each completed and diverged, cell 2 completed,
    /// cell 3 failed and queued.</summary>
    public static void Write(ITrackingStore store, ManualTime time)
    {
        store.CreateSweep(
            new NewSweep
            {
                Name = Name,
                Description = "NaN loss: <b>normal</b> against [red]Kaiming[/] & co.",
                ConfigText = "{}",
                ConfigJson = """{"name":"nan-story","seeds":[0,1]}""",
                Overrides = ["epochs=2"],
                SpacePaths = ["init.name", "optimizer.lr"],
                ObjectiveMetric = "val/accuracy",
                IsObjectiveMaximized = true,
                Device = "cpu",
                Threads = 1,
                ProvenanceJson = """
                {"version":"1.2.3","commit":"0123456789abcdef","isDirty":true,"libtorch":"1.13.1","device":"cpu",
                "cpu":"A Processor","cores":2,"threads":1,"operatingSystem":"Debian 12","runtime":".NET 10",
                "commandLine":["run","nan-story.json"]}
                """,
                Trials =
                [
                    .. Cells.SelectMany((cell, number) => new[] { Trial(number, cell, 0), Trial(number, cell, 1) }),
                ],
            });
        End(store, time, Outcome.Diverged, accuracy: null);
        End(store, time, Outcome.Diverged, accuracy: null);
        End(store, time, Outcome.Completed, accuracy: 0.5);
        End(store, time, Outcome.Diverged, accuracy: 0.99);
        End(store, time, Outcome.Completed, accuracy: 0.75);
        End(store, time, Outcome.Completed, accuracy: 0.7);
        Die(store, time);
        End(store, time, Outcome.Failed, accuracy: null);
        store.AddEvent(new NewEvent(Name, null, "extended", "seeds: [0] before, [0,1] now"));
        store.AddEvent(new NewEvent(Name, 0, "note", "The loss was NaN."));
    }

    private static NewTrial Trial(int cell, (string Init, double Rate) values, int seed) => new()
    {
        Cell = cell,
        Seed = seed,
        Identity = $"{cell}-{seed}",
        ConfigJson = $$"""{"init":{"name":"{{values.Init}}"},"optimizer":{"name":"sgd","lr":{{values.Rate}} } }""",
        SpaceValues = [$"\"{values.Init}\"", $"{values.Rate}"],
    };

    private static void Die(ITrackingStore store, ManualTime time)
    {
        var claim = store.ClaimNext(Name, Worker, keepsLog: true)!;
        time.Advance(TimeSpan.FromSeconds(5));
        store.RecordDeath(
            new TrialId(Name, claim.Trial.Number), claim.Attempt, new WorkerDeath(null, 9, time.GetUtcNow()));
    }

    private static void End(ITrackingStore store, ManualTime time, Outcome outcome, double? accuracy)
    {
        var claim = store.ClaimNext(Name, Worker)!;
        MetricPoint Point(string metric, long step, double value) => new(metric, step, 0, value, time.GetUtcNow());
        List<MetricPoint> points =
        [
            Point("train/loss", 0, 2.5),
            Point("train/loss", 1, outcome == Outcome.Diverged ? double.NaN : 1.25),
        ];
        if (accuracy is { } value)
            points.Add(Point("val/accuracy", 1, value));
        time.Advance(TimeSpan.FromSeconds(61));
        var end = outcome switch
        {
            Outcome.Diverged => new TrialEnd
            {
                Outcome = outcome,
                Kind = "nan",
                Step = 1,
                Steps = 2,
                LastFiniteLoss = 2.5,
                ElapsedSeconds = 0.25,
            },
            Outcome.Failed => new TrialEnd
            {
                Outcome = outcome,
                Kind = "out-of-memory",
                Error = "Out of memory:\nasked for 5 GB",
                ElapsedSeconds = 61,
            },
            _ => new TrialEnd
            {
                Outcome = outcome,
                Epochs = 1,
                Steps = 2,
                ElapsedSeconds = 3661,
            },
        };
        store.Finish(claim, end, points);
    }
}
