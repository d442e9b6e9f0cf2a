using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Launchers.Tasks;

/// <summary>Passes on the progress of a task's workers, and knows for how long none of them has run a trial.</summary>
internal sealed class TaskProgress(ISweepProgress inner, TimeProvider time) : ISweepProgress
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _running = [];
    private long _last = time.GetTimestamp();

    /// <summary>The time since the last trial ended here; zero while one runs.</summary>
    public TimeSpan IdleTime
    {
        get
        {
            lock (_gate)
                return _running.Count > 0 ? TimeSpan.Zero : time.GetElapsedTime(_last);
        }
    }

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false) =>
        inner.Begin(sweep, trials, isDecided);

    public void TrialStarted(TrialRecord trial, long stepsDone)
    {
        Note(() => _running.Add(trial.Number));
        inner.TrialStarted(trial, stepsDone);
    }

    public void Step(int trial, StepProgress progress) => inner.Step(trial, progress);

    public void Metric(int trial, string metric, double value) => inner.Metric(trial, metric, value);

    public void TrialEnded(int trial, TrialEnd end, double? objective)
    {
        Note(() => _running.Remove(trial));
        inner.TrialEnded(trial, end, objective);
    }

    public void TrialLeft(int trial, string? why)
    {
        Note(() => _running.Remove(trial));
        inner.TrialLeft(trial, why);
    }

    public void Say(string message) => inner.Say(message);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Note(Action change)
    {
        lock (_gate)
        {
            change();
            _last = time.GetTimestamp();
        }
    }
}
