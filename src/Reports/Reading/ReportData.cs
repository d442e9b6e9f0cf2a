using SweepRunner.Tracking;

namespace SweepRunner.Reports.Reading;

/// <summary>What a report is made from: one sweep, or several that are compared.</summary>
public sealed record ReportData
{
    /// <summary>The sweeps.</summary>
    public required IReadOnlyList<SweepRecord> Sweeps { get; init; }

    /// <summary>The URL of their store.</summary>
    public required string StoreUrl { get; init; }

    /// <summary>Their trials, sweep by sweep in plan order.</summary>
    public required IReadOnlyList<ReportTrial> Trials { get; init; }

    /// <summary>What tells trials apart: where several sweeps are compared, first the sweep, then every path of any of
    /// them.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>When the store was read, UTC.</summary>
    public required DateTimeOffset ReadUtc { get; init; }

    /// <summary>The metric that ranks.</summary>
    public string ObjectiveMetric => Sweeps[0].Definition.ObjectiveMetric;

    /// <summary>True when a larger objective is better.</summary>
    public bool IsMaximized => Sweeps[0].Definition.IsObjectiveMaximized;

    /// <summary>The parameters with more than one value.</summary>
    public IEnumerable<Parameter> Varying => Parameters.Where(parameter => parameter.Varies);
}

/// <summary>A trial as a report sees it.</summary>
public sealed record ReportTrial
{
    /// <summary>How far it came.</summary>
    public required TrialProgress Progress { get; init; }

    /// <summary>The trial as stored.</summary>
    public TrialRecord Record => Progress.Trial;

    /// <summary>Its number among all trials of the report, from 0: of a report of one sweep that of the plan.</summary>
    public required int Number { get; init; }

    /// <summary>Its cell's number among all cells of the report: of a report of one sweep that of the plan.</summary>
    public required int Cell { get; init; }

    /// <summary>Its claims, the oldest first.</summary>
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>Its metrics that have more than one point.</summary>
    public required IReadOnlyDictionary<string, ThinnedSeries> Series { get; init; }

    /// <summary>The last objective; null where it has none.</summary>
    public required double? Objective { get; init; }

    /// <summary>True when it completed with a finite objective: what enters means.</summary>
    public bool IsRanked => Record.Outcome == Outcome.Completed && Objective is { } value && double.IsFinite(value);
}
