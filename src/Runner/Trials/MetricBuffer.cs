using System.Runtime.ExceptionServices;
using SweepRunner.Runner.Progress;

namespace SweepRunner.Runner.Trials;

/// <summary>Buffers the metrics of the training thread and writes them in batches that are at most as old as the
/// store's <see cref="ITrackingStore.PollingInterval"/>. A timer writes them: metrics do not wait for a long
/// evaluation, nor training for the disk. The metrics of an
/// evaluation wait for the checkpoint or end that they belong to: written alone, they would be there twice after the
/// trial resumes from before it. If a batch cannot be written, the next call throws its
/// <see cref="TrackingException"/>.</summary>
internal sealed class MetricBuffer : ITrialObserver, IDisposable
{
    /// <summary>The most points that wait for the timer: with more, whoever adds one writes them first.</summary>
    internal const int MostWaiting = 50_000;

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly ITrackingStore _store;
    private readonly Claim _claim;
    private readonly ISweepProgress _progress;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly List<MetricPoint> _points = [];
    private readonly List<MetricPoint> _evaluations = [];
    private ExceptionDispatchInfo? _fault;
    private bool _isClosed;

    public MetricBuffer(ITrackingStore store, Claim claim, ISweepProgress progress, TimeProvider time)
    {
        (_store, _claim, _progress, _time) = (store, claim, progress, time);
        _timer = time.CreateTimer(_ => WriteBatch(), null, store.PollingInterval, store.PollingInterval);
    }

    public StepProgress Progress { get; private set; }

    public void OnMetric(string metric, long step, int epoch, double value)
    {
        if (_points.Count >= MostWaiting)
            Flush();
        Add(_points, metric, step, epoch, value);
    }

    public void OnEvaluation(string metric, long step, int epoch, double value) =>
        Add(_evaluations, metric, step, epoch, value);

    public void OnStep(StepProgress step)
    {
        Progress = step;
        _progress.Step(_claim.Trial.Number, step);
    }

    /// <summary>Writes all points that wait, but not those of an evaluation.</summary>
    public void Flush()
    {
        lock (_writing)
            WriteWaiting();
        _fault?.Throw();
    }

    /// <summary>Returns what is to be written with a checkpoint.</summary>
    public IReadOnlyCollection<MetricPoint> TakeAll()
    {
        lock (_writing)
        {
            List<MetricPoint> all = [.. Take(_points), .. Take(_evaluations)];
            _fault?.Throw();
            return all;
        }
    }

    /// <summary>Ends the writing and returns what is to be written with the trial's end: without its last evaluation if
    /// the trial may resume from before that.</summary>
    public IReadOnlyCollection<MetricPoint> Close(bool hasEnded = true)
    {
        Dispose();
        _fault?.Throw();
        return hasEnded ? [.. _points, .. _evaluations] : _points;
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_writing)
            _isClosed = true;
    }

    private void WriteBatch()
    {
        // The timer fires again while a long write runs.
        if (!_writing.TryEnter())
            return;
        try
        {
            WriteWaiting();
        }
        finally
        {
            _writing.Exit();
        }
    }

    private void WriteWaiting()
    {
        try
        {
            var batch = Take(_points);
            if (batch.Count > 0)
                _store.AddMetrics(_claim, batch);
        }
        catch (Exception exception)
        {
            // Thrown on the timer's thread, it would end the process. The trial throws it at its next metric instead.
            lock (_gate)
                _fault = ExceptionDispatchInfo.Capture(exception);
        }
    }

    private void Add(List<MetricPoint> points, string metric, long step, int epoch, double value)
    {
        lock (_gate)
        {
            _fault?.Throw();
            points.Add(new MetricPoint(metric, step, epoch, value, _time.GetUtcNow()));
        }

        _progress.Metric(_claim.Trial.Number, metric, value);
    }

    private List<MetricPoint> Take(List<MetricPoint> points)
    {
        lock (_gate)
        {
            if (_isClosed || _fault is not null)
                return [];

            List<MetricPoint> batch = [.. points];
            points.Clear();
            return batch;
        }
    }
}
