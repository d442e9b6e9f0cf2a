namespace SweepRunner.Reports.Reading;

/// <summary>The data of a report on one sweep, or on several to compare: the trials by sweep and in plan order, and the
/// paths of all sweeps, after the sweep itself if there are several.</summary>
internal sealed record ReportData(
    IReadOnlyList<SweepRecord> Sweeps, string StoreUrl, IReadOnlyList<ReportTrial> Trials,
    IReadOnlyList<Parameter> Parameters, DateTimeOffset ReadUtc)
{
    /// <summary>The decisions of the sweep, the oldest first; none for a sweep whose trials are all planned, and for
    /// several sweeps.</summary>
    public IReadOnlyList<DecisionRecord> Decisions { get; init; } = [];

    /// <summary>How machines that ran trials differ from those that created the sweeps: a sentence each.</summary>
    public IReadOnlyList<string> MachineChanges { get; init; } = [];

    public string ObjectiveMetric => Sweeps[0].Definition.ObjectiveMetric;

    /// <summary>The metric as people read it: <c>best val/accuracy</c> if the best value of each trial
    /// counts.</summary>
    public string ObjectiveName { get; } = Sweeps.All(sweep => Objective.Of(sweep.Definition).IsBest)
        ? Objective.Of(Sweeps[0].Definition).Name
        : Sweeps[0].Definition.ObjectiveMetric;

    /// <summary>True if no trial trains a network: nothing is said of images, epochs and chance.</summary>
    public bool IsOfPrograms { get; } = Trials.Count > 0
        && Trials.DistinctBy(trial => trial.Cell)
            .All(trial => KnownPaths.IsProgram(trial.Record.Definition.ConfigJson));

    /// <summary>True if a path decides which images a network sees.</summary>
    public bool ChoosesImages(string path) => !IsOfPrograms && KnownPaths.ChoosesImages(path, ObjectiveMetric);

    public bool IsMaximized => Sweeps[0].Definition.IsObjectiveMaximized;
    public IEnumerable<Parameter> Varying => Parameters.Where(parameter => parameter.Varies);

    public IEnumerable<ReportTrial> Diverged => TrialsWith(Outcome.Diverged);

    public IEnumerable<ReportTrial> TrialsWith(Outcome outcome) =>
        Trials.Where(trial => trial.Record.Outcome == outcome);

    public IEnumerable<ReportTrial> RankedTrials => Trials.Where(trial => trial.IsRanked);
}

/// <summary>A trial in a report.</summary>
internal sealed record ReportTrial
{
    public required TrialProgress Progress { get; init; }

    /// <summary>The result, with the number and cell in the store.</summary>
    public required TrialResult Result { get; init; }
    public TrialRecord Record => Progress.Trial;

    /// <summary>The number among all trials of the report, from 0; for one sweep, that in the plan. The same for
    /// cells.</summary>
    public required int Number { get; init; }
    public required int Cell { get; init; }
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>The series by metric, without metrics of the machine.</summary>
    public required IReadOnlyDictionary<string, ThinnedSeries> Series { get; init; }
    public double? Objective => Result.Objective;
    public Learning Learning => Result.Learning;

    /// <summary>The time that it took; of a paused trial, that of all its attempts.</summary>
    public double Seconds => Record.Outcome is Outcome.Paused
        ? AttemptRecord.SecondsPaused(Attempts)
        : Progress.ElapsedSeconds;

    /// <summary>The time in which the trial ran, without the waiting between attempts; a running attempt ends
    /// <paramref name="now"/>.</summary>
    public WorkClock Clock(DateTimeOffset now) =>
        new(Attempts.Select(attempt => (attempt.StartedUtc, attempt.EndedUtc ?? now)));
    public bool IsAtChance => Result.IsAtChance;
    public bool IsDiverged => Record.Outcome == Outcome.Diverged;

    /// <summary>True if the trial completed with a finite objective, which enters means.</summary>
    public bool IsRanked => Result.IsRanked;
}
