namespace SweepRunner.Runner.Decisions;

/// <summary>Reads what a search needs to know of each trial of a sweep, and keeps what cannot change.</summary>
internal sealed class TrialCurves(ITrackingStore store, Objective objective)
{
    private readonly Dictionary<int, (TrialRecord Trial, TrialObservation Observation)> _known = [];

    /// <summary>A trial as a search sees it.</summary>
    public TrialObservation Of(TrialRecord trial)
    {
        if (!_known.TryGetValue(trial.Number, out var known) || trial.Outcome is Outcome.Running
            || (known.Trial.Outcome, known.Trial.Attempts) != (trial.Outcome, trial.Attempts))
        {
            var curve = Curve(trial);
            var epochs = trial.End?.Epochs ?? Checkpointed(trial) ?? curve.LastOrDefault()?.Epochs ?? 0;
            _known[trial.Number] = known = (trial, Observe(trial, curve, epochs));
        }

        return known.Observation;
    }

    /// <summary>A trial as a search saw it when it had completed some epochs.</summary>
    public TrialObservation AsOf(TrialRecord trial, int epochs) => Observe(trial, Curve(trial), epochs);

    private static TrialObservation Observe(TrialRecord trial, List<EpochCost> curve, int epochs)
    {
        var all = AllEpochs(trial);
        if (trial.Outcome is not Outcome.Completed)
            curve.RemoveAll(each => each.Epochs > epochs);
        return new TrialObservation(trial.Number, trial.Definition.Seed, StateOf(trial.Outcome))
        {
            Cost = trial.Outcome is Outcome.Completed ? curve.LastOrDefault()?.Cost : null,
            Epochs = epochs,
            AllEpochs = all,
            IsInterrupted =
                trial.Outcome is Outcome.Paused or Outcome.Pruned && epochs < (trial.PauseAfterEpochs ?? all),
            Curve = curve,
        };
    }

    // The cost after each epoch: of its last point, or the best so far.
    private List<EpochCost> Curve(TrialRecord trial)
    {
        var curve = new List<EpochCost>();
        if (trial.Attempts == 0)
            return curve;
        foreach (var point in store.Metrics(trial.Id, objective.Metric).Select(each => each.Point))
        {
            var (epochs, cost) = (point.Epoch + 1, objective.IsMaximized ? -point.Value : point.Value);
            var last = curve.LastOrDefault();
            if (objective.IsBest && last is not null && !(cost < last.Cost) && !double.IsNaN(last.Cost))
                cost = last.Cost;
            if (last?.Epochs == epochs)
                curve.RemoveAt(curve.Count - 1);
            curve.Add(new EpochCost(epochs, cost));
        }

        return curve;
    }

    private int? Checkpointed(TrialRecord trial) =>
        trial.Outcome is Outcome.Paused && store.Checkpoints(trial.Id) is [var newest, ..] ? newest.Epochs : null;

    private static TrialState StateOf(Outcome outcome) => outcome switch
    {
        Outcome.Queued or Outcome.Running => TrialState.Running,
        Outcome.Paused => TrialState.Paused,
        Outcome.Completed => TrialState.Completed,
        Outcome.Diverged => TrialState.Diverged,
        Outcome.Pruned => TrialState.Pruned,
        _ => TrialState.Failed,
    };

    // Of a program, nobody knows them.
    private static int AllEpochs(TrialRecord trial)
    {
        using var config = JsonDocument.Parse(trial.Definition.ConfigJson);
        return config.RootElement.TryGetProperty("epochs", out var epochs) ? epochs.GetInt32() : 1;
    }
}
