using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Decisions;

/// <summary>Makes every decision of a sweep again, from the facts on which it rested.</summary>
internal static class SweepReplay
{
    /// <summary>The decisions that come out otherwise, a sentence each; none for a sweep that nobody has changed by
    /// hand. Ends by a budget of hours depend on the clock and are left out.</summary>
    public static IReadOnlyList<string> Differences(ITrackingStore store, SweepRecord sweep, TrialCatalog catalog)
    {
        var reader = new SituationReader(store, sweep, SweepReader.ReadStored(sweep, catalog), TimeProvider.System);
        var decider = new SweepDecider(store, sweep, catalog, TimeProvider.System);
        var (trials, decisions) = (store.Trials(sweep.Name), store.Decisions(sweep.Name));
        // Trials that no decision added were planned.
        var count = trials.Count - decisions.Sum(Added);
        var differences = new List<string>();
        foreach (var decision in decisions)
        {
            if (IsAutomatic(decision))
            {
                var view = reader.View(
                    [.. trials.Take(count)], [.. decisions.Take(decision.Number)], Moment.Of(decision));
                var again = decider.Decide(view);
                if (again is null || again.Kind != decision.Kind || again.Reason != decision.Reason
                    || again.FactsJson != decision.FactsJson)
                    differences.Add(
                        $"Decision {decision.Number} was {decision.Kind}: {decision.Reason} {decision.FactsJson}; "
                            + $"it would be {again?.Kind}: {again?.Reason} {again?.FactsJson}.");
            }

            count += Added(decision);
        }

        return differences;
    }

    private static int Added(DecisionRecord decision) =>
        decision.Kind is DecisionKind.Propose or DecisionKind.Enqueue or DecisionKind.Seed ? decision.Trials.Count : 0;

    private static bool IsAutomatic(DecisionRecord decision) =>
        decision.Kind is DecisionKind.Propose or DecisionKind.Seed or DecisionKind.Promote or DecisionKind.Prune
        || (decision.Kind is DecisionKind.End && !decision.Reason.Contains("ours:"));
}

/// <summary>The trials that had not ended at a decision, with their completed epochs.</summary>
internal sealed record Moment(IReadOnlyDictionary<int, string> Paused, IReadOnlyDictionary<int, string> Running)
{
    public static Moment Of(DecisionRecord decision)
    {
        var facts = DecisionFacts.Parse(decision.FactsJson);
        return new Moment(Epochs(facts.Paused), Epochs(facts.Running ?? ""));
    }

    /// <summary>The trial as it was then.</summary>
    public TrialRecord Of(TrialRecord trial) =>
        Paused.TryGetValue(trial.Number, out var paused) ? trial with
        {
            Outcome = Outcome.Paused,
            End = null,
            PauseAfterEpochs = IsInterrupted(paused) ? null : int.Parse(paused),
        }
        : Running.ContainsKey(trial.Number) ? trial with { Outcome = Outcome.Running, End = null }
        : trial;

    /// <summary>The epochs that a trial had completed; null if it had ended.</summary>
    public int? EpochsOf(TrialRecord trial) =>
        (Paused.GetValueOrDefault(trial.Number) ?? Running.GetValueOrDefault(trial.Number)) is { } epochs
            ? int.Parse(epochs.TrimEnd('+'))
            : null;

    private static bool IsInterrupted(string epochs) => epochs.EndsWith('+');

    private static Dictionary<int, string> Epochs(string text) => text
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(each => each.Split('@'))
        .ToDictionary(each => int.Parse(each[0]), each => each[1]);
}
