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
        Assert.Equal(expected, new DivergenceMonitor(10, lossAbove: 100).Check(loss, isFirstGradientZero: false));

    [Fact]
    public void Check_LargeLossWithoutLimit_GoesOn() =>
        Assert.Null(new DivergenceMonitor(10, lossAbove: null).Check(7.7e13, isFirstGradientZero: false));

    [Fact]
    public void LastFiniteLoss_AfterNaN_IsTheOneBefore()
    {
        var monitor = new DivergenceMonitor(10, lossAbove: null);
        Assert.Null(monitor.LastFiniteLoss);
        monitor.Check(2.5, false);
        monitor.Check(double.NaN, false);
        Assert.Equal(2.5, monitor.LastFiniteLoss);
    }

    [Fact]
    public void Check_ZeroGradientAtChance_CollapsesAtTheTwentiethStepRunning()
    {
        var monitor = new DivergenceMonitor(10, lossAbove: null);
        for (var step = 0; step < 19; step++)
            Assert.Null(monitor.Check(Chance * 1.049, isFirstGradientZero: true));

        Assert.Equal(DivergenceKind.Collapsed, monitor.Check(Chance * 0.951, isFirstGradientZero: true));
    }

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(1.051, true)]
    [InlineData(0.949, true)]
    public void Check_OneStepThatIsNotCollapsed_StartsTheCountAnew(double factor, bool isFirstGradientZero)
    {
        var monitor = new DivergenceMonitor(10, lossAbove: null);
        for (var step = 0; step < 19; step++)
            monitor.Check(Chance, isFirstGradientZero: true);

        Assert.Null(monitor.Check(Chance * factor, isFirstGradientZero));
        Assert.Null(monitor.Check(Chance, isFirstGradientZero: true));
    }
}
