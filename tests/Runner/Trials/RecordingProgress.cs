using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Trials;

/// <summary>Keeps what a person would be shown, and runs a test's own code at each step.</summary>
internal sealed class RecordingProgress : ISweepProgress
{
    public List<int> Started { get; } = [];

    /// <summary>The updates that each trial had done when it was taken up.</summary>
    public List<long> StepsDone { get; } = [];

    public List<TrialEnd> Ended { get; } = [];

    public List<string> Metrics { get; } = [];

    /// <summary>Why trials left that had not ended; null where that was asked for.</summary>
    public List<string?> Left { get; } = [];

    public List<string> Said { get; } = [];

    public Action<StepProgress> OnStep { get; set; } = _ => { };

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false)
    {
    }

    public void TrialStarted(TrialRecord trial, long stepsDone)
    {
        Started.Add(trial.Number);
        StepsDone.Add(stepsDone);
    }

    public void Step(int trial, StepProgress progress) => OnStep(progress);

    public void Metric(int trial, string metric, double value) => Metrics.Add(metric);

    public void TrialEnded(int trial, TrialEnd end, double? objective) => Ended.Add(end);

    public void TrialLeft(int trial, string? why) => Left.Add(why);

    public void Say(string message) => Said.Add(message);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
