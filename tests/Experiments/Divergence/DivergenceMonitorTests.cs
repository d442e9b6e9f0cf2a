using System.Text.Json;
using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Tests.Divergence;

public sealed class DivergenceMonitorTests
{
    private static readonly double Chance = Math.Log(10);

    [Theory]
    [InlineData(double.NaN, DivergenceKind.NaN)]
    [InlineData(double.PositiveInfinity, DivergenceKind.Infinity)]
    [InlineData(double.NegativeInfinity, DivergenceKind.Infinity)]
    [InlineData(100.5, DivergenceKind.LossAbove)]
    [InlineData(100.0, null)]
    public void Check_ALoss_TellsItsKind(double loss, DivergenceKind? expected) =>
        Assert.Equal(expected, Create(lossAbove: 100).Check([Reading(loss)]));

    [Fact]
    public void Check_LargeLossWithoutLimit_GoesOn() =>
        Assert.Null(Create().Check([Reading(7.7e13)]));

    [Fact]
    public void LastFiniteLoss_AfterNaN_IsTheOneBefore()
    {
        var monitor = Create();
        Assert.Null(monitor.State.LastFiniteLoss);
        monitor.Check([Reading(2.5)]);
        monitor.Check([Reading(double.NaN)]);
        Assert.Equal(2.5, monitor.State.LastFiniteLoss);
    }

