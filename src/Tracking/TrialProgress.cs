namespace SweepRunner.Tracking;

/// <summary>The progress of a trial: from its end, or while it runs or pauses from its points.</summary>
public sealed class TrialProgress(TrialRecord trial)
{
    private readonly SortedDictionary<string, MetricSummary> _metrics = new(StringComparer.Ordinal);
    private MetricPoint? _furthest;
    private DateTimeOffset? _latest;

    /// <summary>The trial.</summary>
    public TrialRecord Trial => trial;

    /// <summary>Completed steps; for a running trial, up to the furthest point.</summary>
    public long Steps => trial.End?.Steps ?? _furthest?.Step + 1 ?? 0;

    /// <summary>Completed epochs.</summary>
    public int Epochs => trial.End?.Epochs
        ?? (trial.Outcome is Outcome.Paused ? trial.PauseAfterEpochs : null)
        ?? _furthest?.Epoch
        ?? 0;

    /// <summary>Seconds of training; for a running trial, from its start to its latest point.</summary>
    public double ElapsedSeconds => trial.End?.ElapsedSeconds ?? (_latest - trial.StartedUtc)?.TotalSeconds ?? 0;

    /// <summary>The trial's metrics by name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, MetricSummary> Metrics => _metrics;

    /// <summary>Adds a point. The points of one metric must come in the order of their steps.</summary>
    public void Add(MetricPoint point)
    {
        if (_metrics.TryGetValue(point.Metric, out var summary))
            summary.Add(point);
        else
            _metrics.Add(point.Metric, new MetricSummary(point));
        if (_furthest is not { } furthest || point.Step > furthest.Step)
            _furthest = point;
        if (_latest is not { } latest || point.TimeUtc > latest)
            _latest = point.TimeUtc;
    }

    /// <summary>The progress of every trial of a sweep, in plan order, from one pass over its points, each of which
    /// <paramref name="onPoint"/> receives.</summary>
    public static IReadOnlyList<TrialProgress> Read(
        ITrackingStore store, string sweep, Action<TrialMetricPoint>? onPoint = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var trials = store.Trials(sweep).Select(trial => new TrialProgress(trial)).ToList();
        // The sweep may have grown since its trials were read.
        foreach (var point in store.Metrics(sweep).TakeWhile(point => point.Trial < trials.Count))
        {
            trials[point.Trial].Add(point.Point);
            onPoint?.Invoke(point);
        }

        return trials;
    }
}
