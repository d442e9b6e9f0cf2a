using SweepRunner.Reports.Analysis;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Screens;

internal sealed record SweepStatus
{
    public required SweepRecord Sweep { get; init; }

    /// <summary>The number of trials of each outcome, without zeros.</summary>
    public required IReadOnlyDictionary<Outcome, int> Counts { get; init; }

    public required int Held { get; init; }

    /// <summary>The process on this host that runs the sweep, also before its first trial; null for none.</summary>
    public required int? RunBy { get; init; }

    /// <summary>A process on this host that runs sweep files as a service; null for none.</summary>
    public required int? Service { get; init; }

    /// <summary>True if further trials may be decided on while it runs.</summary>
    public required bool IsDeciding { get; init; }

    public required bool IsStopRequested { get; init; }

    /// <summary>Its tasks on clusters.</summary>
    public required SweepTasks Tasks { get; init; }

    public required IReadOnlyList<RunningStatus> Running { get; init; }

    public required CellLabels Labels { get; init; }

    /// <summary>The estimated seconds until every trial has ended; null if none has completed, if none
    /// runs, and while trials are decided on. Each trial
    /// is taken to need the average time of the completed ones, with as many at a time as now.</summary>
    public double? SecondsLeft { get; init; }

    public int Done => Counts.Where(count => count.Key.IsFinal()).Sum(count => count.Value);

    public int Trials => Counts.Values.Sum();

    public bool IsOpen => IsDeciding || Counts.Keys.Any(outcome => outcome is Outcome.Queued or Outcome.Running);

    /// <summary>True if a trial runs, or a process or a task is about to start one.</summary>
    public bool IsActive => Held > 0 || (IsOpen && (RunBy is not null || Tasks.Living.Any()));

    /// <summary>Reads the status of a sweep with these tasks. Of the metrics, it reads only those of running
    /// trials.</summary>
    public static SweepStatus Read(ITrackingStore store, SweepRecord sweep, SweepTasks tasks, TimeProvider time)
    {
        var (name, now) = (sweep.Name, time.GetUtcNow());
        // First: the trials of a process that ends meanwhile have ended before it.
        var processes = SweepProcesses.Living(store);
        var isDeciding = store.IsOpen(name);
        var (trials, held) = (store.Trials(name), store.RunningTrials(name));
        var running = trials.Where(trial => trial.Outcome == Outcome.Running)
            .Select(trial => RunningStatus.Read(store, sweep.Definition, trial, now, isHeldByNone: held == 0)).ToList();
        return new SweepStatus
        {
            Sweep = sweep,
            Counts = trials.CountBy(trial => trial.Outcome).ToDictionary(),
            Held = held,
            RunBy = processes.FirstOrDefault(process => process.Sweeps.Contains(name))?.Owner.ProcessId,
            Service = processes.FirstOrDefault(process => process.IsService)?.Owner.ProcessId,
            IsDeciding = isDeciding,
            IsStopRequested = store.IsStopRequested(name),
            Tasks = tasks,
            Running = running,
            Labels = CellLabels.Of(sweep, trials),
            // Nobody knows yet how many trials are to come.
            SecondsLeft = held == 0 || isDeciding ? null : Left(trials, running, held),
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

internal sealed record RunningStatus
{
    public required TrialRecord Trial { get; init; }

    public required LeaseOwner? Owner { get; init; }

    /// <summary>True if its worker is known to be dead, or no lease of the sweep is valid.</summary>
    public required bool IsAbandoned { get; init; }

    public required double ElapsedSeconds { get; init; }

    /// <summary>The loss, or the objective of a program that logs no loss.</summary>
    public required string Metric { get; init; }

    /// <summary>The values of <see cref="Metric"/>, which may be NaN or infinite.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The completed steps and epochs; 0 before the first metric.</summary>
    public required (long Steps, int Epochs) Progress { get; init; }

    /// <summary>The value of the objective so far: its latest, or its best.</summary>
    public double? Objective { get; init; }

    public static RunningStatus Read(
        ITrackingStore store, SweepFacts sweep, TrialRecord trial, DateTimeOffset now, bool isHeldByNone)
    {
        var owner = store.Attempts(trial.Id) is [.., var newest] ? newest.Owner : null;
        var shown = TrainingLoss.Of(sweep).Append(sweep.ObjectiveMetric)
            .Select(metric => store.Metrics(trial.Id, metric).Select(each => each.Point).ToList())
            .FirstOrDefault(points => points.Count > 0) ?? [];
        return new RunningStatus
        {
            Trial = trial,
            Owner = owner,
            IsAbandoned = isHeldByNone || (owner is not null && IsGone(owner)),
            ElapsedSeconds = Math.Max(0, (now - trial.StartedUtc)?.TotalSeconds ?? 0),
            Metric = shown.Count == 0 ? MetricNames.TrainLoss : shown[^1].Metric,
            Values = [.. shown.Select(point => point.Value)],
            Progress = shown.Count == 0 ? (0, 0) : (shown[^1].Step + 1, shown[^1].Epoch),
            Objective = Tracking.Objective.Of(sweep).PointOf(store, trial)?.Value,
        };
    }

    // Nothing is known of processes on other hosts: their leases expire.
    private static bool IsGone(LeaseOwner owner) =>
        owner.Host == LeaseOwners.Current().Host && LeaseOwners.Find(owner.ProcessId) != owner;
}