    [Fact]
    public void Check_ZeroGradientAtChance_CollapsesAtTheTwentiethStepRunning()
    {
        var monitor = Create();
        for (var step = 0; step < 19; step++)
            Assert.Null(monitor.Check([Reading(Chance * 1.049, isFirstGradientZero: true)]));

        Assert.Equal(DivergenceKind.Collapsed, monitor.Check([Reading(Chance * 0.951, isFirstGradientZero: true)]));
    }

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(1.051, true)]
    [InlineData(0.949, true)]
    public void Check_OneStepThatIsNotCollapsed_StartsTheCountAnew(double factor, bool isFirstGradientZero)
    {
        var monitor = Create();
        for (var step = 0; step < 19; step++)
            monitor.Check([Reading(Chance, isFirstGradientZero: true)]);

        Assert.Null(monitor.Check([Reading(Chance * factor, isFirstGradientZero: isFirstGradientZero)]));
        Assert.Null(monitor.Check([Reading(Chance, isFirstGradientZero: true)]));
    }

    [Fact]
    public void Check_LossAtTenTimesTheFirstOnesAndAnswersOfChance_ExplodesAtTheFiftiethStepRunning() =>
        Assert.Equal((DivergenceKind.Exploded, 50), FirstKind([3, .. Repeat(30.1, 60)]));

    [Theory]
    [InlineData(2, 23.0)] // a first loss below ln(classes) does not lower the limit
    [InlineData(3, 30)]
    [InlineData(1e8, 7e8)] // large first weights
    public void Check_LossBelowTheLimit_GoesOn(double first, double loss) =>
        Assert.Null(FirstKind([first, .. Repeat(loss, 200)]).Kind);

    [Fact]
    public void Check_OneStepBelowTheLimit_StartsTheCountAnew() =>
        Assert.Equal((DivergenceKind.Exploded, 99), FirstKind([3, .. Repeat(1e30, 48), 30, .. Repeat(1e30, 60)]));

    [Theory]
    [InlineData(0.11, true)]
    [InlineData(0.12, false)] // 6400 images, 640 right by chance, three standard deviations 72
    public void Check_RightAnswers_AreHeldAgainstChance(double accuracy, bool isExploded) =>
        Assert.Equal(isExploded, FirstKind([3, .. Repeat(1e30, 60)], accuracy).Kind is not null);

    [Fact]
    public void Check_AnswersOfTheCommonestClass_AreThoseOfChance() =>
        Assert.Equal(DivergenceKind.Exploded, FirstKind([3, .. Repeat(1e30, 60)], accuracy: 0.4, commonest: 0.4).Kind);

    [Fact]
    public void Check_SpikeThatRecovers_GoesOn() =>
        Assert.Null(
            FirstKind([
                3,
                .. Enumerable.Range(0, 200).Select(step => 2.3 + (1000 * Math.Pow(0.97, step) * Noise(step))),
            ]).Kind);

    [Fact]
    public void Check_LossThatStaysUpInNoise_IsFoundSoon()
    {
        var (kind, step) = FirstKind([3, .. Enumerable.Range(0, 200).Select(step => 1e12 * Noise(step))]);

        Assert.Equal(DivergenceKind.Exploded, kind);
        Assert.InRange(step, 50, 100);
    }

    [Theory]
    [InlineData(new[] { 2.6, 1e31 }, 1e31, true)]
    [InlineData(new[] { 2.6 }, 1e31, true)] // a trial of one step: its update shows in the validation alone
    [InlineData(new[] { 2.6 }, 26.0, false)]
    [InlineData(new[] { 2.6, 6e5, 6.7e5, 6e5, 4.5e5, 3.7e5 }, 5e5, true)] // falls, but not fast
    [InlineData(new[] { 2.6, 1e4, 8e3, 4e3, 2e3, 1e3, 500, 250, 120 }, 60.0, false)]
    [InlineData(new[] { 2.6, 8e3, 60, 2.5 }, 2.4, false)] // recovered
    [InlineData(new[] { 1e8, 7e9, 7e9 }, 7e9, true)]
    [InlineData(new[] { 1e8, 7e8, 7e8 }, 7e8, false)]
    [InlineData(new[] { 2.6, 1e31, 1e31, 1e30, 1e30 }, 9e29, true)]
    [InlineData(new[] { 2.6, 400, 400, 90, 90 }, 80.0, false)]
    [InlineData(new[] { 2.6, 1e31 }, null, true)]
    [InlineData(new[] { 2.6, 8e3, 60, 2.5 }, null, false)]
    public void CheckLast_AFewSteps_JudgesTheLossAtTheirEnd(double[] losses, double? validationLoss, bool isExploded)
    {
        var readings = losses.Select(loss => Reading(loss)).ToList();
        var monitor = Create();
        monitor.Check([readings[0]]);

        var epoch = new StepTotals(
            0,
            readings.Sum(each => each.Images),
            readings.Sum(each => each.Images * each.Loss),
            readings.Sum(each => each.Correct),
            readings);
        Assert.Equal(isExploded ? DivergenceKind.Exploded : null, monitor.CheckLast(epoch, validationLoss));
        Assert.Null(monitor.CheckLast(epoch with { EpochCorrect = epoch.EpochImages / 2 }, validationLoss));
    }

    [Fact]
    public void Check_StateOfAnEarlierVersion_TakesTheNextLossForTheFirst()
    {
        var monitor = Create();
        monitor.State = JsonSerializer.Deserialize<DivergenceState>(
            """{"lastFiniteLoss":2.5,"zeroGradientSteps":3}""", JsonSerializerOptions.Web)!;

        Assert.Equal((2.5, null), (monitor.State.LastFiniteLoss, monitor.State.FirstLoss));
        Assert.Null(monitor.Check([Reading(1e30)]));
        Assert.Equal(1e30, monitor.State.FirstLoss);
    }

    private static DivergenceMonitor Create(double? lossAbove = null, double commonest = 0.1) =>
        new(10, commonest, lossAbove);

    private static StepReading Reading(double loss, double accuracy = 0.1, bool isFirstGradientZero = false) =>
        new(0, 0, Images: 128, 0.1, loss, Correct: 128 * accuracy, 1, isFirstGradientZero);

    /// <summary>How a run of losses diverges, and at which step.</summary>
    private static (DivergenceKind? Kind, int Step) FirstKind(
        double[] losses, double accuracy = 0.1, double commonest = 0.1)
    {
        var monitor = Create(commonest: commonest);
        var readings = losses.Select(loss => Reading(loss, accuracy)).ToList();
        for (var step = 0; step < losses.Length; step++)
            if (monitor.Check([.. readings.Take(step + 1).TakeLast(Explosion.Steps)]) is { } kind)
                return (kind, step);
        return (null, losses.Length);
    }

    private static IEnumerable<double> Repeat(double loss, int steps) => Enumerable.Repeat(loss, steps);

    // From 0.5 to 1.5, without order.
    private static double Noise(int step) => 0.5 + ((step * 0.6180339887) % 1);
}
