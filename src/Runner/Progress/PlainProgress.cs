namespace SweepRunner.Runner.Progress;

/// <summary>One line for each ended trial, and one every ten seconds for each running trial: for a pipe or a log
/// file.</summary>
internal sealed class PlainProgress(TextWriter writer, TimeProvider time, Action onProgress) : ProgressDisplay(time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, long> _lastLines = [];

    public override void Begin(
        SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false) => Locked(() =>
    {
        State.Begin(sweep, trials, isDecided);
        writer.WriteLine(State.Ended == 0
            ? $"Sweep '{sweep.Name}': {State.Size}."
            : $"Sweep '{sweep.Name}' {(State.IsDone ? "is done" : "resumes")}: "
                + $"{State.Size}, {State.Outcomes()}.");
    });

    public override void TrialStarted(TrialRecord trial, long stepsDone) => Locked(() =>
    {
        onProgress();
        State.TrialStarted(trial, stepsDone);
        _lastLines[trial.Number] = Time.GetTimestamp();
    });

    public override void Step(int trial, StepProgress progress) => Locked(() =>
    {
        onProgress();
        State.Step(trial, progress);
        if (!State.Running.TryGetValue(trial, out var running) || Time.GetElapsedTime(_lastLines[trial]) < Interval)
            return;
        _lastLines[trial] = Time.GetTimestamp();
        writer.WriteLine($"  {running.Label}: {running.Position()}");
    });

    public override void TrialEnded(int trial, TrialEnd end, double? objective) => Locked(() =>
    {
        onProgress();
        State.TrialEnded(trial, end);
        writer.WriteLine(
            $"[{State.Count}] {State.Label(trial)}: {State.Ending(end, objective)}");
    });

    public override void Say(string message) => Locked(() => writer.WriteLine(message));

    public override async ValueTask DisposeAsync() => await writer.FlushAsync();

    protected override void ShowLeft(string label, string why) => writer.WriteLine($"{label}: {why}");
}
