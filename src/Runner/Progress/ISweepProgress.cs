using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>Shows the progress of a sweep, which may run several trials at a time. Called from any thread.</summary>
internal interface ISweepProgress : IAsyncDisposable
{
    /// <summary>A live display on a terminal, or lines on standard error.</summary>
    static ISweepProgress Create(CommandContext context) => context.Live is { } terminal
        ? new LiveProgress(terminal, context.Time)
        : new PlainProgress(context.Error, context.Time, context.OnProgress);

    /// <summary>The sweep starts or resumes with these trials.</summary>
    void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials);

    /// <summary>A trial starts, or resumes from a checkpoint.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="stepsDone">The steps of the checkpoint.</param>
    void TrialStarted(TrialRecord trial, long stepsDone);

    /// <summary>A running trial did a step.</summary>
    void Step(int trial, StepProgress progress);

    /// <summary>A running trial measured a metric.</summary>
    void Metric(int trial, string metric, double value);

    /// <summary>A trial ended.</summary>
    void TrialEnded(int trial, TrialEnd end);

    /// <summary>A trial stopped running here without an end.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="why">The reason to show; null if it was asked for.</param>
    void TrialLeft(int trial, string? why);

    /// <summary>Shows a message beside the trials.</summary>
    void Say(string message);
}
