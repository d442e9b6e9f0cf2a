using SweepRunner.Experiments.Training;

namespace SweepRunner.Experiments.Divergence;

/// <summary>Judges a trial step by step, from numbers that the step computed anyway.</summary>
/// <param name="classes">Number of classes, at least 2: chance has the loss ln(classes).</param>
/// <param name="commonest">Share of the commonest class among the images trained on.</param>
/// <param name="lossAbove">A loss above this has diverged; null for no limit.</param>
internal sealed class DivergenceMonitor(int classes, double commonest, double? lossAbove)
{
    private const int CollapsedSteps = 20;
    private const double ChanceTolerance = 0.05;

    private readonly double _chanceLoss = Math.Log(classes);
    private readonly Explosion _explosion = new(classes, commonest);

    /// <summary>What the monitor has seen.</summary>
    public DivergenceState State { get; set; } = new(null, 0);

    /// <summary>The last loss that was finite; null before the first.</summary>
    public double? LastFiniteLoss => State.LastFiniteLoss;

    /// <summary>How a loss that is not finite diverged; null for a finite one.</summary>
    public static DivergenceKind? OfLoss(double loss) =>
        double.IsNaN(loss) ? DivergenceKind.NaN : double.IsInfinity(loss) ? DivergenceKind.Infinity : null;

    /// <summary>Takes a step's numbers.</summary>
    /// <param name="last">The last steps, the oldest first; the last of them is judged.</param>
    /// <returns>How the trial has diverged; null where it has not.</returns>
    public DivergenceKind? Check(IReadOnlyList<StepReading> last)
    {
        var (loss, isFirstGradientZero) = (last[^1].Loss, last[^1].IsFirstGradientZero);
        if (OfLoss(loss) is { } kind)
            return kind;

        var isAtChance = Math.Abs(loss - _chanceLoss) <= ChanceTolerance * _chanceLoss;
        var firstLoss = State.FirstLoss ?? loss;
        State = new DivergenceState(
            loss, isFirstGradientZero && isAtChance ? State.ZeroGradientSteps + 1 : 0, firstLoss);
        if (loss > lossAbove)
            return DivergenceKind.LossAbove;
        if (State.ZeroGradientSteps >= CollapsedSteps)
            return DivergenceKind.Collapsed;
        return _explosion.IsSeenIn(last, firstLoss) ? DivergenceKind.Exploded : null;
    }

    /// <summary>Takes the epoch with which a trial ends: it may have fewer steps than <see cref="Check"/>
    /// needs.</summary>
    /// <param name="epoch">What its steps add up to.</param>
    /// <param name="validationLoss">Loss after the epoch; null where it tells nothing about the training.</param>
    /// <returns>How the trial has diverged; null where it has not.</returns>
    public DivergenceKind? CheckLast(TrialLogState epoch, double? validationLoss) =>
        State.FirstLoss is { } firstLoss && _explosion.IsSeenIn(epoch, validationLoss, firstLoss)
            ? DivergenceKind.Exploded
            : null;
}

/// <summary>What a monitor has seen: kept in a checkpoint.</summary>
/// <param name="LastFiniteLoss">The last loss that was finite; null before the first.</param>
/// <param name="ZeroGradientSteps">Steps running, up to the last one, with a zero gradient at the loss of
/// chance.</param>
/// <param name="FirstLoss">
/// Loss of the first step; null before it. A checkpoint of an earlier version lacks it: the next step's then takes its
/// place.
/// </param>
internal sealed record DivergenceState(double? LastFiniteLoss, int ZeroGradientSteps, double? FirstLoss = null);
