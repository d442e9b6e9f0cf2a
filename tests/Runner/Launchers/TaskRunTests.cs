using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Launchers.Tasks;
using SweepRunner.Runner.Tests.Commands;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Tests.Launchers;

public sealed class TaskRunTests : IDisposable
{
    private const string InTheQueue = " Its trials are in the queue of the sweep, with their checkpoints.";

    private readonly TinySweep _tiny = new("seeds=2");
    private readonly FakeWorkers _workers = new();
    private readonly FakeTask _task = new();
    private readonly StringWriter _error = new();
    private readonly CancellationTokenSource _signal = new();
    private readonly List<DateTimeOffset?> _ends = [];

    public void Dispose()
    {
        _tiny.Dispose();
        _error.Dispose();
        _signal.Dispose();
    }

    [Fact]
    public async Task Run_TaskWithRoomForTwoTrials_StartsTwoWorkersThatKnowWhenItsTimeEnds()
    {
        var ends = _tiny.Time.GetUtcNow() + TimeSpan.FromHours(1);
        _task.Reading = new TaskReading(TaskEnding.None, ends, CanRequeue: true);
        _workers.Add(ExitCodes.Done, action: FinishAll);
        _workers.Add(ExitCodes.Done);

        Assert.Equal(ExitCodes.Done, await RunAsync());
        Assert.Equal([ends, ends], _ends);
        Assert.Equal(
            [
                "Sweep 'tiny': 2 trials.",
                $"Task 3 of job 17 on {Environment.MachineName} until 2026-03-04 06:06:07 UTC, with 2 workers.",
                "The sweep tiny is done.",
            ],
            Lines);
        Assert.Equal(0, _task.Requeues);
    }

    [Fact]
    public async Task Run_NoTimeForAnotherTrial_QueuesItselfAgain()
    {
        _workers.Add(ExitCodes.Done);
        _workers.Add(ExitCodes.Done);

        Assert.Equal(ExitCodes.Done, await RunAsync());
        Assert.Equal(1, _task.Requeues);
        Assert.Equal(
            [
                $"The time of the task ends before another trial could reach a checkpoint.{InTheQueue}",
                "The task queues itself again, to continue the sweep.",
            ],
            Lines.TakeLast(2));
    }

    [Fact]
    public async Task Run_TimeIsAboutToEnd_StopsTheWorkersAndQueuesItselfAgain()
    {
        _task.Reading = new TaskReading(
            TaskEnding.None, _tiny.Time.GetUtcNow() + TimeSpan.FromMinutes(1), CanRequeue: true);
        var running = RunWithHeldWorkersAsync();
        await _workers.StoppedAsync(() => _tiny.Time.Advance(TimeSpan.FromSeconds(1)));
        _workers.Started.ForEach(worker => worker.End(ExitCodes.Interrupted));

        Assert.Equal(ExitCodes.Done, await running);
        Assert.Equal(1, _task.Requeues);
        Assert.InRange(
            _tiny.Time.GetUtcNow() - _tiny.Time.Start, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(50));
    }

    [Theory]
    [InlineData(nameof(TaskEnding.Cancelled), "The task was cancelled.", 0)]
    [InlineData(nameof(TaskEnding.Preempted), "The task was preempted.", 0)]
    [InlineData(nameof(TaskEnding.Requeued), "The cluster has queued the task again.", 0)]
    [InlineData(nameof(TaskEnding.TimeLimit), "The time limit of the task has ended it.", 1)]
    [InlineData(nameof(TaskEnding.Forgotten), "The cluster does not know this task.", 0)]
    [InlineData(nameof(TaskEnding.None), "A signal asked the task to end.", 1)]
    public async Task Run_Signal_StopsTheWorkersAndTellsWhatItMeant(string ending, string why, int requeues)
    {
        var running = RunWithHeldWorkersAsync();
        await Eventually.HoldsAsync(() => _workers.Started.Count == 2);
        _task.Reading = _task.Reading with { Ending = Enum.Parse<TaskEnding>(ending) };
        await _signal.CancelAsync();
        await _workers.StoppedAsync();
        _workers.Started.ForEach(worker => worker.End(ExitCodes.Interrupted));

        Assert.Equal(requeues == 1 ? ExitCodes.Done : ExitCodes.Interrupted, await running);
        Assert.Contains(why + InTheQueue, Lines);
        Assert.Equal(requeues, _task.Requeues);
    }

