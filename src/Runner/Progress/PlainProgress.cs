using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>One line a finished trial, and one every ten seconds of a running one: for a pipe or a log file.</summary>
internal sealed class PlainProgress(TextWriter writer, TimeProvider time) : ISweepProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SweepTally _tally = new(time);
    private long _lastLine;

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        _tally.Begin(sweep, trials);
        writer.WriteLine(
            _tally.Ended == 0
                ? $"Sweep '{sweep.Definition.Name}': {_tally.Size}."
                : $"Sweep '{sweep.Definition.Name}' goes on: {_tally.Size}, {_tally.Outcomes()}.");
    }

    public void TrialStarted(TrialRecord trial)
    {
        _tally.TrialStarted(trial);
        _lastLine = time.GetTimestamp();
    }

    public void Step(StepProgress progress)
    {
        _tally.Step(progress);
        if (time.GetElapsedTime(_lastLine) >= Interval)
        {
            _lastLine = time.GetTimestamp();
            writer.WriteLine($"  {_tally.Label(_tally.Running!)}: {_tally.Position()}");
        }
    }

    public void Metric(string metric, double value) => _tally.Metric(metric, value);

    public void TrialEnded(TrialEnd end)
    {
        var label = _tally.Label(_tally.Running!);
        var accuracy = _tally.ValidationAccuracy is { } value && end.Outcome == Outcome.Completed ? FormattableString.Invariant($", val/accuracy {value:0.000}") : "";
        _tally.TrialEnded(end);
        writer.WriteLine($"[{_tally.Ended}/{_tally.Trials}] {label}: {SweepTally.Describe(end)}{accuracy}");
    }

    public void TrialLost()
    {
        writer.WriteLine($"{_tally.Label(_tally.Running!)}: {SweepTally.Lost}");
        _tally.TrialLost();
    }

    public async ValueTask DisposeAsync() => await writer.FlushAsync().ConfigureAwait(false);
}
