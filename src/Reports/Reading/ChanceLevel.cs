using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearRegression;

namespace SweepRunner.Reports.Reading;

/// <summary>Tells completed trials whose answers are no better than chance from those that learned. Nothing is stopped
/// by it.</summary>
internal static class ChanceLevel
{
    // With fewer images the bound of chance reaches accuracies of networks that learn.
    public const int FewestImages = 200;

    private const double Confidence = 0.99, LossTolerance = 0.02;

    // The training loss of a bucket of steps; with fewer in the last quarter, their trend is noise.
    private const int FewestBuckets = 6;

    /// <summary>Judges a trial by its validation accuracy where its objective was taken, and by its training
    /// loss.</summary>
    /// <remarks>With p0 the larger of 1 / classes and the share of the commonest class, a trial is at chance if its
    /// accuracy is at most the one-sided 99 % bound of the binomial distribution of n images and p0, or if it is below
    /// 2·p0 while the mean loss of the last epoch is within 2 % of ln(classes), the loss of equal answers. The loss
    /// alone decides where no accuracy is recorded. Below 200 validation images nothing is decided.</remarks>
    public static Learning Judge(TrialProgress trial, double? accuracy, ThinnedSeries? trainLoss)
    {
        if (trial.Trial is not { Outcome: Outcome.Completed, Definition.Data: { } data }
            || data.ValidationImages < FewestImages)
            return Learning.Unknown;
        var guess = Max(1.0 / data.Classes, data.LargestClassShare);
        var isLossOfGuess = trial.Metrics.TryGetValue(KnownMetrics.EpochLoss, out var loss)
            && Abs(loss.Last - Log(data.Classes)) <= LossTolerance * Log(data.Classes);
        if (accuracy is null && loss is null)
            return Learning.Unknown;
        var isAtChance = accuracy is { } share
            ? IsWithinChance(share, data.ValidationImages, guess) || (share < 2 * guess && isLossOfGuess)
            : isLossOfGuess;
        return !isAtChance ? Learning.Learned
            : trainLoss is not null && IsFalling(trainLoss) ? Learning.StillFalling
            : Learning.DidNotLearn;
    }

    // The bound is the smallest count c with P(X ≤ c) ≥ 99 %; a count is within it if P(X < count) is less.
    private static bool IsWithinChance(double accuracy, int images, double guess)
    {
        var correct = Round(accuracy * images);
        return correct < 1 || Binomial.CDF(Min(guess, 1), images, correct - 1) < Confidence;
    }

    /// <summary>True if the loss fell over the last quarter of the steps: a line through it falls, by a one-sided t
    /// test of its slope at 1 % (Snedecor and Cochran, Statistical Methods, 8th edition, 1989, section 9.6).</summary>
    internal static bool IsFalling(ThinnedSeries loss)
    {
        var last = loss.Buckets[^1].LastStep;
        var quarter = loss.Buckets.Where(bucket => bucket.FirstStep >= last * 0.75 && bucket.Count > 0).ToList();
        if (quarter.Count < FewestBuckets)
            return false;
        double[] x = [.. quarter.Select(bucket => (bucket.FirstStep + bucket.LastStep) / 2.0)];
        double[] y = [.. quarter.Select(bucket => bucket.Mean)];
        var (intercept, slope) = SimpleRegression.Fit(x, y);
        if (slope >= 0)
            return false;
        var (middle, degrees) = (x.Average(), x.Length - 2);
        var residuals = x.Zip(y, (at, value) => Pow(value - intercept - (slope * at), 2)).Sum();
        var error = Sqrt(residuals / degrees / x.Sum(at => Pow(at - middle, 2)));
        return error == 0 || StudentDistribution.TwoTailed(slope / error, degrees) / 2 <= 1 - Confidence;
    }
}
