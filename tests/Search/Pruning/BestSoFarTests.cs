using SweepRunner.Search.Pruning;
using static SweepRunner.Search.Tests.Pruning.Trials;

namespace SweepRunner.Search.Tests.Pruning;

/// <summary>The rules of the median and of a percentile.</summary>
public sealed class BestSoFarTests
{
    private static readonly MedianPruning Median = new() { StartupTrials = 2 };

    // At epoch 2 the best so far are 0.5, 0.3 and 0.7: the median is 0.5.
    private static readonly CellObservation[] Three =
    [
        Cell(0, TrialState.Completed, 4, (1, 0.5), (2, 0.6), (4, 0.1)),
        Cell(1, TrialState.Completed, 4, (1, 0.4), (2, 0.3), (4, 0.2)),
        Cell(2, TrialState.Completed, 4, (1, 0.9), (2, 0.7), (4, 0.3)),
    ];

    [Theory]
    [InlineData(0, 1, 4, "1 2 3")]
    [InlineData(2, 1, 6, "3 4 5")]
    [InlineData(0, 5, 20, "5 10 15")]
    [InlineData(3, 5, 19, "8 13 18")]
    [InlineData(3, 5, 8, "")]
    [InlineData(10, 1, 3, "")]
    [InlineData(0, 1, 1, "")]
    public void Rungs_OfATrial_ComeAfterTheWarmUpAndBeforeTheEnd(int warmup, int every, int epochs, string rungs)
    {
        var rule = new MedianPruning { WarmupEpochs = warmup, EveryEpochs = every };

        Assert.Equal(rungs, string.Join(' ', rule.Rungs(cell: 3, epochs)));
    }

    [Theory]
    [InlineData(0.8, 0.51, PruneAction.Prune)]
    [InlineData(0.8, 0.5, PruneAction.Promote)]
    [InlineData(0.4, 0.9, PruneAction.Promote)] // Its best was earlier.
    public void Judge_BestSoFar_IsComparedWithTheMedianOfTheOthers(double first, double second, PruneAction action) =>
        Assert.Equal(
            new PruneVerdict(3, action, (2, 3), Math.Min(first, second), 0.5),
            Assert.Single(Median.Judge([.. Three, Paused(3, (1, first), (2, second))], canGrow: true)));

    [Fact]
    public void Judge_TooFewCompleted_PromotesAll() =>
        Assert.Equal(
            [new PruneVerdict(4, PruneAction.Promote, (2, 3), 1, null), new(3, PruneAction.Promote, (2, 3), 9, null)],
            new MedianPruning { StartupTrials = 4 }.Judge([.. Three, Paused(3, (2, 9)), Paused(4, (2, 1))], true));

    [Theory]
    [InlineData(TrialState.Running, true)]
    [InlineData(TrialState.Paused, true)]
    [InlineData(TrialState.Pruned, true)]
    [InlineData(TrialState.Diverged, false)]
    [InlineData(TrialState.Failed, false)]
    public void Judge_OtherThatWentFurther_IsCompared(TrialState state, bool isCompared)
    {
        // With 0.4 beside 0.3, 0.5 and 0.7, the median is 0.45.
        CellObservation[] cells =
            [.. Three, Cell(3, state, 4, (2, 0.4), (3, 0.35)), Paused(4, (2, 0.47))];

        Assert.Equal(
            isCompared ? new PruneVerdict(4, PruneAction.Prune, (2, 3), 0.47, 0.45)
                : new PruneVerdict(4, PruneAction.Promote, (2, 3), 0.47, 0.5),
            Median.Judge(cells, canGrow: true)[^1]);
    }

