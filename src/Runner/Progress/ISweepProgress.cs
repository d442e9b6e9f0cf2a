namespace SweepRunner.Runner.Progress;

/// <summary>Shows the progress of a sweep, which may run several trials at a time. Called from any thread.</summary>
internal interface ISweepProgress : IAsyncDisposable
{
    /// <summary>A live display on a terminal, or lines on standard error.</summary>
    static ISweepProgress Create(CommandContext context) => context.Live is { } terminal
        ? new LiveProgress(terminal, context.Time)
        : new PlainProgress(context.Error, context.Time, context.OnProgress);

    /// <summary>The command begins; <paramref name="isDecided"/> if results decide which trials there are.</summary>
    void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false);

    /// <summary>A trial starts, or resumes from a checkpoint after so many steps.</summary>
    void TrialStarted(TrialRecord trial, long stepsDone);

    void Step(int trial, StepProgress progress);

    void Metric(int trial, string metric, double value);

    /// <summary>A trial ended, with the value of the sweep's objective that counts, or null.</summary>
    void TrialEnded(int trial, TrialEnd end, double? objective);

    /// <summary>A trial stopped running here without an end. The reason is null if it was asked for.</summary>
    void TrialLeft(int trial, string? why);

    void Say(string message);
}

/// <summary>A display for people. It keeps the state of the sweep, which changes under one lock.</summary>
internal abstract class ProgressDisplay(TimeProvider time) : ISweepProgress
{
    private readonly Lock _gate = new();

    protected TimeProvider Time => time;

    protected ProgressState State { get; } = new(time);

    public abstract void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false);

    public virtual void TrialStarted(TrialRecord trial, long stepsDone) =>
        Locked(() => State.TrialStarted(trial, stepsDone));

    public virtual void Step(int trial, StepProgress progress) => Locked(() => State.Step(trial, progress));

    public void Metric(int trial, string metric, double value) => Locked(() => State.Metric(trial, metric, value));

    public abstract void TrialEnded(int trial, TrialEnd end, double? objective);

    public void TrialLeft(int trial, string? why) => Locked(() =>
    {
        State.TrialLeft(trial);
        if (why is not null)
            ShowLeft(State.Label(trial), why);
    });

    public abstract void Say(string message);

    public abstract ValueTask DisposeAsync();

    protected abstract void ShowLeft(string label, string why);

    protected void Locked(Action action)
    {
        lock (_gate)
            action();
    }
}
