using SweepRunner.Runner.Configuration;
using SweepRunner.Search.Scheduling;

namespace SweepRunner.Runner.Decisions;

/// <summary>Decides what a sweep does next, and writes it to the store. Whoever finds the queue empty may call it: of
/// several processes that decide at the same time, one succeeds.</summary>
internal sealed class SweepDecider
{
    private readonly ITrackingStore _store;
    private readonly SweepRecord _sweep;
    private readonly SweepConfig _config;
    private readonly Scheduler _scheduler;
    private readonly SituationReader _reader;
    private readonly CellPlanner _planner;
    private readonly PlannedData _data;

    /// <exception cref="CommandException">The stored config cannot be used.</exception>
    public SweepDecider(ITrackingStore store, SweepRecord sweep, TrialCatalog catalog, TimeProvider time)
    {
        var definition = SweepReader.ReadStored(sweep, catalog);
        (_store, _sweep, _config) = (store, sweep, definition.Config);
        _planner = new CellPlanner(definition);
        _data = new PlannedData(catalog);
        _reader = new SituationReader(store, sweep, definition, time);
        _scheduler = new Scheduler(new SweepRules
        {
            Search = _config.Search,
            Space = definition.Space.Searched,
            Seeds = _config.Seeds.Count,
            Prune = _config.Prune,
            Race = _config.Seeds.Race,
            Budget = _config.Budget,
            IsMaximized = sweep.Definition.IsObjectiveMaximized,
        });
    }

    /// <summary>Makes the next decision. False if none can be made before another trial ends or pauses.</summary>
    public bool TryDecide()
    {
        var view = _reader.Read();
        if (Decide(view) is not { } decision)
            return false;
        // If another process has decided meanwhile, its decision is as good.
        _store.Decide(_sweep.Name, view.Decisions.Count, decision);
        return true;
    }

    /// <summary>The decision that a situation asks for; null to wait.</summary>
    public NewDecision? Decide(SweepView view)
    {
        var next = _scheduler.Next(view.Situation);
        if (next is Wait)
            return null;
        var facts = Facts(view);
        return next switch
        {
            ProposeCell proposed => Propose(view, proposed, facts),
            AddSeeds seeds => new NewDecision(DecisionKind.Seed, seeds.Reason)
            {
                FactsJson = (facts with { Cell = seeds.Cell }).ToJson(),
                Added = SeedsOf(view, seeds),
            },
            Promote promoted => Promoted(view, promoted, facts),
            Stop stopped => new NewDecision(
                DecisionKind.Prune, $"stops {NumberText.Count(stopped.Trials.Count, "trial")}")
            {
                FactsJson = facts.ToJson(),
                Ended = Ends(view, stopped.Trials),
            },
            Finish finish => new NewDecision(DecisionKind.End, finish.Reason)
            {
                FactsJson = facts.ToJson(),
                Ended = Ends(view, finish.Trials),
            },
            var step => throw new InvalidOperationException($"{step} is no step."),
        };
    }

    private NewDecision Propose(SweepView view, ProposeCell proposed, DecisionFacts facts)
    {
        var proposal = proposed.Proposal;
        facts = facts with
        {
            Point = proposal.Point.Values.ToDictionary(value => value.Axis.Path, value => value.Json),
            IsModelled = proposal.IsModelled,
            Note = proposal.Note,
        };
        var draft = _planner.Draft(proposal.Point);
        if (draft.Faults is [var fault, ..])
            return new NewDecision(DecisionKind.Propose, $"cannot run: {fault.Path}: {fault.Message}")
            {
                FactsJson = facts.ToJson(),
            };
        var number = view.Trials.Select(trial => trial.Definition.Cell + 1).DefaultIfEmpty(0).Max();
        var cell = _planner.Number(draft, number);
        var data = _data.Of(cell);
        var pause = _config.FirstPause(number, cell.Config);
        var added = _config.Seeds.List.Take(proposed.Seeds)
            .Select(seed => _sweep.NewTrial(cell, seed, data) with { PauseAfterEpochs = pause })
            .ToList();
        var identity = added[0].Identity;
        return view.Trials.FirstOrDefault(trial => trial.Definition.Identity == identity) is { } earlier
            ? new NewDecision(DecisionKind.Propose, $"would train like cell {earlier.Definition.Cell}")
            {
                FactsJson = (facts with { Cell = earlier.Definition.Cell }).ToJson(),
            }
            : new NewDecision(DecisionKind.Propose, proposal.Note ?? "drawn")
            {
                FactsJson = (facts with { Cell = number }).ToJson(),
                Added = added,
            };
    }

