using SweepRunner.Experiments.Training;

namespace SweepRunner.Experiments.Divergence;

/// <summary>
/// Tells a network that has exploded from one that still trains; the loss alone cannot. A network whose first weights
/// are large has a loss of millions and learns, so the loss counts in multiples of the first step's, and only where the
/// answers are no better than chance and the loss does not fall. A spike that the network recovers from falls.
/// </summary>
/// <param name="classes">Number of classes, at least 2: chance has the loss ln(classes).</param>
/// <param name="commonest">
/// Share of the commonest class among the images trained on: an exploded network often gives one answer to every image,
/// and this is the largest share of them that it can be right about.
/// </param>
internal sealed class Explosion(int classes, double commonest)
{
    /// <summary>Steps running that it takes to judge a trial before its end.</summary>
    public const int Steps = 50;

    private const double LimitFactor = 10;

    // Chance gives so many more right answers than its mean once in 700 times.
    private const double Deviations = 3;

    private const double SlowestFall = 1;

    /// <summary>Whether the last steps, each of them above the limit, show an explosion.</summary>
    /// <param name="last">The last steps, the oldest first.</param>
    /// <param name="firstLoss">Loss of the trial's first step.</param>
    public bool IsSeenIn(IReadOnlyList<StepReading> last, double firstLoss) =>
        last.Count >= Steps
        && last.All(reading => reading.Loss > Limit(firstLoss))
        && IsAtChance(last.Sum(reading => reading.Correct), last.Sum(reading => reading.Images))
        && Trend([.. last]) >= SlowestFall;

    /// <summary>Whether the epoch with which a trial ends shows an explosion, of however few steps it
    /// consists.</summary>
    /// <param name="epoch">What the epoch's steps add up to, at least one image.</param>
    /// <param name="validationLoss">
    /// Loss after the epoch's last update; null where it tells nothing about the training. The epoch's mean and its
    /// last step then have to do: a network that has recovered in the epoch has a high mean alone.
    /// </param>
    /// <param name="firstLoss">Loss of the trial's first step.</param>
    public bool IsSeenIn(TrialLogState epoch, double? validationLoss, double firstLoss)
    {
        var loss = validationLoss ?? Math.Min(epoch.EpochLoss / epoch.EpochImages, epoch.LastReadings[^1].Loss);
        // A trial that goes on is spared while its loss falls at all. One that has ended is spared where as many steps
        // again would bring the loss below the limit: 1e31 may become 1e30 without any prospect.
        var trend = Trend([.. epoch.LastReadings.Where(reading => reading.Loss > Limit(firstLoss))]);
        return loss > Limit(firstLoss)
            && IsAtChance(epoch.EpochCorrect, epoch.EpochImages)
            && (trend >= SlowestFall || loss * trend * trend > Limit(firstLoss));
    }

    private double Limit(double firstLoss) => LimitFactor * Math.Max(Math.Log(classes), firstLoss);

    /// <summary>No more right answers than the binomial distribution of an answer that ignores the image
    /// gives.</summary>
    private bool IsAtChance(double correct, double images) =>
        correct <= (images * commonest) + (Deviations * Math.Sqrt(images * commonest * (1 - commonest)));

    /// <summary>Median loss of the second half of some steps, in multiples of that of the first: a single spike changes
    /// neither.</summary>
    private static double Trend(List<StepReading> readings)
    {
        var half = readings.Count / 2;
        return half == 0 ? 1 : Median(readings[half..]) / Median(readings[..half]);
    }

    private static double Median(List<StepReading> readings) =>
        readings.Select(reading => reading.Loss).Order().ElementAt(readings.Count / 2);
}
