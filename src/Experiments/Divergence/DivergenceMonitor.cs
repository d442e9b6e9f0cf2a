namespace SweepRunner.Experiments.Divergence;

/// <summary>Judges a trial step by step, from numbers that the step computed anyway.</summary>
/// <param name="classes">Number of classes, at least 2: chance has the loss ln(classes).</param>
/// <param name="lossAbove">A loss above this has diverged; null for no limit.</param>
internal sealed class DivergenceMonitor(int classes, double? lossAbove)
{
    private const int CollapsedSteps = 20;
    private const double ChanceTolerance = 0.05;

    private readonly double _chanceLoss = Math.Log(classes);
    private int _zeroGradientSteps;

    /// <summary>The last loss that was finite; null before the first.</summary>
    public double? LastFiniteLoss { get; private set; }

    /// <summary>How a loss that is not finite diverged; null for a finite one.</summary>
    public static DivergenceKind? OfLoss(double loss) =>
        double.IsNaN(loss) ? DivergenceKind.NaN : double.IsInfinity(loss) ? DivergenceKind.Infinity : null;

    /// <summary>Takes a step's numbers.</summary>
    /// <param name="loss">The batch's mean loss.</param>
    /// <param name="isFirstGradientZero">True when the gradient of the first layer's weight is exactly zero.</param>
    /// <returns>How the trial has diverged; null where it has not.</returns>
    public DivergenceKind? Check(double loss, bool isFirstGradientZero)
    {
        if (OfLoss(loss) is { } kind)
            return kind;

        LastFiniteLoss = loss;
        if (loss > lossAbove)
            return DivergenceKind.LossAbove;

        var isAtChance = Math.Abs(loss - _chanceLoss) <= ChanceTolerance * _chanceLoss;
        _zeroGradientSteps = isFirstGradientZero && isAtChance ? _zeroGradientSteps + 1 : 0;
        return _zeroGradientSteps >= CollapsedSteps ? DivergenceKind.Collapsed : null;
    }
}