    // Where Slurm has seen it as well, it has queued the task already.
    [Theory]
    [InlineData(nameof(TaskEnding.None), ExitCodes.Done, 1)]
    [InlineData(nameof(TaskEnding.Requeued), ExitCodes.Interrupted, 0)]
    public async Task Run_WhatStartedTheTaskIsDead_StopsTheWorkersAndIsQueuedAgain(
        string ending, int exitCode, int requeues)
    {
        var running = RunWithHeldWorkersAsync();
        await Eventually.HoldsAsync(() => _workers.Started.Count == 2);
        _task.IsOrphaned = true;
        _task.Reading = _task.Reading with { Ending = Enum.Parse<TaskEnding>(ending) };
        await _workers.StoppedAsync(() => _tiny.Time.Advance(TimeSpan.FromSeconds(1)));
        _workers.Started.ForEach(worker => worker.End(ExitCodes.Interrupted));

        Assert.Equal(exitCode, await running);
        Assert.Contains($"The process of the cluster that started the task is dead.{InTheQueue}", Lines);
        Assert.Equal(requeues, _task.Requeues);
    }

    [Fact]
    public async Task Run_TaskRunsElsewhereMeanwhile_StopsItsWorkers()
    {
        var running = RunWithHeldWorkersAsync();
        await Eventually.HoldsAsync(() => _workers.Started.Count == 2);
        _task.Reading = _task.Reading with { Ending = TaskEnding.Requeued };
        await _workers.StoppedAsync(() => _tiny.Time.Advance(TimeSpan.FromSeconds(5)));
        _workers.Started.ForEach(worker => worker.End(ExitCodes.Interrupted));

        Assert.Equal(ExitCodes.Interrupted, await running);
        Assert.Equal(0, _task.Requeues);
    }

    [Fact]
    public async Task Run_OthersRunTheLastTrials_LeavesAfterAMinute()
    {
        var others = new[] { _tiny.Claim(), _tiny.Claim() };
        var running = RunWithHeldWorkersAsync();
        await _workers.StoppedAsync(() =>
        {
            _tiny.Time.Advance(TimeSpan.FromSeconds(5));
            Array.ForEach(others, _tiny.Store.Renew);
        });
        _workers.Started.ForEach(worker => worker.End(ExitCodes.Interrupted));

        Assert.Equal(ExitCodes.Done, await running);
        Assert.Equal("No trial is left for this task: others run the last ones.", Lines[^1]);
        Assert.Equal(0, _task.Requeues);
    }

    [Fact]
    public async Task Run_MustNotBeQueuedAgain_NamesTheCommandThatContinues()
    {
        _task.Reading = _task.Reading with { CanRequeue = false };
        _workers.Add(ExitCodes.Done);
        _workers.Add(ExitCodes.Done);

        Assert.Equal(ExitCodes.Interrupted, await RunAsync());
        Assert.Equal(
            $"The task must not be queued again; 'sweep resume tiny --store {_tiny.Store.Url}' submits what is left.",
            Lines[^1]);
    }

    [Fact]
    public async Task Run_NodeLacksSomething_RecordsItForStatus()
    {
        _task.Share = new TaskShare(Tasks: 1, Cores: 1, Gpus: 0);
        _workers.Add(ExitCodes.BadInput, lastWords: "There is no data.");

        var fault = await Assert.ThrowsAsync<CommandException>(RunAsync);
        Assert.Equal($"task 3 of job 17 on {Environment.MachineName} ended early: There is no data.", fault.Message);
        Assert.Equal(fault.Message, LaunchEvents.LastFailure(_tiny.Store.Events(TinySweep.Name)));
    }

    private string[] Lines => _error.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');

    private Task<int> RunWithHeldWorkersAsync()
    {
        _workers.Add(worker => worker.UntilEnded);
        _workers.Add(worker => worker.UntilEnded);
        return RunAsync();
    }

    private Task<int> RunAsync()
    {
        var context = CommandHarness.Context(TextWriter.Null, _error) with { Time = _tiny.Time };
        return new TaskRun(context, _tiny.Store, _tiny.Sweep, _task, (device, ends) =>
        {
            _ends.Add(ends);
            return _workers.Start(device);
        }).RunAsync(_signal.Token).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private void FinishAll(FakeWorker worker)
    {
        while (_tiny.Store.ClaimNext(TinySweep.Name, LeaseOwners.Current()) is { } claim)
            _tiny.Store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed }, []);
    }

    private sealed class FakeTask : IWorkerTask
    {
        public string Name => "task 3 of job 17";

        public TaskShare Share { get; set; } = new(Tasks: 1, Cores: 2, Gpus: 0);

        public bool IsOrphaned { get; set; }

        public TaskReading Reading { get; set; } = new(TaskEnding.None, null, CanRequeue: true);

        public int Requeues { get; private set; }

        public Task<TaskReading> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Reading);

        public Task RequeueAsync(CancellationToken cancellationToken)
        {
            Requeues++;
            return Task.CompletedTask;
        }
    }
}
