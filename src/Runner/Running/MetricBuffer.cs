using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Running;

/// <summary>Takes a trial's numbers from the training thread and writes them in batches, at most half a second old.</summary>
internal sealed class MetricBuffer(ITrackingStore store, Claim claim, ISweepProgress progress, TimeProvider time) : ITrialObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly List<MetricPoint> points = [];
    private long lastFlush = time.GetTimestamp();

    /// <summary>What is not written yet: to be written with the trial's end.</summary>
    public IReadOnlyCollection<MetricPoint> Pending => points;

    /// <inheritdoc/>
    public void OnMetric(string metric, long step, int epoch, double value)
    {
        points.Add(new MetricPoint(metric, step, epoch, value, time.GetUtcNow()));
        progress.Metric(metric, value);
    }

    /// <inheritdoc/>
    public void OnStep(StepProgress step)
    {
        progress.Step(step);
        if (time.GetElapsedTime(lastFlush) < Interval)
        {
            return;
        }

        store.AddMetrics(claim, points);
        points.Clear();
        lastFlush = time.GetTimestamp();
    }
}
