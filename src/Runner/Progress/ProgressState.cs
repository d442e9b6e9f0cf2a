using SweepRunner.Reports.Analysis;

namespace SweepRunner.Runner.Progress;

/// <summary>The state that a progress display shows: the running trials and the outcomes so far.</summary>
internal sealed class ProgressState(TimeProvider time)
{
    private readonly SortedDictionary<Outcome, int> _outcomes = [];
    private readonly SortedDictionary<int, RunningTrial> _running = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<int, Outcome> _ended = [];
    private readonly List<TrialRecord> _trials = [];
    private SweepRecord? _sweep;
    private bool _isDecided;
    private Objective? _objective;
    private IReadOnlyList<string> _losses = [];

    public int Trials { get; private set; }

    /// <summary><c>18 trials</c>, or <c>18 trials so far</c> while results decide which there are.</summary>
    public string Size => NumberText.Count(Trials, "trial") + (_isDecided ? " so far" : "");

    /// <summary><c>3/18</c>: ended trials of all, or <c>3</c> while nobody knows how many there will be.</summary>
    public string Count => _isDecided ? $"{Ended}" : $"{Ended}/{Trials}";

    public int Ended => _ended.Count;

    public bool IsDone => Ended == Trials && !_isDecided;

    public IReadOnlyDictionary<int, RunningTrial> Running => _running;

    public void Begin(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, bool isDecided = false)
    {
        (_sweep, _isDecided) = (sweep, isDecided);
        _trials.AddRange(trials);
        _objective = Objective.Of(sweep.Definition);
        _losses = TrainingLoss.Of(sweep.Definition);
        Trials = trials.Count;
        var labels = CellLabels.Of(sweep, trials);
        foreach (var trial in trials)
        {
            _names[trial.Number] = labels.OfTrial(trial);
            if (trial.End is not null)
                End(trial.Number, trial.Outcome);
        }
    }

    public void TrialStarted(TrialRecord trial, long stepsDone)
    {
        // The sweep may have grown since it began.
        if (!_names.ContainsKey(trial.Number))
        {
            _trials.Add(trial);
            _names.Add(trial.Number, CellLabels.Of(_sweep!, _trials).OfTrial(trial));
            Trials++;
        }
        // The trial may have been put back into the queue since it ended.
        if (_ended.Remove(trial.Number, out var outcome))
            _outcomes[outcome]--;
        _running[trial.Number] = new RunningTrial(Label(trial.Number), stepsDone, time)
        {
            IsProgram = KnownPaths.IsProgram(trial.Definition.ConfigJson),
            Losses = _losses,
        };
    }

    public void Step(int trial, StepProgress progress)
    {
        if (_running.TryGetValue(trial, out var running))
            running.Progress = progress;
    }

    public void Metric(int trial, string metric, double value)
    {
        if (metric == _objective?.Metric && _running.TryGetValue(trial, out var running))
            running.Objective = (metric, value);
    }

    public void TrialEnded(int trial, TrialEnd end)
    {
        _running.Remove(trial);
        End(trial, end.Outcome);
    }

    public void TrialLeft(int trial) => _running.Remove(trial);

    /// <summary><c>trial 2 (normal, lr 0.1, seed 0)</c>: the number, the values of the cell and the seed.</summary>
    public string Label(int trial) =>
        _names.TryGetValue(trial, out var name) ? $"trial {trial} ({name})" : $"trial {trial}";

    /// <summary><c>3 completed, 1 diverged, 14 to go</c>; nothing of those to go when there are none.</summary>
    public string Outcomes() => string.Join(", ", _outcomes
        .Where(pair => pair.Value > 0)
        .Select(pair => $"{pair.Value} {pair.Key.Name()}")
        .Concat(Ended < Trials && !_isDecided ? [$"{Trials - Ended} to go"] : []));

    /// <summary><c>diverged: nan at step 1, last finite loss 1.08e+10 (2.3 s)</c>.</summary>
    public static string Describe(TrialEnd end)
    {
        var kind = end.Kind is null ? "" : $": {end.Kind}";
        var step = end.Step is { } at ? $" at step {at}" : "";
        var loss = end is { Outcome: Outcome.Diverged, LastFiniteLoss: { } last }
            ? $", last finite loss {NumberText.Short(last)}"
            : "";
        return $"{end.Outcome.Name()}{kind}{step}{loss} ({end.ElapsedSeconds:0.0} s)";
    }

    /// <summary><c>completed (61.3 s), val/accuracy 0.8125</c>: a completed trial with the value that counts.</summary>
    public string Ending(TrialEnd end, double? objective) =>
        end.Outcome == Outcome.Completed && objective is { } value
            ? $"{Describe(end)}, {_objective?.Name} {NumberText.Of(value)}"
            : Describe(end);

    private void End(int trial, Outcome outcome)
    {
        if (_ended.TryAdd(trial, outcome))
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
    }
}

/// <summary>A running trial. <c>stepsDone</c> are the steps that were done before this run.</summary>
internal sealed class RunningTrial(string label, long stepsDone, TimeProvider time)
{
    private readonly long _begin = time.GetTimestamp();

    public string Label => label;

    public bool IsProgram { get; init; }

    /// <summary>The metrics that can be the loss.</summary>
    public required IReadOnlyList<string> Losses { get; init; }

    public StepProgress Progress { get; set; }

    /// <summary>The latest value of the sweep's objective.</summary>
    public (string Metric, double Value)? Objective { get; set; }

    /// <summary><c>epoch 1/2, step 57/240, loss 1.23, 945 images/s, 0:23 left</c>, or <c>starting</c> before the first
    /// step. Of a program, whose end is not known, <c>step 57, loss 1.23, reward 4.2</c>, or <c>running for 1.5 s</c>
    /// before its first metric.</summary>
    public string Position()
    {
        if (IsProgram)
            return PositionOfProgram();
        if (Progress.Step <= stepsDone)
            return "starting";

        var elapsed = time.GetElapsedTime(_begin);
        var stepsHere = Progress.Step - stepsDone;
        var imagesHere = Progress.Images * ((double)stepsHere / Progress.Step);
        var left = elapsed * ((double)(Progress.Steps - Progress.Step) / stepsHere);
        return $"epoch {Progress.Epoch + 1}/{Progress.Epochs}, step {Progress.Step}/{Progress.Steps}, "
            + $"loss {NumberText.Short(Progress.Loss)}{ObjectiveText()}, "
            + $"{imagesHere / elapsed.TotalSeconds:0} images/s, {Clock(left)} left";
    }

    private string PositionOfProgram()
    {
        if (Progress.Step == 0)
            return $"running for {NumberText.OfSeconds(time.GetElapsedTime(_begin).TotalSeconds)}";
        var epoch = Progress.Epoch > 0 ? $"epoch {Progress.Epoch + 1}, " : "";
        var loss = double.IsNaN(Progress.Loss) ? "" : $", loss {NumberText.Short(Progress.Loss)}";
        return $"{epoch}step {Progress.Step}{loss}{ObjectiveText()}";
    }

    // A loss is there already.
    private string ObjectiveText() => Objective is { } known && !Losses.Contains(known.Metric)
        ? $", {known.Metric} {NumberText.Of(known.Value)}"
        : "";

    private static string Clock(TimeSpan left) => left.TotalHours >= 1
        ? $"{(int)left.TotalHours}:{left:mm\\:ss}"
        : $"{left:m\\:ss}";
}
