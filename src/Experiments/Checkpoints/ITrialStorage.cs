namespace SweepRunner.Experiments.Checkpoints;

/// <summary>Where a trial's checkpoints and models are kept. Called on the training thread.</summary>
public interface ITrialStorage
{
    /// <summary>The content of the checkpoint to go on from; null to begin anew.</summary>
    byte[]? Checkpoint { get; }

    /// <summary>True when a checkpoint should be taken though the epoch is not over. Asked after every step.</summary>
    bool IsCheckpointDue { get; }

    /// <summary>Keeps a checkpoint; every metric of the steps before it was handed over before.</summary>
    /// <param name="steps">Updates done.</param>
    /// <param name="epochs">Whole epochs done.</param>
    /// <param name="write">Writes the content.</param>
    void SaveCheckpoint(long steps, int epochs, Action<Stream> write);

    /// <summary>Keeps the model as it is now, in the safetensors format.</summary>
    /// <param name="name"><c>best</c>, by the metric that patience watches, or <c>last</c>.</param>
    /// <param name="write">Writes the content.</param>
    void SaveModel(string name, Action<Stream> write);
}
