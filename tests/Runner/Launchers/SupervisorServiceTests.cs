using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Progress;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Launchers;

public sealed class SupervisorServiceTests : IDisposable
{
    private const int Killed = 128 + 9;
    private static readonly Device FirstGpu = Device.FirstGpu;
    private static readonly Device SecondGpu = new(DeviceKind.Cuda, 1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5);

    private readonly TinySweep _tiny = new("seeds=3");
    private readonly FakeWorkers _workers = new();
    private readonly HostLifetime _host = new();
    private SupervisorService? _service;

    public void Dispose()
    {
        _service?.Dispose();
        _host.Dispose();
        _tiny.Dispose();
    }

    [Fact]
    public async Task Execute_WorkersEndInGoodOrder_StartsOneADeviceAndStopsTheHost()
    {
        _workers.Add(0);
        _workers.Add(0);
        await RunAsync(FirstGpu, SecondGpu);

        Assert.Equal([FirstGpu, SecondGpu], _workers.Started.Select(worker => worker.Device));
        Assert.Equal((null, true, false), (_service!.Fault, _host.IsStopped, _service.IsStopped));
    }

    [Fact]
    public async Task Execute_WorkerTellsOfItsTrials_ShowsThem()
    {
        var end = new TrialEnd { Outcome = Outcome.Completed, Steps = 4 };
        _workers.Add(0, action: worker =>
        {
            worker.Tell(new StartedMessage(1, 0));
            worker.Tell(new StepMessage(1, new StepProgress(0, 2, 1, 4, 2.5, 16)));
            worker.Tell(new MetricMessage(1, "val/accuracy", 0.5));
            worker.Tell(new EndedMessage(1, end, 0.5));
            worker.Tell(new StartedMessage(2, 0));
            worker.Tell(new LeftMessage(2, "taken over by another process"));
            worker.Tell(new SaidMessage("that is all"));
        });
        await RunAsync(Device.Cpu);

        Assert.Equal([1, 2], _tiny.Progress.Started);
        Assert.Equal(["val/accuracy"], _tiny.Progress.Metrics);
        Assert.Equal([end], _tiny.Progress.Ended);
        Assert.Equal(["taken over by another process"], _tiny.Progress.Left);
        Assert.Equal(["that is all"], _tiny.Progress.Said);
    }

    [Fact]
    public async Task Execute_WorkerIsKilledAtATrial_RecordsTheDeathAndStartsAnother()
    {
        _workers.Add(Killed, action: worker => _tiny.Store.ClaimNext(TinySweep.Name, worker.Owner!, keepsLog: true));
        _workers.Add(0);
        await RunAsync(Device.Cpu);

        Assert.Equal(2, _workers.Started.Count);
        var attempt = Assert.Single(_tiny.Store.Attempts(new TrialId(TinySweep.Name, 0)));
        Assert.Equal(
            (AttemptEnding.Died, true, null, 9),
            (attempt.Ending, attempt.IsDeathSeen, attempt.ExitCode, attempt.Signal));
        Assert.EndsWith("/tiny/0/attempt-1.log", attempt.LogPath, StringComparison.Ordinal);
        Assert.Equal(Outcome.Queued, _tiny.Trial().Outcome);
        Assert.StartsWith(
            "its worker ended by signal 9 (SIGKILL); the trial resumes from its last checkpoint. The "
                + "worker's log: ",
            Assert.Single(_tiny.Progress.Left),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_SupervisorIsGoneBeforeTheDeathSettled_HasNotCountedIt()
    {
        _workers.Add(Killed, action: worker => _tiny.Store.ClaimNext(TinySweep.Name, worker.Owner!, keepsLog: true));
        Start(Device.Cpu);
        await _service!.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() => _tiny.Time.TimersOf(Settling) > 1);

        Assert.Null(Assert.Single(_tiny.Store.Attempts(new TrialId(TinySweep.Name, 0))).Ending);
    }

    [Fact]
    public async Task Execute_SupervisorIsAskedToEndBeforeTheDeathSettled_DoesNotCountIt()
    {
        _workers.Add(Killed, action: worker => _tiny.Store.ClaimNext(TinySweep.Name, worker.Owner!));
        Start(Device.Cpu);
        await _service!.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() => _tiny.Time.TimersOf(Settling) > 1);
        await _service.StopAsync(CancellationToken.None).InTimeAsync();

        Assert.Null(Assert.Single(_tiny.Store.Attempts(new TrialId(TinySweep.Name, 0))).Ending);
    }

