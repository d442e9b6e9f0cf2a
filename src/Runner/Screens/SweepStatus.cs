using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Screens;

/// <summary>Where a sweep stands at one moment.</summary>
internal sealed record SweepStatus
{
    /// <summary>The sweep.</summary>
    public required SweepRecord Sweep { get; init; }

    /// <summary>How many of its trials stand where; an outcome that none has is left out.</summary>
    public required IReadOnlyDictionary<Outcome, int> Counts { get; init; }

    /// <summary>How many of its trials run under a lease that holds.</summary>
    public required int Held { get; init; }

    /// <summary>True while its workers are asked to stop.</summary>
    public required bool IsStopRequested { get; init; }

    /// <summary>Its trials that are claimed, in plan order.</summary>
    public required IReadOnlyList<RunningStatus> Running { get; init; }

    /// <summary>What the sweep varies, as columns.</summary>
    public required SpaceColumns Space { get; init; }

    /// <summary>
    /// Seconds until every trial is done, if each that is left takes as long as those that completed did on average and
    /// as many run at a time as now; null where none has completed or none runs. One that diverged says nothing of how
    /// long a trial takes that does not.
    /// </summary>
    public double? SecondsLeft { get; init; }

    /// <summary>Trials that have ended.</summary>
    public int Done => Counts.Where(count => count.Key.IsFinal()).Sum(count => count.Value);

    /// <summary>Trials of the sweep.</summary>
    public int Trials => Counts.Values.Sum();

    /// <summary>True when trials wait or run.</summary>
    public bool IsOpen => Done < Trials;

    /// <summary>Reads where a sweep stands: of its metrics only those of the trials that run.</summary>
    public static SweepStatus Read(ITrackingStore store, SweepRecord sweep, TimeProvider time)
    {
        var (name, now) = (sweep.Definition.Name, time.GetUtcNow());
        var (trials, held) = (store.Trials(name), store.RunningTrials(name));
        var running = trials.Where(trial => trial.Outcome == Outcome.Running)
            .Select(trial => RunningStatus.Read(store, sweep.Definition, trial, now, isHeldByNone: held == 0)).ToList();
        return new SweepStatus
        {
            Sweep = sweep,
            Counts = trials.CountBy(trial => trial.Outcome).ToDictionary(),
            Held = held,
            IsStopRequested = store.IsStopRequested(name),
            Running = running,
            Space = new SpaceColumns(sweep.Definition.SpacePaths, trials),
            SecondsLeft = held == 0 ? null : Left(trials, running, held),
        };
    }

    private static double? Left(IReadOnlyList<TrialRecord> trials, List<RunningStatus> running, int held)
    {
        var took = trials
            .Where(trial => trial.Outcome == Outcome.Completed)
            .Select(trial => trial.End!.ElapsedSeconds)
            .ToList();
        if (took.Count == 0)
            return null;
        var (mean, queued) = (took.Average(), trials.Count(trial => trial.Outcome == Outcome.Queued));
        return ((queued * mean) + running.Sum(trial => Math.Max(0, mean - trial.ElapsedSeconds))) / held;
    }
}

/// <summary>Where a claimed trial stands at one moment.</summary>
internal sealed record RunningStatus
{
    /// <summary>The trial.</summary>
    public required TrialRecord Trial { get; init; }

    /// <summary>The process that has it; null where the store has no attempt at it.</summary>
    public required LeaseOwner? Owner { get; init; }

    /// <summary>True when its worker is known to be dead, or no lease of the sweep holds: the next worker takes
    /// it.</summary>
    public required bool IsAbandoned { get; init; }

    /// <summary>Seconds since the attempt began.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Its step losses so far, in order; NaN and infinities among them.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>Steps done, and epochs done, a begun one not counted; both 0 before the first point.</summary>
    public required (long Steps, int Epochs) Progress { get; init; }

    /// <summary>The last value of the objective; null before the first.</summary>
    public double? Objective { get; init; }

    /// <summary>Reads where a trial stands.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sweep">The trial's sweep.</param>
    /// <param name="trial">The trial, claimed.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="isHeldByNone">True when no lease of the sweep holds.</param>
    public static RunningStatus Read(
        ITrackingStore store, NewSweep sweep, TrialRecord trial, DateTimeOffset now, bool isHeldByNone)
    {
        var owner = store.Attempts(trial.Id) is [.., var newest] ? newest.Owner : null;
        var losses = store
            .Metrics(trial.Id, MetricNames.TrainLoss)
            .Select(each => each.Point)
            .ToList();
        var objectives = store
            .Metrics(trial.Id, sweep.ObjectiveMetric)
            .Select(each => each.Point)
            .ToList();
        return new RunningStatus
        {
            Trial = trial,
            Owner = owner,
            IsAbandoned = isHeldByNone || (owner is not null && IsGone(owner)),
            ElapsedSeconds = Math.Max(0, (now - trial.StartedUtc)?.TotalSeconds ?? 0),
            Losses = [.. losses.Select(point => point.Value)],
            Progress = losses.Count == 0 ? (0, 0) : (losses[^1].Step + 1, losses[^1].Epoch),
            Objective = objectives.Count == 0 ? null : objectives[^1].Value,
        };
    }

    // Of a process on another host nothing can be known; there only the lease runs out.
    private static bool IsGone(LeaseOwner owner) =>
        owner.Host == LeaseOwners.Current().Host && LeaseOwners.Of(owner.ProcessId) != owner;
}
