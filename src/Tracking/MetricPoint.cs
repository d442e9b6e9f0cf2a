namespace SweepRunner.Tracking;

/// <summary>One value of one metric of a trial.</summary>
/// <param name="Metric">The metric's name, such as <c>train/loss</c>.</param>
/// <param name="Step">The 0-based step that it was measured at.</param>
/// <param name="Epoch">The 0-based epoch that it was measured in.</param>
/// <param name="Value">The value; NaN and infinities are legal and survive to the last bit that tells them
/// apart.</param>
/// <param name="TimeUtc">When it was measured, UTC, kept to the millisecond.</param>
public readonly record struct MetricPoint(string Metric, long Step, int Epoch, double Value, DateTimeOffset TimeUtc)
{
    internal static ArgumentException Duplicate(
        TrialId trial, string metric, long step, Exception? inner = null, string parameter = "points") =>
        new($"Trial {trial} already has '{metric}' at step {step}.", parameter, inner);
}

/// <summary>A point and the trial that it belongs to.</summary>
/// <param name="Trial">The trial's number in its sweep.</param>
/// <param name="Point">The point.</param>
public readonly record struct TrialMetricPoint(int Trial, MetricPoint Point);

/// <summary>Something that happened, to be written.</summary>
/// <param name="Sweep">The sweep's name.</param>
/// <param name="Trial">The trial's number; null for the sweep.</param>
/// <param name="Kind">A short name, such as <c>interrupted</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record NewEvent(string Sweep, int? Trial, string Kind, string Message);

/// <summary>Something that happened.</summary>
/// <param name="Event">What.</param>
/// <param name="TimeUtc">When, UTC.</param>
public sealed record EventRecord(NewEvent Event, DateTimeOffset TimeUtc);
