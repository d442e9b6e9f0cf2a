namespace SweepRunner.Reports.Reading;

/// <summary>The data of a report: one sweep, or several to compare.</summary>
public sealed class ReportData
{
    internal ReportData(
        IReadOnlyList<SweepRecord> sweeps,
        string storeUrl,
        IReadOnlyList<ReportTrial> trials,
        IReadOnlyList<Parameter> parameters,
        DateTimeOffset readUtc) =>
        (Sweeps, StoreUrl, Trials, Parameters, ReadUtc) = (sweeps, storeUrl, trials, parameters, readUtc);

    internal IReadOnlyList<SweepRecord> Sweeps { get; }

    internal string StoreUrl { get; }

    /// <summary>The trials, by sweep and in plan order.</summary>
    internal IReadOnlyList<ReportTrial> Trials { get; }

    /// <summary>The paths of all sweeps; if there are several, the sweep is the first parameter.</summary>
    internal IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>When the store was read, UTC.</summary>
    internal DateTimeOffset ReadUtc { get; }

    internal string ObjectiveMetric => Sweeps[0].Definition.ObjectiveMetric;

    /// <summary>True if a larger objective is better.</summary>
    internal bool IsMaximized => Sweeps[0].Definition.IsObjectiveMaximized;

    internal IEnumerable<Parameter> Varying => Parameters.Where(parameter => parameter.Varies);

    internal IEnumerable<ReportTrial> TrialsWith(Outcome outcome) =>
        Trials.Where(trial => trial.Record.Outcome == outcome);

    /// <summary>The trials whose objectives enter means.</summary>
    internal IEnumerable<ReportTrial> RankedTrials => Trials.Where(trial => trial.IsRanked);
}

/// <summary>A trial in a report.</summary>
internal sealed record ReportTrial
{
    public required TrialProgress Progress { get; init; }

    public TrialRecord Record => Progress.Trial;

    /// <summary>The number among all trials of the report, from 0. For one sweep, the number in the plan.</summary>
    public required int Number { get; init; }

    /// <summary>The cell's number among all cells of the report. For one sweep, the number in the plan.</summary>
    public required int Cell { get; init; }

    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>The series by metric, without metrics of the machine.</summary>
    public required IReadOnlyDictionary<string, ThinnedSeries> Series { get; init; }

    /// <summary>The last objective; null without one.</summary>
    public required double? Objective { get; init; }

    public double Seconds => Progress.ElapsedSeconds;

    public bool IsDiverged => Record.Outcome == Outcome.Diverged;

    /// <summary>True if the trial completed with a finite objective, which enters means.</summary>
    public bool IsRanked => Record.Outcome == Outcome.Completed && Objective is { } value && double.IsFinite(value);
}
