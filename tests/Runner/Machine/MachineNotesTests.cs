using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Machine;

public sealed class MachineNotesTests : IDisposable
{
    private readonly TinySweep _tiny = new();
    private readonly List<string> _said = [];

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void Record_OtherProcessor_IsSaidEachTimeAndRecordedOnce()
    {
        var provenance = Provenance.Current("cpu", threads: 1) with { Cpu = "Z80" };
        var here = Provenance.Current("cpu", threads: 1).Cpu;

        Record(provenance);
        Record(provenance);

        var difference =
            $"The sweep was created on the processor 'Z80', and '{Environment.MachineName}' has '{here}'.";
        var warning = $"Warning: {difference} The last digits of trials that run here may differ.";
        Assert.Equal([warning, warning], _said);
        Assert.Equal(
            new NewEvent(TinySweep.Name, null, "machine-changed", difference),
            Assert.Single(_tiny.Store.Events(TinySweep.Name)).Event);
    }

    [Fact]
    public void Record_SameMachine_SaysNothing()
    {
        Record(Provenance.Current("cpu", threads: 1));

        Assert.Empty(_said);
        Assert.Empty(_tiny.Store.Events(TinySweep.Name));
    }

    [Theory]
    [InlineData(12, "12.0 s behind")]
    [InlineData(-90, "1 m 30 s ahead of")]
    public void Record_ClockFarFromTheStores_IsSaidAndRecorded(int seconds, string how)
    {
        _tiny.Store.IsShared = true;
        _tiny.Store.Ahead = TimeSpan.FromSeconds(seconds);

        Record(Provenance.Current("cpu", threads: 1));

        var difference = $"The clock of '{Environment.MachineName}' is {how} that of the store.";
        Assert.Equal(
            [
                $"Warning: {difference} The times of metrics are those of this machine. Leases go by the store's "
                    + "clock.",
            ],
            _said);
        Assert.Equal(
            new NewEvent(TinySweep.Name, null, "clock-differs", difference),
            Assert.Single(_tiny.Store.Events(TinySweep.Name)).Event);
    }

    [Fact]
    public void Record_ClockNearTheStores_SaysNothing()
    {
        _tiny.Store.IsShared = true;
        _tiny.Store.Ahead = TimeSpan.FromSeconds(4);

        Record(Provenance.Current("cpu", threads: 1));

        Assert.Empty(_said);
    }

    private void Record(Provenance provenance) => MachineNotes.Record(
        _tiny.Store, _tiny.Sweep.Definition with { ProvenanceJson = provenance.ToJson() }, _tiny.Time, _said.Add);
}
