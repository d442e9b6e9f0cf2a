namespace SweepRunner.Runner.Progress;

/// <summary>The progress of a worker process: messages that its supervisor reads.</summary>
internal sealed class MessageProgress(TextWriter writer, TimeProvider time, string objective) : ISweepProgress
{
    // A display is drawn five times a second. More messages would only cost training time.
    private static readonly TimeSpan StepInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _lastStep, _lastMetric;

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false)
    {
    }

    public void TrialStarted(TrialRecord trial, long stepsDone) => Write(new StartedMessage(trial.Number, stepsDone));

    public void Step(int trial, StepProgress progress)
    {
        if (time.GetElapsedTime(_lastStep) < StepInterval)
            return;
        _lastStep = time.GetTimestamp();
        Write(new StepMessage(trial, progress));
    }

    public void Metric(int trial, string metric, double value)
    {
        // The only metric that a display shows. The end of the trial brings its final value.
        if (metric != objective || time.GetElapsedTime(_lastMetric) < StepInterval)
            return;
        _lastMetric = time.GetTimestamp();
        Write(new MetricMessage(trial, metric, value));
    }

    // The store has the rest.
    public void TrialEnded(int trial, TrialEnd end, double? objective) =>
        Write(new EndedMessage(trial, end with { Error = null, DivergenceJson = null }, objective));

    public void TrialLeft(int trial, string? why) => Write(new LeftMessage(trial, why));

    public void Say(string message) => Write(new SaidMessage(message));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(ProgressMessage message)
    {
        lock (_gate)
        {
            writer.WriteLine(message.ToLine());
            writer.Flush();
        }
    }
}
