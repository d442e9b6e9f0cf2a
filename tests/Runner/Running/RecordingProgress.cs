using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Running;

/// <summary>Keeps what a person would be shown, and runs a test's own code at each step.</summary>
internal sealed class RecordingProgress : ISweepProgress
{
    public List<int> Started { get; } = [];

    public List<TrialEnd> Ended { get; } = [];

    public List<string> Metrics { get; } = [];

    public int Lost { get; private set; }

    public Action<StepProgress> OnStep { get; set; } = _ => { };

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
    }

    public void TrialStarted(TrialRecord trial) => Started.Add(trial.Number);

    public void Step(StepProgress progress) => OnStep(progress);

    public void Metric(string metric, double value) => Metrics.Add(metric);

    public void TrialEnded(TrialEnd end) => Ended.Add(end);

    public void TrialLost() => Lost++;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
