namespace SweepRunner.Tracking.Tests.Fakes;

/// <summary>Sweeps to write.</summary>
internal static class SampleSweeps
{
    /// <summary>A sweep of so many trials, two seeds a cell.</summary>
    public static NewSweep Named(string name, int trials = 4) => new()
    {
        Name = name,
        ConfigText = "{}",
        ConfigJson = "{}",
        SpacePaths = ["optimizer.lr"],
        ObjectiveMetric = "val/accuracy",
        IsObjectiveMaximized = true,
        Device = "cpu",
        Threads = 1,
        ProvenanceJson = "{}",
        Trials = [.. Enumerable.Range(0, trials).Select(Trial)],
    };

    /// <summary>A trial of an identity of its own.</summary>
    public static NewTrial Trial(int number) => new()
    {
        Cell = number / 2,
        Seed = number % 2,
        Identity = $"identity-{number}",
        ConfigJson = "{}",
        SpaceValues = ["0.1"],
    };

    /// <summary>A checkpoint in a file that is named after its steps.</summary>
    public static CheckpointRecord Checkpoint(long steps) =>
        new(
            steps,
            (int)steps / 10,
            $"checkpoint-{steps}",
            $"sha-{steps}",
            1000 + steps,
            new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    /// <summary>An ordinary end.</summary>
    public static TrialEnd Completed { get; } =
        new()
        {
            Outcome = Outcome.Completed,
            Epochs = 1,
            Steps = 10,
            ElapsedSeconds = 1.5,
        };
}
