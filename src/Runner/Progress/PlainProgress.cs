using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>One line for each ended trial, and one every ten seconds for each running trial: for a pipe or a log
/// file.</summary>
internal sealed class PlainProgress(TextWriter writer, TimeProvider time, Action onProgress) : ISweepProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly ProgressState _state = new(time);
    private readonly Dictionary<int, long> _lastLines = [];

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        lock (_gate)
        {
            _state.Begin(sweep, trials);
            writer.WriteLine(
                _state.Ended == 0
                    ? $"Sweep '{sweep.Definition.Name}': {_state.Size}."
                    : $"Sweep '{sweep.Definition.Name}' resumes: {_state.Size}, {_state.Outcomes()}.");
        }
    }

    public void TrialStarted(TrialRecord trial, long stepsDone)
    {
        onProgress();
        lock (_gate)
        {
            _state.TrialStarted(trial, stepsDone);
            _lastLines[trial.Number] = time.GetTimestamp();
        }
    }

    public void Step(int trial, StepProgress progress)
    {
        onProgress();
        lock (_gate)
        {
            _state.Step(trial, progress);
            if (_state.Running.TryGetValue(trial, out var running)
                && time.GetElapsedTime(_lastLines[trial]) >= Interval)
            {
                _lastLines[trial] = time.GetTimestamp();
                writer.WriteLine($"  {running.Label}: {running.Position()}");
            }
        }
    }

    public void Metric(int trial, string metric, double value)
    {
        lock (_gate)
            _state.Metric(trial, metric, value);
    }

    public void TrialEnded(int trial, TrialEnd end)
    {
        onProgress();
        lock (_gate)
        {
            var measured =
                end.Outcome == Outcome.Completed ? _state.Running.GetValueOrDefault(trial)?.ValidationAccuracy : null;
            var accuracy = measured is { } value ? FormattableString.Invariant($", val/accuracy {value:0.000}") : "";
            _state.TrialEnded(trial, end);
            writer.WriteLine(
                $"[{_state.Ended}/{_state.Trials}] {_state.Label(trial)}: {ProgressState.Describe(end)}{accuracy}");
        }
    }

    public void TrialLeft(int trial, string? why)
    {
        lock (_gate)
        {
            _state.TrialLeft(trial);
            if (why is not null)
                writer.WriteLine($"{_state.Label(trial)}: {why}");
        }
    }

    public void Say(string message)
    {
        lock (_gate)
            writer.WriteLine(message);
    }

    public async ValueTask DisposeAsync() => await writer.FlushAsync();
}
