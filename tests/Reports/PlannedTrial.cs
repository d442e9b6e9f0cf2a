using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests;

/// <summary>A trial of a <see cref="ReportedSweep"/> and what becomes of it.</summary>
/// <param name="Cell">Its cell.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Values">Its value at each path, as JSON; null for none.</param>
internal sealed record PlannedTrial(int Cell, long Seed, params string?[] Values)
{
    /// <summary>Where it ends; queued ones come last.</summary>
    public Outcome Outcome { get; init; } = Outcome.Completed;

    /// <summary>Its last objective; null for none.</summary>
    public double? Objective { get; init; }

    /// <summary>Its objective before, at the first steps.</summary>
    public IReadOnlyList<double> EarlierObjectives { get; init; } = [];

    /// <summary>Its loss at each step.</summary>
    public IReadOnlyList<double> Losses { get; init; } = [];

    /// <summary>The name of its loss.</summary>
    public string LossMetric { get; init; } = "train/loss";

    /// <summary>Points of other metrics.</summary>
    public IReadOnlyList<MetricPoint> Metrics { get; init; } = [];

    /// <summary>The outcome's kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Seconds that it takes.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>Its identity; null for one that no other trial has.</summary>
    public string? Identity { get; init; }

    /// <summary>The resolved trial.</summary>
    public string ConfigJson { get; init; } = "{}";

    /// <summary>The images; null where they are not known.</summary>
    public DataFacts? Data { get; init; }
}
