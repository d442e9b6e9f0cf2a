using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Trials;

[Collection(TrainingTests.Name)]
public sealed class WorkerServiceTests : IDisposable
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.5);

    private readonly TinySweep _tiny = new("seeds=3", "trial.epochs=1");
    private readonly HostLifetime _host = new();
    private readonly ManualResetEventSlim _held = new(initialState: true);
    private readonly WorkerService _service;

    public WorkerServiceTests()
    {
        _tiny.OnData = () => _held.Wait(TimeSpan.FromSeconds(60));
        _service = new WorkerService(
            _tiny.Sweep, _tiny.Store, _tiny.Setting, _tiny.Execution, null, _tiny.Progress, _host, _tiny.Time);
    }

    public void Dispose()
    {
        _held.Set();
        _service.Dispose();
        _host.Dispose();
        _held.Dispose();
        _tiny.Dispose();
    }

    [Fact]
    public async Task Execute_QueuedTrials_RunsAllInPlanOrderAndStopsTheHost()
    {
        await RunAsync();

        Assert.Null(_service.Fault);
        Assert.True(_host.IsStopped);
        Assert.Equal([0, 1, 2], _tiny.Progress.Started);
        Assert.Equal([Outcome.Completed, Outcome.Completed, Outcome.Completed], Outcomes());
    }

    [Fact]
    public async Task Execute_ATrialFails_RunsTheOthers()
    {
        _tiny.OnData = () =>
        {
            if (_tiny.Progress.Started[^1] == 1)
                throw new InvalidOperationException("no images");
        };
        await RunAsync();

        Assert.Null(_service.Fault);
        Assert.Equal([Outcome.Completed, Outcome.Failed, Outcome.Completed], Outcomes());
    }

    [Theory]
    [InlineData("cuda", true, Outcome.Queued)]
    [InlineData("cuda", false, Outcome.Completed)]
    [InlineData("cpu", true, Outcome.Completed)]
    public async Task Execute_ATrialFailsOnAGpu_LeavesTheRestToAnotherProcessWhereThereIsOne(
        string device, bool isReplaced, Outcome rest)
    {
        using var tiny = new TinySweep("seeds=2", "trial.epochs=1")
        {
            Setting = new WorkerOptions
            {
                Owner = LeaseOwners.Current(),
                Device = Device.Cpu,
                IsSupervised = isReplaced,
            },
        };
        tiny.OnData = () =>
        {
            if (tiny.Progress.Started[^1] == 0)
                throw new InvalidOperationException("CUDA error: an illegal memory access was encountered");
        };
        var sweep = tiny.Sweep with { Definition = tiny.Sweep.Definition with { Device = device } };
        using var service = new WorkerService(
            sweep, tiny.Store, tiny.Setting, tiny.Execution, null, tiny.Progress, _host, tiny.Time);
        await service.StartAsync(CancellationToken.None).InTimeAsync();
        await service.ExecuteTask!.InTimeAsync();

        Assert.Null(service.Fault);
        Assert.Equal((Outcome.Failed, rest), (tiny.Trial(0).Outcome, tiny.Trial(1).Outcome));
        Assert.Equal(rest == Outcome.Queued, service.IsStopped);
    }

    [Fact]
    public async Task Execute_TrialRuns_RenewsItsLeaseEveryFiveSeconds()
    {
        _held.Reset();
        await _service.StartAsync(CancellationToken.None).InTimeAsync();
        for (var renewal = 1; renewal <= 4; renewal++)
        {
            await AdvanceAsync();
            await Eventually.HoldsAsync(() => _tiny.Store.Renewals == renewal);
        }

        // 20 seconds after its claim the trial would be another's without the renewals.
        var other = LeaseOwners.Current() with { Host = "elsewhere" };
        var claim = _tiny.Store.ClaimNext(TinySweep.Name, other)!;
        Assert.Equal(1, claim.Trial.Number);
        _tiny.Store.Finish(claim, new TrialEnd { Outcome = Outcome.Cancelled }, []);
        _held.Set();
        await _service.ExecuteTask!.InTimeAsync();
        Assert.Equal(Outcome.Completed, _tiny.Trial(0).Outcome);
    }

    [Fact]
    public async Task Execute_LeaseLost_StopsThatTrialAndGoesOnWithTheNext()
    {
        _held.Reset();
        await _service.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() => _tiny.Time.TimersOf(RenewalInterval) == 1);
        _tiny.Time.Advance(TrackingStores.LeaseDuration - TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(() => _tiny.Store.Renewals == 1 && _tiny.Time.TimersOf(RenewalInterval) == 1);
        _tiny.Store.RenewalFault = new LeaseLostException(new TrialId(TinySweep.Name, 0), 1);
        _tiny.Time.Advance(RenewalInterval);
        await Eventually.HoldsAsync(() => _tiny.Store.Renewals == 2);
        _tiny.Store.RenewalFault = null;
        _held.Set();
        await _service.ExecuteTask!.InTimeAsync();

        Assert.Null(_service.Fault);
        Assert.Equal(["taken over by another process"], _tiny.Progress.Left);
        Assert.Equal([Outcome.Completed, Outcome.Completed, Outcome.Completed], Outcomes());
        Assert.Equal([0, 0, 1, 2], _tiny.Progress.Started);
    }

    [Fact]
    public async Task Execute_StoreFailsAtTheClaim_EndsTheHostWithTheFault()
    {
        _tiny.Store.ClaimFault = new TrackingException("the store is gone");
        await RunAsync();

        Assert.Same(_tiny.Store.ClaimFault, _service.Fault);
        Assert.True(_host.IsStopped);
    }

    [Fact]
    public async Task Execute_StoreFailsAtARenewal_EndsTheTrainingThenTheHost()
    {
        _held.Reset();
        await _service.StartAsync(CancellationToken.None).InTimeAsync();
        _tiny.Store.RenewalFault = new TrackingException("the store is gone");
        await AdvanceAsync();
        await Eventually.HoldsAsync(() => _tiny.Store.Renewals == 1);
        Assert.False(_service.ExecuteTask!.IsCompleted, "The training is not waited for.");
        _held.Set();
        await _service.ExecuteTask.InTimeAsync();

        Assert.Same(_tiny.Store.RenewalFault, _service.Fault);
        Assert.True(_host.IsStopped);
        Assert.Equal([0], _tiny.Progress.Started);
    }

    [Fact]
    public async Task Stop_TrialRuns_GivesItBackWithoutAFault()
    {
        await StartAndHoldAtAStepAsync();
        var stopping = _service.StopAsync(CancellationToken.None);
        _held.Set();
        await stopping.InTimeAsync();

        Assert.Null(_service.Fault);
        Assert.Equal([Outcome.Queued, Outcome.Queued, Outcome.Queued], Outcomes());
    }

    [Fact]
    public async Task Execute_SweepIsAskedToStop_GivesTheTrialBackAndStopsTheHost()
    {
        await StartAndHoldAtAStepAsync();
        _tiny.Store.RequestStop(TinySweep.Name);
        await Eventually.HoldsAsync(() =>
        {
            _tiny.Time.Advance(LookInterval);
            return _service.IsStopped;
        });
        _held.Set();
        await _service.ExecuteTask!.InTimeAsync();

        Assert.Null(_service.Fault);
        Assert.True(_host.IsStopped);
        Assert.Equal([null], _tiny.Progress.Left);
        Assert.Equal([Outcome.Queued, Outcome.Queued, Outcome.Queued], Outcomes());
    }

    [Fact]
    public async Task Execute_AskedToStopBeforeItsFirstClaim_TakesNothing()
    {
        _tiny.Store.RequestStop(TinySweep.Name);
        await RunAsync();

        Assert.True(_service.IsStopped);
        Assert.Empty(_tiny.Progress.Started);
        Assert.Equal([Outcome.Queued, Outcome.Queued, Outcome.Queued], Outcomes());
    }

    [Fact]
    public async Task Execute_ATrialFindsNoMemory_WaitsBeforeItTakesTheNext()
    {
        var isFull = true;
        _tiny.OnData = () =>
        {
            if (isFull)
                throw new OutOfMemoryException();
        };
        await _service.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() =>
            _tiny.Progress.Left.Count == 1 && _tiny.Time.TimersOf(TimeSpan.FromSeconds(5)) > 0
        );
        Assert.Equal([0], _tiny.Progress.Started);
        isFull = false;
        await Eventually.HoldsAsync(() =>
        {
            _tiny.Time.Advance(TimeSpan.FromSeconds(0.5));
            return _service.ExecuteTask!.IsCompleted;
        });

        Assert.Equal([0, 1, 2, 0], _tiny.Progress.Started);
        Assert.Equal([Outcome.Completed, Outcome.Completed, Outcome.Completed], Outcomes());
    }

    [Fact]
    public async Task Execute_AnotherProcessHasTheLastTrial_WaitsForItAndTakesItOverWhenThatDies()
    {
        var other = LeaseOwners.Current() with { Host = "elsewhere" };
        var claim = _tiny.Store.ClaimNext(TinySweep.Name, other)!;
        await _service.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() => _tiny.Progress.Ended.Count == 2 && _tiny.Time.TimersOf(LookInterval) == 2);
        Assert.False(_service.ExecuteTask!.IsCompleted, "A sweep is not done while one of its trials runs.");
        _tiny.Time.Advance(TrackingStores.LeaseDuration);
        await _service.ExecuteTask.InTimeAsync();

        Assert.Equal([1, 2, 0], _tiny.Progress.Started);
        Assert.Throws<LeaseLostException>(() => _tiny.Store.Renew(claim));
        Assert.Equal([Outcome.Completed, Outcome.Completed, Outcome.Completed], Outcomes());
    }

    private async Task StartAndHoldAtAStepAsync()
    {
        var isAtAStep = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _tiny.Progress.OnStep = _ =>
        {
            isAtAStep.TrySetResult();
            _held.Wait(TimeSpan.FromSeconds(60));
        };
        _tiny.OnData = () => { };
        _held.Reset();
        await _service.StartAsync(CancellationToken.None).InTimeAsync();
        await isAtAStep.Task.InTimeAsync();
    }

    private async Task RunAsync()
    {
        await _service.StartAsync(CancellationToken.None).InTimeAsync();
        await _service.ExecuteTask!.InTimeAsync();
    }

    private async Task AdvanceAsync()
    {
        await Eventually.HoldsAsync(() => _tiny.Time.TimersOf(RenewalInterval) == 1);
        _tiny.Time.Advance(RenewalInterval);
    }

    private IEnumerable<Outcome> Outcomes() => _tiny.Store.Trials(TinySweep.Name).Select(trial => trial.Outcome);
}
