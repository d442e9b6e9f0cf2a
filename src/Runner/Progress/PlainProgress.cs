using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Progress;

/// <summary>One line a finished trial, and one every ten seconds of a running one: for a pipe or a log file.</summary>
internal sealed class PlainProgress(TextWriter writer, TimeProvider time) : ISweepProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SweepTally tally = new(time);
    private long lastLine;

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        tally.Begin(sweep, trials);
        writer.WriteLine(
            tally.Ended == 0
                ? $"Sweep '{sweep.Definition.Name}': {tally.Trials} trials."
                : $"Sweep '{sweep.Definition.Name}' goes on: {tally.Trials} trials, {tally.Outcomes()}.");
    }

    public void TrialStarted(TrialRecord trial)
    {
        tally.TrialStarted(trial);
        lastLine = time.GetTimestamp();
    }

    public void Step(StepProgress progress)
    {
        tally.Step(progress);
        if (time.GetElapsedTime(lastLine) >= Interval)
        {
            lastLine = time.GetTimestamp();
            writer.WriteLine($"  {tally.Label(tally.Running!)}: {tally.Position()}");
        }
    }

    public void Metric(string metric, double value) => tally.Metric(metric, value);

    public void TrialEnded(TrialEnd end)
    {
        var label = tally.Label(tally.Running!);
        var accuracy = tally.ValidationAccuracy is { } value && end.Outcome == Outcome.Completed ? FormattableString.Invariant($", val/accuracy {value:0.000}") : "";
        tally.TrialEnded(end);
        writer.WriteLine($"[{tally.Ended}/{tally.Trials}] {label}: {SweepTally.Describe(end)}{accuracy}");
    }

    public void TrialLost()
    {
        writer.WriteLine($"{tally.Label(tally.Running!)}: {SweepTally.Lost}");
        tally.TrialLost();
    }

    public async ValueTask DisposeAsync() => await writer.FlushAsync().ConfigureAwait(false);
}
