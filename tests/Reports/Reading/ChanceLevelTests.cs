using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Reading;

public sealed class ChanceLevelTests
{
    private static readonly DataFacts TenClasses = new(1000, 5000, 10, 0.1);

    // The smallest c with P(X ≤ c) ≥ 99 % for 5000 images and p0, from sums of binomial probabilities: 550 for 0.1,
    // 602 for 0.11.
    [Theory]
    [InlineData(550, 0.1, true)]
    [InlineData(551, 0.1, false)]
    [InlineData(602, 0.11, true)]
    [InlineData(603, 0.11, false)]
    [InlineData(0, 0.1, true)]
    [InlineData(5000, 0.1, false)]
    public void Judge_Accuracy_IsChanceUpToTheBinomialBound(int correct, double largestShare, bool isAtChance)
    {
        var trial = Trial(TenClasses with { LargestClassShare = largestShare }, loss: 1.0);

        Assert.Equal(
            isAtChance ? Learning.DidNotLearn : Learning.Learned, ChanceLevel.Judge(trial, correct / 5000.0, null));
    }

    // 0.19 is above the bound but below 2·p0: the loss of the last epoch decides. ln 10 = 2.3026; 2 % of it is 0.046.
    [Theory]
    [InlineData(0.19, 2.302, true)]
    [InlineData(0.19, 2.348, true)]
    [InlineData(0.19, 2.258, true)]
    [InlineData(0.19, 2.35, false)]
    [InlineData(0.19, 2.2, false)]
    [InlineData(0.21, 2.302, false)]
    [InlineData(0.19, double.NaN, false)]
    public void Judge_AccuracyBelowTwiceChance_IsChanceWithTheLossOfEqualAnswers(
        double accuracy, double loss, bool isAtChance) =>
        Assert.Equal(
            isAtChance ? Learning.DidNotLearn : Learning.Learned,
            ChanceLevel.Judge(Trial(TenClasses, loss), accuracy, null));

    [Theory]
    [InlineData(2.30, Learning.DidNotLearn)]
    [InlineData(2.0, Learning.Learned)]
    public void Judge_NoAccuracy_GoesByTheLoss(double loss, Learning expected) =>
        Assert.Equal(expected, ChanceLevel.Judge(Trial(TenClasses, loss), null, null));

    [Fact]
    public void Judge_NeitherAccuracyNorLoss_DecidesNothing() =>
        Assert.Equal(Learning.Unknown, ChanceLevel.Judge(Trial(TenClasses, loss: null), null, null));

    [Theory]
    [InlineData(199, Learning.Unknown)]
    [InlineData(200, Learning.DidNotLearn)]
    public void Judge_FewValidationImages_DecidesNothing(int images, Learning expected) =>
        Assert.Equal(
            expected, ChanceLevel.Judge(Trial(TenClasses with { ValidationImages = images }, 2.3), 0.1, null));

    [Theory]
    [InlineData(Outcome.Diverged)]
    [InlineData(Outcome.Running)]
    [InlineData(Outcome.Failed)]
    public void Judge_NotCompleted_DecidesNothing(Outcome outcome) =>
        Assert.Equal(Learning.Unknown, ChanceLevel.Judge(Trial(TenClasses, 2.3, outcome), 0.1, null));

    [Fact]
    public void Judge_DataNotKnown_DecidesNothing() =>
        Assert.Equal(Learning.Unknown, ChanceLevel.Judge(Trial(null, 2.3), 0.1, null));

    [Fact]
    public void Judge_TwoClassesOfUnequalSize_MeasuresAgainstTheLarger() =>
        Assert.Equal(
            Learning.DidNotLearn, ChanceLevel.Judge(Trial(new DataFacts(1000, 1000, 2, 0.9), 0.3), 0.9, null));

    [Theory]
    [InlineData(-1e-4, Learning.StillFalling)]
    [InlineData(0, Learning.DidNotLearn)]
    [InlineData(1e-4, Learning.DidNotLearn)]
    public void Judge_LossOverTheLastQuarter_TellsWhoStillFalls(double slope, Learning expected)
    {
        // Noise without a trend: its sign alternates.
        var series = Series(step => 2.3 + (slope * step) + (step % 2 == 0 ? 1e-3 : -1e-3));

        Assert.Equal(expected, ChanceLevel.Judge(Trial(TenClasses, 2.3), 0.1, series));
    }

    [Fact]
    public void IsFalling_FallBeforeTheLastQuarter_DoesNotCount() =>
        Assert.False(ChanceLevel.IsFalling(Series(step => step < 150 ? 4 - (step * 0.01) : 2.5 + (step % 2 * 1e-3))));

    [Fact]
    public void IsFalling_TooFewSteps_IsNotTold() => Assert.False(ChanceLevel.IsFalling(Series(step => -step, 12)));

    [Fact]
    public void IsFalling_NoFiniteLoss_IsFalse() => Assert.False(ChanceLevel.IsFalling(Series(_ => double.NaN)));

    [Theory]
    [InlineData(Learning.DidNotLearn, 3, "did not learn in 3 epochs")]
    [InlineData(Learning.StillFalling, 1, "did not learn in 1 epoch; still falling: more epochs")]
    [InlineData(Learning.Learned, 3, null)]
    [InlineData(Learning.Unknown, 3, null)]
    public void Describe_Learning_NamesWhoDidNotLearn(Learning learning, int epochs, string? expected) =>
        Assert.Equal(expected, learning.Describe(epochs));

    private static ThinnedSeries Series(Func<int, double> value, int steps = 200)
    {
        var series = new ThinnedSeries(64);
        for (var step = 0; step < steps; step++)
            series.Add(step, value(step), DateTimeOffset.UnixEpoch.AddSeconds(step));
        return series;
    }

    private static TrialProgress Trial(DataFacts? data, double? loss, Outcome outcome = Outcome.Completed)
    {
        var trial = new TrialProgress(new TrialRecord
        {
            Id = new TrialId("s", 0),
            Definition = new NewTrial
            {
                Cell = 0,
                Seed = 0,
                Identity = "a",
                ConfigJson = "{}",
                SpaceValues = [],
                Data = data,
            },
            Outcome = outcome,
            Attempts = 1,
        });
        if (loss is { } last)
            trial.Add(new MetricPoint("train/epoch_loss", 9, 0, last, DateTimeOffset.UnixEpoch));
        return trial;
    }
}
