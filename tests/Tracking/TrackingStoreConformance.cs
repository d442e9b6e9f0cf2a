using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

/// <summary>What every store promises. One sealed subclass per implementation runs it all.</summary>
public abstract partial class TrackingStoreConformance : IDisposable
{
    private readonly List<ITrackingStore> _opened = [];
    private ITrackingStore? _store;

    internal ManualTime Time { get; } = new();

    internal FakeProcesses Processes { get; } = new();

    protected ITrackingStore Store => _store ??= OpenAnother();

    /// <summary>Opens one more instance on the same storage, which is made if it is not there, with <see cref="Time"/>
    /// and <see cref="Processes"/>.</summary>
    protected abstract ITrackingStore Open();

    protected ITrackingStore OpenAnother()
    {
        var store = Open();
        _opened.Add(store);
        return store;
    }

    public virtual void Dispose()
    {
        _opened.ForEach(store => store.Dispose());
        if (_others.IsValueCreated)
            _others.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The metric points of a trial, without their times.</summary>
    private IReadOnlyList<(string Metric, long Step, double Value)> PointsOf(string sweep, int trial) =>
        [
            .. Store
                .Metrics(new TrialId(sweep, trial))
                .Select(point => (point.Point.Metric, point.Point.Step, point.Point.Value)),
        ];

    private MetricPoint Point(string metric, long step, double value) => new(metric, step, 0, value, Time.GetUtcNow());

    private Claim Claimed(string sweep, int processId = 7) => Store.ClaimNext(sweep, Processes.Start(processId))!;
}
