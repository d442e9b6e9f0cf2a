using System.Runtime.ExceptionServices;
using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Running;

/// <summary>
/// Takes a trial's numbers from the training thread and writes them in batches, at most half a second old. A timer writes them, so that
/// those before a long evaluation do not wait for its end and training does not wait for the disk.
/// </summary>
internal sealed class MetricBuffer : ITrialObserver, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly Lock gate = new();
    private readonly Lock writing = new();
    private readonly ITrackingStore store;
    private readonly Claim claim;
    private readonly ISweepProgress progress;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private List<MetricPoint> points = [];
    private ExceptionDispatchInfo? fault;
    private bool isClosed;

    public MetricBuffer(ITrackingStore store, Claim claim, ISweepProgress progress, TimeProvider time)
    {
        this.store = store;
        this.claim = claim;
        this.progress = progress;
        this.time = time;
        timer = time.CreateTimer(_ => WriteBatch(), null, Interval, Interval);
    }

    /// <summary>How far the trial is.</summary>
    public StepProgress Progress { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="TrackingException">An earlier batch could not be written.</exception>
    public void OnMetric(string metric, long step, int epoch, double value)
    {
        lock (gate)
        {
            fault?.Throw();
            points.Add(new MetricPoint(metric, step, epoch, value, time.GetUtcNow()));
        }

        progress.Metric(metric, value);
    }

    /// <inheritdoc/>
    public void OnStep(StepProgress step)
    {
        Progress = step;
        progress.Step(step);
    }

    /// <summary>Ends the writing.</summary>
    /// <returns>What is not written yet: to be written with the trial's end.</returns>
    /// <exception cref="TrackingException">A batch could not be written.</exception>
    public IReadOnlyCollection<MetricPoint> Close()
    {
        Dispose();
        fault?.Throw();
        return points;
    }

    /// <summary>Ends the writing; a batch that is being written is waited for.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (writing)
        {
            isClosed = true;
        }
    }

    private void WriteBatch()
    {
        // The timer does not wait for a write that takes longer than its interval.
        if (!writing.TryEnter())
        {
            return;
        }

        try
        {
            var batch = Take();
            if (batch.Count > 0)
            {
                store.AddMetrics(claim, batch);
            }
        }
        catch (Exception exception)
        {
            // On the timer's thread it would end the process: the trial, which it concerns, throws it at its next number.
            lock (gate)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        }
        finally
        {
            writing.Exit();
        }
    }

    private List<MetricPoint> Take()
    {
        lock (gate)
        {
            if (isClosed || fault is not null)
            {
                return [];
            }

            var batch = points;
            points = [];
            return batch;
        }
    }
}