    private IReadOnlyList<NewTrial> SeedsOf(SweepView view, AddSeeds seeds)
    {
        var trials = view.Trials.Where(trial => trial.Definition.Cell == seeds.Cell).ToList();
        var missing = _config.Seeds.List.Except(trials.Select(trial => trial.Definition.Seed));
        return [.. missing.Take(seeds.Count).Select(seed => _sweep.WithSeed(trials[0].Definition, seed))];
    }

    private NewDecision Promoted(SweepView view, Promote promoted, DecisionFacts facts)
    {
        var trial = view.Trials[promoted.Trial];
        if (promoted.Verdict is not { } verdict)
            return new NewDecision(DecisionKind.Promote, "the budget that interrupted it was extended")
            {
                FactsJson = facts.ToJson(),
                Promoted = [new Promotion(trial.Number, trial.PauseAfterEpochs)],
            };
        var rungs = _config.Prune!.Rungs(trial.Definition.Cell, view.EpochsOf(trial));
        int? next = verdict.Rung.Number < rungs.Count ? rungs[verdict.Rung.Number] : null;
        return new NewDecision(DecisionKind.Promote, Describe(verdict))
        {
            FactsJson = (facts with
            {
                Cell = trial.Definition.Cell,
                Rung = $"{verdict.Rung.Number} of {verdict.Rung.Count}",
                Value = ValueOf(verdict.Cost),
                Cut = ValueOf(verdict.Cut),
            }).ToJson(),
            Promoted = [new Promotion(trial.Number, next)],
        };
    }

    private IReadOnlyList<(int Trial, TrialEnd End)> Ends(SweepView view, IReadOnlyList<StoppedTrial> stopped) =>
    [
        .. stopped.Where(each => view.Trials[each.Trial].Outcome is Outcome.Paused)
            .Select(each => (each.Trial, EndOf(view.Trials[each.Trial], each.Verdict))),
    ];

    private TrialEnd EndOf(TrialRecord trial, PruneVerdict? verdict)
    {
        var newest = _store.Checkpoints(trial.Id) is [var first, ..] ? first : null;
        return new TrialEnd
        {
            Outcome = Outcome.Pruned,
            Kind = verdict is null ? "budget" : Describe(verdict),
            Step = newest?.Steps - 1,
            Epochs = newest?.Epochs ?? 0,
            Steps = newest?.Steps ?? 0,
            ElapsedSeconds = AttemptRecord.SecondsPaused(_store.Attempts(trial.Id)),
        };
    }

    private string Describe(PruneVerdict verdict)
    {
        var value = ValueOf(verdict.Cost) is { } known ? NumberText.Of(known) : "no value";
        var cut = ValueOf(verdict.Cut) is { } limit ? $", cut at {NumberText.Of(limit)}" : "";
        return $"rung {verdict.Rung.Number} of {verdict.Rung.Count}: {value}{cut}";
    }

    private double? ValueOf(double? cost) => _sweep.Definition.IsObjectiveMaximized ? -cost : cost;

    private static DecisionFacts Facts(SweepView view)
    {
        var trials = view.Situation.Cells.SelectMany(cell => cell.Trials).OrderBy(trial => trial.Number).ToList();
        return new DecisionFacts
        {
            Ended = Ranges(view.Trials.Where(trial => trial.End is not null).Select(trial => trial.Number)),
            Paused = AtEpochs(trials.Where(trial => view.Trials[trial.Number].Outcome is Outcome.Paused)),
            Running = AtEpochs(trials.Where(trial => trial.State is TrialState.Running)) is { Length: > 0 } text
                ? text
                : null,
        };
    }

    private static string AtEpochs(IEnumerable<TrialObservation> trials) =>
        string.Join(',', trials.Select(trial => $"{trial.Number}@{trial.Epochs}{(trial.IsInterrupted ? "+" : "")}"));

    // 0-4,6
    private static string Ranges(IEnumerable<int> numbers) => string.Join(',', numbers.Index()
        .GroupBy(each => each.Item - each.Index, each => each.Item)
        .Select(run => run.First() == run.Last() ? $"{run.First()}" : $"{run.First()}-{run.Last()}"));
}
