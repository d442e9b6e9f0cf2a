using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>A small sweep of a program with what a screen has to tell.</summary>
internal static class ProgramStory
{
    public const string Name = "cart-pole";

    private static readonly LeaseOwner Worker = new("here", "boot", 4711, 1);

    private static readonly double[] Rates = [0.1, 0.01];

    /// <summary>Writes the sweep: cell 0 completed and diverged, cell 1 failed and running.</summary>
    public static void Write(ITrackingStore store, ManualTime time)
    {
        store.CreateSweep(Sweep(
            Name, ["optimizer.lr"],
            [.. Rates.SelectMany((rate, cell) => new[] { Trial(cell, rate, 0), Trial(cell, rate, 1) })]));
        Run(store, time, new TrialEnd { Outcome = Outcome.Completed, Steps = 200, ElapsedSeconds = 61 }, 180, 200);
        Run(
            store, time,
            new TrialEnd
            {
                Outcome = Outcome.Diverged,
                Kind = "nan",
                Step = 100,
                Steps = 101,
                LastFiniteLoss = 0.5,
                ElapsedSeconds = 2,
            },
            20);
        Run(
            store, time,
            new TrialEnd
            {
                Outcome = Outcome.Failed,
                Kind = "exit code 1",
                Error = "Traceback (most recent call last):\n  File \"train.py\", line 3\nKeyError: 'lr'\n",
                ElapsedSeconds = 1,
            });
        store.AddEvent(new NewEvent(Name, 2, "interrupted", "Stopped by a signal."));
        store.AddEvent(new NewEvent(Name, 2, "value-ignored", "'lr' of a line of metrics was ignored."));
        store.AddEvent(new NewEvent(Name, 0, "steps-backwards", "The steps of 'reward' go backwards, at step 3."));
        store.AddEvent(new NewEvent(Name, 2, "steps-backwards", "The steps of 'reward' go backwards, at step 4."));
        store.AddMetrics(store.ClaimNext(Name, Worker)!, [new MetricPoint("reward", 56, 0, 12, time.GetUtcNow())]);
    }

    /// <summary>Writes a sweep of queued trials with these values at the paths of its space.</summary>
    public static void WriteQueued(
        ITrackingStore store, string name, string[] paths, params IReadOnlyList<string?[]> cells) =>
        store.CreateSweep(Sweep(
            name, paths, [.. cells.Select((values, cell) => Trial(cell, 0, 0) with { SpaceValues = values })]));

    private static NewSweep Sweep(string name, string[] paths, IReadOnlyList<NewTrial> trials) => new()
    {
        Name = name,
        ConfigText = "{}",
        ConfigJson = """
            {"name":"cart-pole","objective":{"goal":"maximize","metric":"reward"},"seeds":[0,1],
            "space":{"optimizer.lr":[0.1,0.01]},"trial":{"command":{"files":["train.py"],
            "run":["python3","train.py","--lr","{optimizer.lr}","--name","a b"],
            "sha256":{"train.py":"0123456789abcdef"},"silenceSeconds":30,"workingDirectory":"/home/me/study"},
            "parameters":{"optimizer":{"lr":0.1}}}}
            """,
        SpacePaths = paths,
        ObjectiveMetric = "reward",
        IsObjectiveMaximized = true,
        Device = "cpu",
        Threads = 1,
        ProvenanceJson = """
            {"version":"1.2.3","commit":null,"isDirty":null,"libtorch":"2.10","device":"cpu",
            "cpu":"A Processor","cores":2,"threads":1,
            "operatingSystem":"Debian 12","runtime":".NET 10","commandLine":["run","study.json"],
            "workingDirectory":"/home/me/study","workingDirectoryCommit":"0123456789abcdef",
            "isWorkingDirectoryDirty":true}
            """,
        Trials = trials,
    };

    private static NewTrial Trial(int cell, double rate, int seed) => new()
    {
        Cell = cell,
        Seed = seed,
        Identity = $"{cell}-{seed}",
        ConfigJson = $$"""
            {"command":{"run":["python3","train.py","--lr","{optimizer.lr}","--name","a b"],
            "sha256":{"train.py":"0123456789abcdef"} },"parameters":{"optimizer":{"lr":{{rate}} } } }
            """,
        SpaceValues = [$"{rate}"],
    };

    private static void Run(ITrackingStore store, ManualTime time, TrialEnd end, params double[] rewards)
    {
        var claim = store.ClaimNext(Name, Worker, keepsLog: true)!;
        var points = rewards.SelectMany((reward, index) => new MetricPoint[]
        {
            new("reward", (index + 1) * 100, 0, reward, time.GetUtcNow()),
            new("loss", (index + 1) * 100, 0, 1.0 / (index + 1), time.GetUtcNow()),
        });
        time.Advance(TimeSpan.FromSeconds(end.ElapsedSeconds));
        store.Finish(claim, end, [.. points]);
    }
}
