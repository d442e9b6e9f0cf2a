using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Progress;

/// <summary>A sweep as a display is told of it.</summary>
internal static class Shown
{
    public static SweepRecord Sweep { get; } = new()
    {
        CreatedUtc = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        TrialCount = 3,
        Definition = new NewSweep
        {
            Name = "nan-story",
            ConfigText = "{}",
            ConfigJson = "{}",
            SpacePaths = ["init.name", "optimizer", "clip.norm"],
            ObjectiveMetric = "val/accuracy",
            IsObjectiveMaximized = true,
            Device = "cpu",
            Threads = 1,
            ProvenanceJson = "{}",
            Trials = [],
        },
    };

    /// <summary>The sweep with another objective.</summary>
    public static SweepRecord Named(string metric, string configJson) => Sweep with
    {
        Definition = Sweep.Definition with { ObjectiveMetric = metric, ConfigJson = configJson },
    };

    public static IReadOnlyList<TrialRecord> Trials { get; } =
    [Trial(0, "\"normal\"", "1.5"), Trial(1, "\"normal\"", null), Trial(2, "\"[x]\"", null)];

    /// <summary>The trials, the first of them ended.</summary>
    public static IReadOnlyList<TrialRecord> Begun { get; } =
    [Trials[0] with { Outcome = Outcome.Failed, End = Failed }, .. Trials.Skip(1)];

    public static StepProgress Step { get; } =
        new(Epoch: 0, Epochs: 2, Step: 60, Steps: 240, Loss: 1.23456, Images: 6000);

    public static TrialEnd Completed =>
        new()
        {
            Outcome = Outcome.Completed,
            Epochs = 2,
            Steps = 240,
            ElapsedSeconds = 61.25,
        };

    public static TrialEnd Diverged =>
        new()
        {
            Outcome = Outcome.Diverged,
            Kind = "nan",
            Step = 1,
            Steps = 1,
            LastFiniteLoss = 1.08e10,
            ElapsedSeconds = 0.5,
        };

    public static TrialEnd Failed =>
        new()
        {
            Outcome = Outcome.Failed,
            Kind = "out of [memory]",
            Error = "out of [memory]\n  at Run",
            ElapsedSeconds = 3,
        };

    private static TrialRecord Trial(int number, string init, string? clip) => new()
    {
        Id = new TrialId("nan-story", number),
        Outcome = Outcome.Queued,
        Attempts = 0,
        Definition = new NewTrial
        {
            Cell = number,
            Seed = 7,
            Identity = $"{number}",
            ConfigJson = "{}",
            SpaceValues = [init, """{"name":"sgd","lr":0.1}""", clip],
        },
    };
}
