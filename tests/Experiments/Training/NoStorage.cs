using SweepRunner.Experiments.Training;

namespace SweepRunner.Experiments.Tests.Training;

/// <summary>Keeps nothing: every trial begins anew.</summary>
internal sealed class NoStorage : ITrialStorage
{
    public byte[]? Checkpoint => null;

    public bool IsCheckpointDue => false;

    public void SaveCheckpoint(long steps, int epochs, Action<Stream> write)
    {
    }

    public void SaveModel(string name, Action<Stream> write)
    {
    }
}