    [Fact]
    public async Task Execute_OneWorkerHangsThoughTheSweepIsDone_IsKilled()
    {
        _workers.Add(0, action: worker =>
        {
            while (_tiny.Store.ClaimNext(TinySweep.Name, worker.Owner!) is { } claim)
                _tiny.Store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed }, []);
        });
        _workers.Add(worker => worker.UntilEnded);
        await RunAsync(FirstGpu, SecondGpu);

        Assert.Null(_service!.Fault);
        Assert.Equal(Killed, (await _workers.Started[1].UntilEnded).Code);
    }

    [Fact]
    public async Task Execute_StopRequestIsTakenBackWhileWorkersEnd_EndsAllTheSame()
    {
        _workers.Add(worker => worker.UntilEnded);
        Start(Device.Cpu);
        await _service!.StartAsync(CancellationToken.None).InTimeAsync();
        _tiny.Store.RequestStop(TinySweep.Name);
        await Eventually.HoldsAsync(() =>
        {
            _tiny.Time.Advance(Settling);
            return _service.IsStopped;
        });
        _tiny.Store.ClearStop(TinySweep.Name);
        _workers.Started[0].End(130);
        await _service.ExecuteTask!.InTimeAsync();

        Assert.Single(_workers.Started);
    }

    [Fact]
    public async Task Execute_WorkersAreKilledBeforeTheyTakeATrial_GivesUpAfterMany()
    {
        for (var worker = 0; worker < SupervisorService.MostEarlyDeathsInARow; worker++)
            _workers.Add(Killed);
        await RunAsync(Device.Cpu);

        var fault = Assert.IsType<WorkerFaultException>(_service!.Fault);
        Assert.Equal("20 workers in a row ended by signal 9 (SIGKILL) before they took a trial.", fault.Message);
        Assert.Equal(SupervisorService.MostEarlyDeathsInARow - 1, _tiny.Progress.Said.Count);
    }

    [Fact]
    public async Task Execute_WorkersEndByAFaultOfTheirOwn_GivesUpAfterThreeWithTheLastWords()
    {
        for (var worker = 1; worker <= SupervisorService.MostFaultsInARow; worker++)
            _workers.Add(1, $"the store failed, {worker}");
        await RunAsync(Device.Cpu);

        Assert.Equal("the store failed, 3", Assert.IsType<WorkerFaultException>(_service!.Fault).Message);
        Assert.Equal("A worker ended by exit code 1: the store failed, 1. Another is started.", _tiny.Progress.Said[0]);
    }

    [Fact]
    public async Task Execute_StoreFailsAWorker_GivesUpAtOnceAndBlamesNoTrial()
    {
        _workers.Add(
            2,
            "The store cannot grow: the disk is full.",
            worker => _tiny.Store.ClaimNext(TinySweep.Name, worker.Owner!));
        await RunAsync(Device.Cpu);

        Assert.Equal(0, _tiny.Store.DeathsWithoutProgress(new TrialId(TinySweep.Name, 0)));
        Assert.Equal(
            "The store cannot grow: the disk is full.", Assert.IsType<WorkerFaultException>(_service!.Fault).Message);
    }

    [Fact]
    public async Task Execute_TrialsEndBetweenFaults_GoesOn()
    {
        for (var worker = 0; worker < 3 * SupervisorService.MostFaultsInARow; worker++)
            _workers.Add(
                1, "odd",
                each => each.Tell(new EndedMessage(0, new TrialEnd { Outcome = Outcome.Completed }, null)));
        _workers.Add(0);
        await RunAsync(Device.Cpu);

        Assert.Null(_service!.Fault);
    }

    [Fact]
    public async Task Execute_OneGivesUp_StopsTheOthers()
    {
        _workers.Add(worker => worker.UntilEnded);
        for (var worker = 0; worker < SupervisorService.MostFaultsInARow; worker++)
            _workers.Add(1, "no memory");
        await RunAsync(FirstGpu, SecondGpu);

        Assert.Equal("no memory", _service!.Fault?.Message);
        Assert.True(_workers.Started[0].IsStopped);
    }

    [Fact]
    public async Task Execute_WorkerWasStoppedAloneByASignal_IsReplaced()
    {
        _workers.Add(130);
        _workers.Add(0);
        await RunAsync(Device.Cpu);

        Assert.Equal((2, false), (_workers.Started.Count, _service!.IsStopped));
        Assert.Empty(_tiny.Progress.Said);
    }

    [Fact]
    public async Task Execute_SweepIsAskedToStop_EndsWithItsWorkers()
    {
        _tiny.Store.RequestStop(TinySweep.Name);
        _workers.Add(130);
        await RunAsync(Device.Cpu);

        Assert.Equal((1, true, null), (_workers.Started.Count, _service!.IsStopped, _service.Fault));
    }

    [Fact]
    public async Task Stop_WorkerEndsInTime_IsNotKilled()
    {
        _workers.Add(worker => worker.UntilEnded);
        Start(Device.Cpu);
        await _service!.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() => _workers.Started.Count == 1);
        var stopping = _service.StopAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => _workers.Started[0].IsStopped);
        _workers.Started[0].End(130);
        await stopping.InTimeAsync();

        Assert.Equal(130, (await _workers.Started[0].UntilEnded).Code);
        Assert.Null(_service.Fault);
    }

    [Fact]
    public async Task Stop_WorkerDoesNotEndInTime_IsKilledAndTheTrialHasNoDeathToItsName()
    {
        _workers.Add(worker =>
        {
            _tiny.Store.ClaimNext(TinySweep.Name, worker.Owner!, keepsLog: true);
            return worker.UntilEnded;
        });
        Start(Device.Cpu);
        await _service!.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() => _workers.Started.Count == 1);
        var stopping = _service.StopAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => _tiny.Time.TimersOf(TimeSpan.FromSeconds(4.5)) == 1);
        _tiny.Time.Advance(TimeSpan.FromSeconds(4.5));
        await stopping.InTimeAsync();

        Assert.Equal(Killed, (await _workers.Started[0].UntilEnded).Code);
        Assert.Equal(0, _tiny.Store.DeathsWithoutProgress(new TrialId(TinySweep.Name, 0)));
    }

    private void Start(params Device[] slots) =>
        _service = new SupervisorService(
            _tiny.Sweep, _tiny.Store, slots, _workers.Start, _tiny.Progress, _host, _tiny.Time);

    // Time passes as fast as it is waited for.
    private async Task RunAsync(params Device[] slots)
    {
        Start(slots);
        await _service!.StartAsync(CancellationToken.None).InTimeAsync();
        await Eventually.HoldsAsync(() =>
        {
            _tiny.Time.Advance(Settling);
            return _service.ExecuteTask!.IsCompleted;
        });
    }
}
