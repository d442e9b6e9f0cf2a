namespace SweepRunner.Experiments.Training;

/// <summary>Receives the metrics and steps of a trial, on the training thread.</summary>
public interface ITrialObserver
{
    /// <summary>Receives a metric of a step.</summary>
    /// <param name="metric">A name of <see cref="MetricNames"/>.</param>
    /// <param name="step">The 0-based step.</param>
    /// <param name="epoch">The 0-based epoch.</param>
    /// <param name="value">The value; NaN and infinities are valid.</param>
    void OnMetric(string metric, long step, int epoch, double value);

    /// <summary>
    /// Receives a metric of an evaluation or of a whole epoch. It belongs to the next checkpoint or the end of the
    /// trial: a trial that is resumed from an earlier checkpoint measures it again.
    /// </summary>
    /// <inheritdoc cref="OnMetric" path="/param"/>
    void OnEvaluation(string metric, long step, int epoch, double value);

    /// <summary>Receives the progress after a step.</summary>
    void OnStep(StepProgress progress);
}

/// <summary>The progress of a trial.</summary>
/// <param name="Epoch">The 0-based epoch.</param>
/// <param name="Epochs">Number of epochs of the trial.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Number of steps of the trial.</param>
/// <param name="Loss">The step's loss.</param>
/// <param name="Images">Images trained on so far.</param>
public readonly record struct StepProgress(int Epoch, int Epochs, long Step, long Steps, double Loss, long Images);

/// <summary>Stores the checkpoints and models of a trial, on the training thread.</summary>
public interface ITrialStorage
{
    /// <summary>The checkpoint to resume from; null to start at the first step.</summary>
    byte[]? Checkpoint { get; }

    /// <summary>True when a checkpoint is due before the end of the epoch. Read after every step.</summary>
    bool IsCheckpointDue { get; }

    /// <summary>Stores a checkpoint. The observer has received the metrics of all steps before it.</summary>
    /// <param name="steps">Updates done.</param>
    /// <param name="epochs">Complete epochs.</param>
    /// <param name="write">Writes the content.</param>
    void SaveCheckpoint(long steps, int epochs, Action<Stream> write);

    /// <summary>Stores the current model in the safetensors format.</summary>
    /// <param name="name"><c>best</c>, by the metric of early stopping, or <c>last</c>.</param>
    /// <param name="write">Writes the content.</param>
    void SaveModel(string name, Action<Stream> write);
}
