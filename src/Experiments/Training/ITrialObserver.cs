namespace SweepRunner.Experiments.Training;

/// <summary>Receives the metrics and steps of a trial, on the training thread.</summary>
public interface ITrialObserver
{
    /// <summary>Receives a metric of a step: a name of <see cref="MetricNames"/>, the 0-based step and epoch, and the
    /// value, which can be NaN or infinite.</summary>
    void OnMetric(string metric, long step, int epoch, double value);

    /// <summary>Receives a metric of an evaluation or of a whole epoch. It belongs to the next checkpoint or the end of
    /// the trial: a trial that is resumed from an earlier checkpoint measures it again.</summary>
    void OnEvaluation(string metric, long step, int epoch, double value);

    /// <summary>Receives the progress after a step.</summary>
    void OnStep(StepProgress progress);
}

/// <summary>The progress of a trial: the 0-based epoch and the number of epochs, the steps done and their number, the
/// step's loss, and the images trained on so far. Of a program, whose end is not known, both totals and the images are
/// 0, and the loss is NaN while it logs none.</summary>
public readonly record struct StepProgress(int Epoch, int Epochs, long Step, long Steps, double Loss, long Images);

/// <summary>Stores the checkpoints and models of a trial, on the training thread.</summary>
public interface ITrialStorage
{
    /// <summary>The checkpoint to resume from; null to start at the first step.</summary>
    byte[]? Checkpoint { get; }

    /// <summary>True when a checkpoint is due before the end of the epoch. Read after every step.</summary>
    bool IsCheckpointDue { get; }

    /// <summary>Stores a checkpoint after a number of updates and complete epochs. The observer has received the
    /// metrics of all steps before it.</summary>
    void SaveCheckpoint(long steps, int epochs, Action<Stream> write);

    /// <summary>Stores the current model, <c>best</c> by the metric of early stopping or <c>last</c>, in the
    /// safetensors format.</summary>
    void SaveModel(string name, Action<Stream> write);
}
