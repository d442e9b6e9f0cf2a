using SweepRunner.Search.Racing;

namespace SweepRunner.Search.Scheduling;

/// <summary>Decides what a sweep does next once no trial is in the queue: a pure function of its rules and its trials.
/// Any process may ask it, and each gets the same answer from the same trials.</summary>
/// <remarks>In this order: ends when a budget is spent; resumes what a budget interrupted; stops what the pruning rule
/// gives up; promotes; gives seeds; proposes a cell. When no new cell can start, promotes until enough cells have
/// completed, and ends.</remarks>
public sealed class Scheduler(SweepRules rules)
{
    /// <summary>The next step.</summary>
    public SchedulerStep Next(SweepSituation situation)
    {
        if (SpentBudget(situation) is { } spent)
            return End(situation, spent, isInterrupted: true);
        return situation.Paused.FirstOrDefault(trial => trial.IsInterrupted) is { } interrupted
            ? new Promote(interrupted.Number, null)
            : Next(situation, CanPropose(situation));
    }

    private SchedulerStep Next(SweepSituation situation, bool canPropose)
    {
        var verdicts = rules.Prune?.Judge(situation.Cells, canPropose) ?? [];
        if (verdicts.Any(verdict => verdict.Action is PruneAction.Prune))
            return new Stop([
                .. verdicts.Where(verdict => verdict.Action is PruneAction.Prune)
                    .Select(verdict => new StoppedTrial(verdict.Trial, verdict)),
            ]);
        if (verdicts.FirstOrDefault(verdict => verdict.Action is PruneAction.Promote) is { } best)
            return new Promote(best.Trial, best);
        return GiveSeeds(situation, canPropose)
            ?? (canPropose ? Propose(situation) : End(situation, EndOfCells(situation)));
    }

    private SchedulerStep? GiveSeeds(SweepSituation situation, bool canPropose)
    {
        if (rules.Race is { } race)
            return Race.Next(race, situation.Cells, new(rules.Budget?.Trials, situation.Begun, canPropose)) switch
            {
                MoreSeeds more => new AddSeeds(more.Cell, more.Count, more.Reason),
                AwaitSeeds when situation.IsAnyRunning => new Wait(),
                RaceOver when canPropose => Next(situation, canPropose: false),
                RaceOver over => End(situation, IsOutOfTrials(situation) ? EndOfCells(situation) : over.Reason),
                _ => null,
            };

        // Rungs are decided on the first seed; the others go to cells that have completed it.
        return situation.Cells.FirstOrDefault(each =>
                each.First.State is TrialState.Completed && each.Trials.Count < rules.Seeds) is { } cell
            && Left(situation) is > 0 and var left
            ? new AddSeeds(cell.Cell, Math.Min(rules.Seeds - cell.Trials.Count, left), "its first seed has completed")
            : null;
    }

    private SchedulerStep Propose(SweepSituation situation) =>
        rules.Search.Ask(
            rules.Space!, new SearchHistory(situation.Searched, rules.Seeds), situation.Proposals) switch
        {
            Proposal proposal => new ProposeCell(proposal, FirstSeeds(situation)),
            AnotherSeed repeated => new AddSeeds(repeated.Cell, 1, "the search would repeat the cell"),
            WaitForResults when situation.IsAnyRunning => new Wait(),
            _ => Next(situation, canPropose: false),
        };

    // A race and a pruning rule begin with one seed.
    private int FirstSeeds(SweepSituation situation) =>
        rules.Race is null && rules.Prune is null ? Math.Min(rules.Seeds, Left(situation)) : 1;

    private bool CanPropose(SweepSituation situation) => HasCells(situation) && Left(situation) > 0;

    private bool HasCells(SweepSituation situation) =>
        rules.Space is { } space && situation.Proposals < rules.Search.CountAtMost(space);

    // The trials that may still begin.
    private int Left(SweepSituation situation) => (rules.Budget?.Trials ?? SearchConfig.MostTrials) - situation.Begun;

    private bool IsOutOfTrials(SweepSituation situation) => rules.Budget?.Trials is not null && Left(situation) <= 0;

    private string EndOfCells(SweepSituation situation) => IsOutOfTrials(situation)
        ? $"budget.trials: {situation.Begun} of {rules.Budget!.Trials} trials have begun"
        : "no cell is left to try";

    private string? SpentBudget(SweepSituation situation)
    {
        var budget = rules.Budget;
        return budget?.Target is { } target
            && situation.Cells.FirstOrDefault(cell => HasReached(cell, target)) is { } best
            ? $"budget.target: cell {best.Cell} has reached {target:R}"
            : situation.Hours >= budget?.Hours ? $"budget.hours: {budget.Hours:R} h are spent"
            : situation.DeviceHours >= budget?.DeviceHours ? $"budget.deviceHours: {budget.DeviceHours:R} h are spent"
            : null;
    }

    private bool HasReached(CellObservation cell, double target) =>
        cell.State is TrialState.Completed && cell.Cost <= (rules.IsMaximized ? -target : target);

    // What still pauses is stopped once nothing runs. A budget is to blame where more cells could have followed;
    // otherwise the rule stops what it has held.
    private SchedulerStep End(SweepSituation situation, string reason, bool isInterrupted = false)
    {
        if (situation.IsAnyRunning)
            return new Wait();
        var isBudget = isInterrupted || (IsOutOfTrials(situation) && HasCells(situation));
        var verdicts = isBudget ? [] : rules.Prune?.Judge(situation.Cells, canGrow: false) ?? [];
        return new Finish(reason, [
            .. situation.Paused.Select(trial => new StoppedTrial(
                trial.Number, verdicts.FirstOrDefault(verdict => verdict.Trial == trial.Number))),
        ]);
    }
}
