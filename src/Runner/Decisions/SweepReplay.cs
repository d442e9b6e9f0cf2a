using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Decisions;

/// <summary>What came of making decisions again.</summary>
/// <param name="Replayed">The number of decisions that were made again.</param>
/// <param name="Differences">Those that come out otherwise, a sentence each.</param>
internal sealed record Replay(int Replayed, IReadOnlyList<string> Differences);

/// <summary>Makes the decisions of a sweep again, from the facts on which they rested.</summary>
internal static class SweepReplay
{
    private static readonly DecisionKind[] Automatic =
        [DecisionKind.Propose, DecisionKind.Seed, DecisionKind.Promote, DecisionKind.Prune, DecisionKind.End];

    // What changes the sweep file or the trials by hand.
    private static readonly string[] Changes = ["extended", "moved"];

    /// <summary>Makes the decisions again that followed the last change by hand: earlier ones rested on the sweep as it
    /// was before. Leaves out the ends by hours, which depend on the clock.</summary>
    public static Replay Run(ITrackingStore store, SweepRecord sweep, TrialCatalog catalog)
    {
        var reader = new SituationReader(store, sweep, SweepReader.ReadStored(sweep, catalog), TimeProvider.System);
        var decider = new SweepDecider(store, sweep, catalog, TimeProvider.System);
        var (trials, decisions) = (store.Trials(sweep.Name), store.Decisions(sweep.Name));
        var replayed = SinceChange(store, sweep, decisions)
            .Where(decision => Automatic.Contains(decision.Kind) && !decision.Reason.Contains("ours:"))
            .ToList();
        var differences = new List<string>();
        foreach (var decision in replayed)
        {
            var moment = Moment.Of(decision);
            var view = reader.View(
                [.. trials.Take(moment.Trials)], [.. decisions.Take(decision.Number)], moment);
            var again = decider.Decide(view);
            if (again is null || again.Kind != decision.Kind || again.Reason != decision.Reason
                || again.FactsJson != decision.FactsJson)
                differences.Add(
                    $"Decision {decision.Number} was {decision.Kind}: {decision.Reason} {decision.FactsJson}; it would "
                        + $"be {again?.Kind}: {again?.Reason} {again?.FactsJson}.");
        }

        return new Replay(replayed.Count, differences);
    }

    private static IEnumerable<DecisionRecord> SinceChange(
        ITrackingStore store, SweepRecord sweep, IReadOnlyList<DecisionRecord> decisions)
    {
        var changed = store.Events(sweep.Name)
            .LastOrDefault(happening => Changes.Contains(happening.Event.Kind))?.TimeUtc;
        var reopened = decisions.LastOrDefault(decision => decision.Kind is DecisionKind.Reopen)?.Number ?? -1;
        return decisions.Where(decision =>
            decision.Number > reopened && (changed is null || decision.TimeUtc > changed));
    }
}

/// <summary>The trials at a decision.</summary>
/// <param name="Trials">Their number.</param>
/// <param name="Paused">Those that paused, with their completed epochs.</param>
/// <param name="Running">Those that ran or waited, with their completed epochs.</param>
internal sealed record Moment(
    int Trials, IReadOnlyDictionary<int, string> Paused, IReadOnlyDictionary<int, string> Running)
{
    public static Moment Of(DecisionRecord decision)
    {
        var facts = DecisionFacts.Parse(decision.FactsJson);
        var (paused, running) = (Epochs(facts.Paused), Epochs(facts.Running ?? ""));
        var last = facts.Ended.Split(',', '-')
            .Where(each => each.Length > 0)
            .Select(int.Parse)
            .Concat(paused.Keys)
            .Concat(running.Keys)
            .DefaultIfEmpty(-1)
            .Max();
        return new Moment(last + 1, paused, running);
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
