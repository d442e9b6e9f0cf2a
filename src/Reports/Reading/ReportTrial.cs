using SweepRunner.Tracking;

namespace SweepRunner.Reports.Reading;

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
