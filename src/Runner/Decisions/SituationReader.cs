using SweepRunner.Runner.Configuration;
using SweepRunner.Search.Scheduling;

namespace SweepRunner.Runner.Decisions;

/// <summary>The trials and decisions of a sweep at one moment.</summary>
/// <param name="Trials">The trials, by number.</param>
/// <param name="Decisions">The decisions, by number.</param>
/// <param name="Situation">What the scheduler sees of them.</param>
internal sealed record SweepView(
    IReadOnlyList<TrialRecord> Trials, IReadOnlyList<DecisionRecord> Decisions, SweepSituation Situation)
{
    /// <summary>The epochs that a whole trial takes.</summary>
    public int EpochsOf(TrialRecord trial) => Situation.Cells.SelectMany(cell => cell.Trials)
        .First(each => each.Number == trial.Number)
        .AllEpochs;
}

/// <summary>Reads the situation of a sweep that decides its trials while it runs.</summary>
internal sealed class SituationReader(
    ITrackingStore store, SweepRecord sweep, SweepDefinition definition, TimeProvider time)
{
    private readonly TrialCurves _curves = new(store, Objective.Of(sweep.Definition));
    private readonly Dictionary<int, DecisionFacts> _facts = [];
    private readonly Dictionary<int, SearchPoint?> _points = [];

    public SweepView Read()
    {
        // The decisions first: if another process decides meanwhile, this decision has an older number and fails.
        var decisions = store.Decisions(sweep.Name);
        return View(store.Trials(sweep.Name), decisions, null);
    }

    /// <summary>The view of trials and decisions.</summary>
    /// <param name="trials">The trials, by number.</param>
    /// <param name="decisions">The decisions, by number.</param>
    /// <param name="moment">What the trials were at an earlier decision; null for now.</param>
    public SweepView View(
        IReadOnlyList<TrialRecord> trials, IReadOnlyList<DecisionRecord> decisions, Moment? moment)
    {
        trials = moment is null ? trials : [.. trials.Select(moment.Of)];
        var revivable = Revivable(decisions);
        var cells = trials.GroupBy(trial => trial.Definition.Cell)
            .Select(cell => new CellObservation(
                cell.Key, PointOf(cell.First()) ?? new SearchPoint([]),
                [.. cell.Select(trial => Observe(trial, revivable, moment))]))
            .ToList();
        var proposals = decisions.Where(decision => decision.Kind is DecisionKind.Propose)
            .Select(decision => FactsOf(decision))
            .ToList();
        var spent = moment is null ? SpentTime.Of(store, sweep, time.GetUtcNow()) : new SpentTime(0, 0);
        return new SweepView(trials, decisions, new SweepSituation
        {
            Cells = cells,
            Searched = Searched(cells, proposals),
            Proposals = proposals.Count,
            Hours = spent.Hours,
            DeviceHours = spent.DeviceHours,
        });
    }

    private TrialObservation Observe(TrialRecord trial, HashSet<int> revivable, Moment? moment)
    {
        var observation = moment?.EpochsOf(trial) is { } epochs ? _curves.AsOf(trial, epochs) : _curves.Of(trial);
        return CanRevive(trial, revivable) ? observation with { State = TrialState.Paused } : observation;
    }

    // A proposal without a trial of its own is a repeat, or cannot run: the search has to know, so as not to repeat it.
    private List<CellObservation> Searched(List<CellObservation> cells, IEnumerable<DecisionFacts> proposals)
    {
        var searched = cells.Where(cell => cell.Point.Values.Count > 0 || definition.Space.Axes.Count == 0).ToList();
        var keys = searched.Select(cell => cell.Point.Key).ToHashSet();
        foreach (var proposal in proposals)
        {
            if (definition.Space.Searched?.Find(proposal.Point!) is not { } point || !keys.Add(point.Key))
                continue;
            var like = cells.FirstOrDefault(cell => cell.Cell == proposal.Cell);
            searched.Add(like is null
                ? new CellObservation(-1, point, [new TrialObservation(-1, 0, TrialState.Failed)])
                : like with { Point = point });
        }

        return searched;
    }

    private SearchPoint? PointOf(TrialRecord trial)
    {
        if (definition.Space.Searched is not { } space)
            return null;
        if (!_points.TryGetValue(trial.Definition.Cell, out var point))
            _points.Add(trial.Definition.Cell, point = sweep.PointOf(trial.Definition, space));
        return point;
    }

    // The trials that paused when the sweep ended, and may go on since it was extended.
    private static HashSet<int> Revivable(IReadOnlyList<DecisionRecord> decisions)
    {
        var reopened = decisions.LastOrDefault(decision => decision.Kind is DecisionKind.Reopen)?.Number ?? 0;
        return [
            .. decisions.Where(decision => decision.Kind is DecisionKind.End && decision.Number < reopened)
                .SelectMany(decision => decision.Trials),
        ];
    }

    private bool CanRevive(TrialRecord trial, HashSet<int> revivable) =>
        trial.Outcome is Outcome.Pruned && revivable.Contains(trial.Number) && store.Checkpoints(trial.Id).Count > 0;

    private DecisionFacts FactsOf(DecisionRecord decision)
    {
        if (!_facts.TryGetValue(decision.Number, out var facts))
            _facts.Add(decision.Number, facts = DecisionFacts.Parse(decision.FactsJson));
        return facts;
    }
}
