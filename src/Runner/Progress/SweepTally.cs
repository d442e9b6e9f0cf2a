using System.Globalization;
using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Progress;

/// <summary>What a progress display knows at a moment: the running trial, its rate, and the outcomes so far.</summary>
internal sealed class SweepTally(TimeProvider time)
{
    /// <summary>What is said of a trial that another process has taken over.</summary>
    public const string Lost = "taken over by another process";

    private readonly SortedDictionary<Outcome, int> _outcomes = [];
    private SpaceColumns _columns = new([], []);
    private long _begin;

    /// <summary>Trials of the sweep.</summary>
    public int Trials { get; private set; }

    /// <summary><c>18 trials</c>.</summary>
    public string Size => string.Create(CultureInfo.InvariantCulture, $"{Trials} trial{(Trials == 1 ? "" : "s")}");

    /// <summary>Trials that have ended.</summary>
    public int Ended => _outcomes.Values.Sum();

    /// <summary>The running trial; null between trials.</summary>
    public TrialRecord? Running { get; private set; }

    /// <summary>How far the running trial is.</summary>
    public StepProgress Progress { get; private set; }

    /// <summary>The last validation accuracy of the running trial; null before the first.</summary>
    public double? ValidationAccuracy { get; private set; }

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        _columns = new SpaceColumns(sweep.Definition.SpacePaths, trials);
        Trials = trials.Count;
        foreach (var trial in trials.Where(trial => trial.End is not null))
            Count(trial.Outcome);
    }

    public void TrialStarted(TrialRecord trial)
    {
        Running = trial;
        Progress = default;
        ValidationAccuracy = null;
        _begin = time.GetTimestamp();
    }

    public void Step(StepProgress progress) => Progress = progress;

    public void Metric(string metric, double value)
    {
        if (metric == MetricNames.ValidationAccuracy)
            ValidationAccuracy = value;
    }

    public void TrialEnded(TrialEnd end)
    {
        Running = null;
        Count(end.Outcome);
    }

    public void TrialLost() => Running = null;

    /// <summary><c>2 init.name=normal optimizer.lr=0.1 seed=2</c>: the trial's number, what the sweep varies, the seed.</summary>
    public string Label(TrialRecord trial) => string.Join(' ', _columns.Paths
        .Zip(_columns.Of(trial))
        .Where(column => column.Second.Length > 0)
        .Select(column => $"{column.First}={column.Second}")
        .Prepend(trial.Number.ToString(CultureInfo.InvariantCulture))
        .Append(string.Create(CultureInfo.InvariantCulture, $"seed={trial.Definition.Seed}")));

    /// <summary><c>epoch 1/2, step 57/240, loss 1.23, 945 images/s, 0:23 left</c>; says so before the first step.</summary>
    public string Position()
    {
        if (Progress.Step == 0)
            return "starting";

        var elapsed = time.GetElapsedTime(_begin);
        var left = elapsed * ((double)(Progress.Steps - Progress.Step) / Progress.Step);
        var accuracy = ValidationAccuracy is { } value ? string.Create(CultureInfo.InvariantCulture, $", val/accuracy {value:0.000}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {Progress.Epoch + 1}/{Progress.Epochs}, step {Progress.Step}/{Progress.Steps}, loss {Progress.Loss:G4}{accuracy}, {Progress.Images / elapsed.TotalSeconds:0} images/s, {Clock(left)} left");
    }

    /// <summary><c>3 completed, 1 diverged, 14 to go</c>.</summary>
    public string Outcomes() => string.Join(", ", _outcomes
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key.Name()}"))
        .Append(string.Create(CultureInfo.InvariantCulture, $"{Trials - Ended} to go")));

    /// <summary><c>diverged: nan at step 1, last finite loss 1.08E+10</c>.</summary>
    public static string Describe(TrialEnd end)
    {
        var outcome = end.Outcome.Name();
        var kind = end.Kind is null ? "" : $": {end.Kind}";
        var step = end.Step is { } at ? string.Create(CultureInfo.InvariantCulture, $" at step {at}") : "";
        var loss = end is { Outcome: Outcome.Diverged, LastFiniteLoss: { } last }
            ? string.Create(CultureInfo.InvariantCulture, $", last finite loss {last:G4}")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{outcome}{kind}{step}{loss} ({end.ElapsedSeconds:0.0} s)");
    }

    private static string Clock(TimeSpan left) => left.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left:mm\\:ss}")
        : left.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private void Count(Outcome outcome) => _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
}
