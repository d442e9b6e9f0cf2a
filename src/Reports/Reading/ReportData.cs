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
