namespace SweepRunner.Experiments.Divergence;

/// <summary>Checks each step for divergence, from numbers that the step has computed anyway. A loss above
/// <paramref name="lossAbove"/> has diverged; null for no limit.</summary>
internal sealed class DivergenceMonitor(int classes, double commonest, double? lossAbove)
{
    private const int CollapsedSteps = 20;
    private const double ChanceTolerance = 0.05;

    // The loss of guessing.
    private readonly double _chanceLoss = Math.Log(classes);
    private readonly Explosion _explosion = new(classes, commonest);

    public DivergenceState State { get; set; } = new(null, 0);

    /// <summary>The kind of a loss that is not finite; null for a finite one.</summary>
    public static DivergenceKind? OfLoss(double loss) =>
        double.IsNaN(loss) ? DivergenceKind.NaN : double.IsInfinity(loss) ? DivergenceKind.Infinity : null;

    /// <summary>Checks the last of some steps, the oldest first; null where it has not diverged.</summary>
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

    /// <summary>Checks the last epoch of a trial, which may have fewer steps than <see cref="Check"/> needs.</summary>
    public DivergenceKind? CheckLast(StepTotals epoch, double? validationLoss) =>
        State.FirstLoss is { } firstLoss && _explosion.IsSeenIn(epoch, validationLoss, firstLoss)
            ? DivergenceKind.Exploded
            : null;
}

/// <summary>The state of a monitor, as checkpoints contain it: the last finite loss, the consecutive steps with a zero
/// gradient at the loss of guessing, and the first step's loss. Checkpoints of earlier versions do not have the first
/// loss: then it is that of the next step.</summary>
internal sealed record DivergenceState(double? LastFiniteLoss, int ZeroGradientSteps, double? FirstLoss = null);

/// <summary>
/// Separates a network that has exploded from one that still trains. The loss alone cannot: a network with large first
/// weights has a loss of millions and learns. So the loss counts in multiples of the first step's loss, and only where
/// the accuracy is that of guessing and the loss does not fall. After a spike from which a network recovers, it falls.
/// </summary>
/// <param name="classes">At least 2.</param>
/// <param name="commonest">Share of the commonest class among the training images: the largest accuracy of a network
/// that gives the same answer for every image, as exploded ones often do.</param>
internal sealed class Explosion(int classes, double commonest)
{
    /// <summary>Consecutive steps above the limit that end a trial early.</summary>
    public const int Steps = 50;

    private const double LimitFactor = 10;

    // Guessing exceeds its mean by so much once in 700 times.
    private const double Deviations = 3;

    private const double SlowestFall = 1;

    /// <summary>Looks for an explosion in the last steps, the oldest first.</summary>
    public bool IsSeenIn(IReadOnlyList<StepReading> last, double firstLoss) =>
        last.Count >= Steps
        && last.All(reading => reading.Loss > Limit(firstLoss))
        && IsAtChance(last.Sum(reading => reading.Correct), last.Sum(reading => reading.Images))
        && Trend([.. last]) >= SlowestFall;

    /// <summary>Looks for an explosion in the last epoch of a trial, however few steps it has. The validation loss is
    /// null where it says nothing about training.</summary>
    public bool IsSeenIn(StepTotals epoch, double? validationLoss, double firstLoss)
    {
        // A network that has recovered within the epoch has a high mean, but not a high last step.
        var loss = validationLoss ?? Math.Min(epoch.EpochLoss / epoch.EpochImages, epoch.LastReadings[^1].Loss);

        // In the middle of a trial any fall is enough to continue. At its end, as many steps again would have to bring
        // the loss below the limit: a fall from 1e31 to 1e30 leads nowhere.
        var trend = Trend([.. epoch.LastReadings.Where(reading => reading.Loss > Limit(firstLoss))]);
        return loss > Limit(firstLoss)
            && IsAtChance(epoch.EpochCorrect, epoch.EpochImages)
            && (trend >= SlowestFall || loss * trend * trend > Limit(firstLoss));
    }

    private double Limit(double firstLoss) => LimitFactor * Math.Max(Math.Log(classes), firstLoss);

    // The number of correct answers of a guess has a binomial distribution.
    private bool IsAtChance(double correct, double images) =>
        correct <= (images * commonest) + (Deviations * Math.Sqrt(images * commonest * (1 - commonest)));

    // The median loss of the second half of the steps divided by that of the first: a single spike changes neither.
    private static double Trend(List<StepReading> readings)
    {
        var half = readings.Count / 2;
        return half == 0 ? 1 : Median(readings[half..]) / Median(readings[..half]);
    }

    private static double Median(List<StepReading> readings) =>
        readings.Select(reading => reading.Loss).Order().ElementAt(readings.Count / 2);
}

/// <summary>The numbers of one step: 0-based step and epoch, images of the batch, mean loss, number of correctly
/// classified images, global 2-norm of the gradient before clipping, and whether the gradient of the first layer's
/// weight is exactly zero.</summary>
internal readonly record struct StepReading(
    long Step,
    int Epoch,
    long Images,
    double LearningRate,
    double Loss,
    double Correct,
    double GradientNorm,
    bool IsFirstGradientZero);

/// <summary>The images of the trial so far; of the current epoch, the images, the sum of their losses and the number
/// classified correctly; and the last steps, the oldest first. A checkpoint contains them.</summary>
internal sealed record StepTotals(
    long Images, long EpochImages, double EpochLoss, double EpochCorrect, IReadOnlyList<StepReading> LastReadings);
