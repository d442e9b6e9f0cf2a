namespace SweepRunner.Experiments.Divergence;

/// <summary>Judges a trial step by step, from numbers that the step computed anyway.</summary>
/// <param name="classes">Number of classes, at least 2: chance has the loss ln(classes).</param>
/// <param name="lossAbove">A loss above this has diverged; null for no limit.</param>
internal sealed class DivergenceMonitor(int classes, double? lossAbove)
{
    private const int CollapsedSteps = 20;
    private const double ChanceTolerance = 0.05;

    private readonly double _chanceLoss = Math.Log(classes);

    /// <summary>What the monitor has seen.</summary>
    public DivergenceState State { get; set; } = new(null, 0);

    /// <summary>The last loss that was finite; null before the first.</summary>
    public double? LastFiniteLoss => State.LastFiniteLoss;

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

        var isAtChance = Math.Abs(loss - _chanceLoss) <= ChanceTolerance * _chanceLoss;
        State = new DivergenceState(loss, isFirstGradientZero && isAtChance ? State.ZeroGradientSteps + 1 : 0);
        if (loss > lossAbove)
            return DivergenceKind.LossAbove;
        return State.ZeroGradientSteps >= CollapsedSteps ? DivergenceKind.Collapsed : null;
    }
}

/// <summary>What a monitor has seen: kept in a checkpoint.</summary>
/// <param name="LastFiniteLoss">The last loss that was finite; null before the first.</param>
/// <param name="ZeroGradientSteps">Steps running, up to the last one, with a zero gradient at the loss of chance.</param>
internal sealed record DivergenceState(double? LastFiniteLoss, int ZeroGradientSteps);
