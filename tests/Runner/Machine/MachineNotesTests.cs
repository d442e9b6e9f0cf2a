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
    public void RecordChanges_OtherProcessor_IsSaidEachTimeAndRecordedOnce()
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
    public void RecordChanges_SameMachine_SaysNothing()
    {
        Record(Provenance.Current("cpu", threads: 1));

        Assert.Empty(_said);
        Assert.Empty(_tiny.Store.Events(TinySweep.Name));
    }

    private void Record(Provenance provenance) => MachineNotes.RecordChanges(
        _tiny.Store, _tiny.Sweep.Definition with { ProvenanceJson = provenance.ToJson() }, _said.Add);
}
