using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>Shows a person how a sweep goes. Called from the training thread and from the host's.</summary>
internal interface ISweepProgress : IAsyncDisposable
{
    /// <summary>The sweep begins, or goes on.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">Its trials as they stand.</param>
    void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials);

    /// <summary>A trial begins.</summary>
    void TrialStarted(TrialRecord trial);

    /// <summary>A step of the running trial is done.</summary>
    void Step(StepProgress progress);

    /// <summary>A metric of the running trial was measured.</summary>
    void Metric(string metric, double value);

    /// <summary>The running trial has ended.</summary>
    void TrialEnded(TrialEnd end);

    /// <summary>Another process has taken the running trial over.</summary>
    void TrialLost();
}
