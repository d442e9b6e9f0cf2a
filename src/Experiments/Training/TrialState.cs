using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Training;

/// <summary>What the training loop has counted, beside the tensors: kept in a checkpoint.</summary>
/// <param name="Epoch">Whole epochs done, evaluation included.</param>
/// <param name="Step">Updates done.</param>
/// <param name="Log">The sums of the epoch that is under way.</param>
/// <param name="Divergence">What the monitor has seen.</param>
/// <param name="Patience">What the patience has seen.</param>
internal sealed record TrialState(
    int Epoch, long Step, TrialLogState Log, DivergenceState Divergence, EarlyStoppingState Patience);

/// <summary>The sums of the epoch that is under way, and the last steps.</summary>
/// <param name="Images">Images trained on since the trial began.</param>
/// <param name="EpochImages">Images trained on in the epoch.</param>
/// <param name="EpochLoss">Sum of the losses of the epoch's images.</param>
/// <param name="EpochCorrect">Images of the epoch that were classified rightly.</param>
/// <param name="LastReadings">The last steps, the oldest first.</param>
internal sealed record TrialLogState(
    long Images, long EpochImages, double EpochLoss, double EpochCorrect, IReadOnlyList<StepReading> LastReadings);
