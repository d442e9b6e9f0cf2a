namespace SweepRunner.Experiments.Training;

/// <summary>Hears of a trial's numbers while it trains, on the training thread.</summary>
public interface ITrialObserver
{
    /// <summary>A metric of a step was measured.</summary>
    /// <param name="metric">A name of <see cref="MetricNames"/>.</param>
    /// <param name="step">The 0-based step.</param>
    /// <param name="epoch">The 0-based epoch.</param>
    /// <param name="value">The value; NaN and infinities are legal.</param>
    void OnMetric(string metric, long step, int epoch, double value);

    /// <summary>
    /// A metric was measured by an evaluation, or over a whole epoch. It belongs to the checkpoint or the end that
    /// follows: a trial that is taken up before that measures it again.
    /// </summary>
    /// <param name="metric">A name of <see cref="MetricNames"/>.</param>
    /// <param name="step">The 0-based step that was done last.</param>
    /// <param name="epoch">The 0-based epoch.</param>
    /// <param name="value">The value; NaN and infinities are legal.</param>
    void OnEvaluation(string metric, long step, int epoch, double value);

    /// <summary>A step is done.</summary>
    void OnStep(StepProgress progress);
}

/// <summary>How far a trial is.</summary>
/// <param name="Epoch">The 0-based epoch.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">The step's loss.</param>
/// <param name="Images">Images trained on so far.</param>
public readonly record struct StepProgress(int Epoch, int Epochs, long Step, long Steps, double Loss, long Images);
