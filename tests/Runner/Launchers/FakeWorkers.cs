using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Progress;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Tests.Launchers;

/// <summary>Workers that do what a test says, one script a worker in the order of their start.</summary>
internal sealed class FakeWorkers
{
    private readonly Queue<Func<FakeWorker, Task<WorkerExit>>> _scripts = new();
    private readonly Lock _gate = new();

    public List<FakeWorker> Started { get; } = [];

    /// <summary>What the next worker does.</summary>
    public void Add(Func<FakeWorker, Task<WorkerExit>> script) => _scripts.Enqueue(script);

    /// <summary>The next worker does something and ends.</summary>
    public void Add(int exitCode, string lastWords = "", Action<FakeWorker>? action = null) => Add(worker =>
    {
        action?.Invoke(worker);
        return Task.FromResult(new WorkerExit(exitCode, lastWords));
    });

    /// <summary>Returns once every worker that was started is asked to stop; runs an action until then.</summary>
    public Task StoppedAsync(Action? meanwhile = null) => Eventually.HoldsAsync(() =>
    {
        meanwhile?.Invoke();
        lock (_gate)
            return Started.Count > 1 && Started.All(worker => worker.IsStopped || worker.HasEnded);
    });

    public IWorker Start(Device device)
    {
        lock (_gate)
        {
            var worker = new FakeWorker(device, 1_000_000 + Started.Count, _scripts.Dequeue());
            Started.Add(worker);
            return worker;
        }
    }
}

/// <summary>A worker whose process is not there.</summary>
internal sealed class FakeWorker(Device device, int processId, Func<FakeWorker, Task<WorkerExit>> script) : IWorker
{
    private readonly TaskCompletionSource<WorkerExit> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<ProgressMessage> _onMessage = _ => { };

    public Device Device => device;

    public LeaseOwner? Owner { get; } = LeaseOwners.Current() with { ProcessId = processId };

    public bool IsStopped { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>Ends when a test says so, or when it is killed.</summary>
    public Task<WorkerExit> UntilEnded => _ended.Task;

    public Task<WorkerExit> RunAsync(Action<ProgressMessage> onMessage)
    {
        _onMessage = onMessage;
        return RunAsync();

        async Task<WorkerExit> RunAsync()
        {
            var exit = await script(this);
            HasEnded = true;
            return exit;
        }
    }

    public void Tell(ProgressMessage message) => _onMessage(message);

    public void Stop() => IsStopped = true;

    public void Kill() => _ended.TrySetResult(new WorkerExit(137, ""));

    /// <summary>Ends it.</summary>
    public void End(int exitCode) => _ended.TrySetResult(new WorkerExit(exitCode, ""));

    public void Dispose()
    {
    }
}
