using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>One line a finished trial, and one every ten seconds of a running one: for a pipe or a log file.</summary>
/// <param name="writer">Where the lines go.</param>
/// <param name="time">The clock.</param>
/// <param name="onProgress">Called whenever a trial gets on.</param>
internal sealed class PlainProgress(TextWriter writer, TimeProvider time, Action onProgress) : ISweepProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SweepTally _tally = new(time);
    private readonly Dictionary<int, long> _lastLines = [];

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        lock (_gate)
        {
            _tally.Begin(sweep, trials);
            writer.WriteLine(
                _tally.Ended == 0
                    ? $"Sweep '{sweep.Definition.Name}': {_tally.Size}."
                    : $"Sweep '{sweep.Definition.Name}' goes on: {_tally.Size}, {_tally.Outcomes()}.");
        }
    }

    public void TrialStarted(TrialRecord trial, long stepsDone)
    {
        onProgress();
        lock (_gate)
        {
            _tally.TrialStarted(trial, stepsDone);
            _lastLines[trial.Number] = time.GetTimestamp();
        }
    }

    public void Step(int trial, StepProgress progress)
    {
        onProgress();
        lock (_gate)
        {
            _tally.Step(trial, progress);
            if (_tally.Running.TryGetValue(trial, out var running)
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
            _tally.Metric(trial, metric, value);
    }

    public void TrialEnded(int trial, TrialEnd end)
    {
        onProgress();
        lock (_gate)
        {
            var measured =
                end.Outcome == Outcome.Completed ? _tally.Running.GetValueOrDefault(trial)?.ValidationAccuracy : null;
            var accuracy = measured is { } value ? FormattableString.Invariant($", val/accuracy {value:0.000}") : "";
            _tally.TrialEnded(trial, end);
            writer.WriteLine(
                $"[{_tally.Ended}/{_tally.Trials}] {_tally.Label(trial)}: " + $"{SweepTally.Describe(end)}{accuracy}");
        }
    }

    public void TrialLeft(int trial, string? why)
    {
        lock (_gate)
        {
            _tally.TrialLeft(trial);
            if (why is not null)
                writer.WriteLine($"{_tally.Label(trial)}: {why}");
        }
    }

    public void Say(string message)
    {
        lock (_gate)
            writer.WriteLine(message);
    }

    public async ValueTask DisposeAsync() => await writer.FlushAsync();
}
