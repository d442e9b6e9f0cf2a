using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>Shows a person how a sweep goes, several trials at a time. Called from any thread.</summary>
internal interface ISweepProgress : IAsyncDisposable
{
    /// <summary>The sweep begins, or goes on.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">Its trials as they stand.</param>
    void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials);

    /// <summary>A trial begins, or goes on from a checkpoint.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="stepsDone">Updates done before: those of the checkpoint.</param>
    void TrialStarted(TrialRecord trial, long stepsDone);

    /// <summary>A step of a running trial is done.</summary>
    void Step(int trial, StepProgress progress);

    /// <summary>A metric of a running trial was measured.</summary>
    void Metric(int trial, string metric, double value);

    /// <summary>A trial has ended.</summary>
    void TrialEnded(int trial, TrialEnd end);

    /// <summary>A running trial is no longer run here and has not ended.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="why">What a person should know of it; null where it was asked for.</param>
    void TrialLeft(int trial, string? why);

    /// <summary>Something that a person should know beside the trials.</summary>
    void Say(string message);
}