    [Fact]
    public void Judge_OthersThatPauseAtTheSameEpoch_AreNotCompared() =>
        Assert.All(
            Median.Judge([.. Three, Paused(3, (2, 0.6)), Paused(4, (2, 0.65))], canGrow: true),
            verdict => Assert.Equal((PruneAction.Prune, 0.5), (verdict.Action, verdict.Cut)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Judge_CostNotFinite_IsPruned(double cost) =>
        Assert.Equal(
            new PruneVerdict(3, PruneAction.Prune, (2, 3), cost, 0.5),
            Assert.Single(Median.Judge([.. Three, Paused(3, (1, 0.1), (2, cost))], canGrow: true)));

    [Fact]
    public void Judge_CostNotFiniteOfAnother_IsNoValue() =>
        Assert.Equal(
            0.5,
            Median.Judge(
                [.. Three, Cell(4, TrialState.Completed, 4, (2, double.NaN)), Paused(3, (2, 9))],
                canGrow: true)[0].Cut);

    [Fact]
    public void Judge_CostMissing_GoesOn() =>
        Assert.Equal(
            new PruneVerdict(3, PruneAction.Promote, (2, 3), null, 0.5),
            Assert.Single(Median.Judge([.. Three, Paused(3).Reaching(2)], canGrow: true)));

    [Fact]
    public void Judge_NoOtherCameSoFar_GoesOn() =>
        Assert.Equal(
            new PruneVerdict(3, PruneAction.Promote, (2, 3), 9, null),
            Assert.Single(new MedianPruning { StartupTrials = 0 }.Judge([Paused(3, (2, 9))], canGrow: true)));

    [Fact]
    public void Judge_CompletedEarly_CountsWithItsBest()
    {
        // It no longer improved after 1 of its 4 epochs; a trial of 1 epoch has no second one.
        CellObservation[] cells =
            [.. Three, Cell(4, TrialState.Completed, 4, (1, 0.1)), Cell(5, TrialState.Completed, 1, (1, 0.1))];

        // The median of 0.1, 0.3, 0.5 and 0.7.
        Assert.Equal(0.4, Median.Judge([.. cells, Paused(3, (2, 9))], canGrow: true)[0].Cut!.Value, 12);
    }

    [Fact]
    public void Judge_OtherSeed_IsNotCompared()
    {
        var other = Paused(3, (2, 9));

        Assert.Null(Median.Judge(
            [.. Three, other with { Trials = [other.First with { Seed = 7 }] }], canGrow: true)[0].Cut);
    }

    [Fact]
    public void Judge_SeveralRungs_StartWithTheHighestAndTheBest() =>
        Assert.Equal(
            [5, 4, 6, 3],
            Median.Judge([.. Three, Paused(3, (1, 5)), Paused(6, (2, 2)), Paused(4, (2, 1)), Paused(5, (3, 7))], true)
                .Select(verdict => verdict.Trial));

    [Theory]
    [InlineData(25, 0.4)] // A quarter of the way from 0.3 to 0.7 with 0.5 between them: the middle of 0.3 and 0.5.
    [InlineData(50, 0.5)]
    [InlineData(75, 0.6)]
    [InlineData(10, 0.34)]
    public void Judge_Percentile_LetsThatPartGoOn(double percentile, double cut) =>
        Assert.Equal(
            cut,
            new PercentilePruning { Percentile = percentile, StartupTrials = 3 }
                .Judge([.. Three, Paused(3, (2, 9))], canGrow: true)[0].Cut!.Value,
            12);

    [Fact]
    public void Judge_FiveThousandCells_JudgesEach()
    {
        var random = new Random(3);
        CellObservation[] cells =
        [
            .. Enumerable.Range(0, 5_000).Select(cell => Cell(
                cell, cell < 10 ? TrialState.Completed : TrialState.Paused, 100,
                [.. Enumerable.Range(1, random.Next(1, 21)).Select(epoch => (epoch, random.NextDouble()))])),
        ];

        Assert.Equal(4_990, new MedianPruning().Judge(cells, canGrow: true).Count);
    }

    private static CellObservation Paused(int number, params (int Epochs, double Cost)[] curve) =>
        Cell(number, TrialState.Paused, 4, curve);
}
