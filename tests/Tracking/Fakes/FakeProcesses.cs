using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Tests.Fakes;

/// <summary>A host whose processes live and die as a test says.</summary>
internal sealed class FakeProcesses : IProcessTable
{
    private readonly Dictionary<int, long> _starts = [];

    public LeaseOwner Current { get; set; } = new("here", "boot-1", 1, 100);

    public long? StartOf(int processId) => _starts.TryGetValue(processId, out var start) ? start : null;

    /// <summary>Starts a process on this host.</summary>
    public LeaseOwner Start(int processId, long start = 1000)
    {
        _starts[processId] = start;
        return Current with { ProcessId = processId, ProcessStart = start };
    }

    public void Kill(int processId) => _starts.Remove(processId);
}
