namespace SweepRunner.Experiments.Divergence;

/// <summary>The numbers of one step, which like its epoch counts from 0.</summary>
/// <param name="Step">The step.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="Images">Images in the batch.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Correct">Images of the batch that were classified correctly.</param>
/// <param name="GradientNorm">Global 2-norm of the gradient, before clipping.</param>
/// <param name="IsFirstGradientZero">True when the gradient of the first layer's weight is exactly zero.</param>
internal readonly record struct StepReading(
    long Step,
    int Epoch,
    long Images,
    double LearningRate,
    double Loss,
    double Correct,
    double GradientNorm,
    bool IsFirstGradientZero);

/// <summary>Sums over the steps of the current epoch, and the last steps. A checkpoint contains them.</summary>
/// <param name="Images">Images trained on since the trial began.</param>
/// <param name="EpochImages">Images of the epoch trained on.</param>
/// <param name="EpochLoss">Sum of the losses of these images.</param>
/// <param name="EpochCorrect">Number of these images that were classified correctly.</param>
/// <param name="LastReadings">The last steps, the oldest first.</param>
internal sealed record StepTotals(
    long Images, long EpochImages, double EpochLoss, double EpochCorrect, IReadOnlyList<StepReading> LastReadings);
