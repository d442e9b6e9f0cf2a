using SweepRunner.Search.Pruning;
using static SweepRunner.Search.Tests.Pruning.Trials;

namespace SweepRunner.Search.Tests.Pruning;

public sealed class AshaPruningTests
{
    private static readonly AshaPruning Thirds = new();

    private static readonly AshaPruning Halves = new() { ReductionFactor = 2 };

    [Theory]
    [InlineData(3, 1, 0, 27, "1 3 9")]
    [InlineData(3, 1, 0, 28, "1 3 9 27")]
    [InlineData(4, 2, 1, 100, "8 32")]
    [InlineData(2, 5, 0, 5, "")]
    [InlineData(3, 1, 0, 1, "")]
    [InlineData(3, 100_000, 16, 100_000, "")]
    [InlineData(2, 1, 14, 100_000, "16384 32768 65536")]
    public void Rungs_OfATrial_AreBelowItsEpochs(int factor, int first, int rate, int epochs, string rungs)
    {
        var rule = new AshaPruning { ReductionFactor = factor, MinEpochs = first, MinEarlyStoppingRate = rate };

        Assert.Equal(rungs, string.Join(' ', rule.Rungs(cell: 5, epochs)));
    }

    [Fact]
    public void Judge_ThreeAtARung_PromotesTheBestOfThem()
    {
        CellObservation[] cells = [Paused(0, (1, 0.7)), Paused(1, (1, 0.61)), Paused(2, (1, 0.66))];

        Assert.Equal(
            [
                new PruneVerdict(1, PruneAction.Promote, (1, 3), 0.61, 0.61),
                new PruneVerdict(2, PruneAction.Hold, (1, 3), 0.66, 0.61),
                new PruneVerdict(0, PruneAction.Hold, (1, 3), 0.7, 0.61),
            ],
            Thirds.Judge(cells, canGrow: true));
    }

    [Fact]
    public void Judge_FewerThanTheFactor_HoldsAllWithoutACut() =>
        Assert.Equal(
            [
                new PruneVerdict(1, PruneAction.Hold, (1, 3), 0.61, null),
                new PruneVerdict(0, PruneAction.Hold, (1, 3), 0.7, null),
            ],
            Thirds.Judge([Paused(0, (1, 0.7)), Paused(1, (1, 0.61))], canGrow: true));

    [Fact]
    public void Judge_SeveralRungs_PromotesFromTheHighestFirst() =>
        Assert.Equal(
            [3, 1],
            Halves.Promoted(
                [
                    Paused(0, (1, 0.5)), Paused(1, (1, 0.1)),
                    Paused(2, (1, 0.2), (2, 0.9)), Paused(3, (1, 0.3), (2, 0.8)),
                ],
                canGrow: true));

    [Fact]
    public void Judge_EqualCosts_PromotesTheLowerNumber() =>
        Assert.Equal([4], Thirds.Promoted([Paused(7, (1, 1)), Paused(4, (1, 1)), Paused(9, (1, 1))], canGrow: true));

    [Theory]
    [InlineData(TrialState.Completed)]
    [InlineData(TrialState.Running)]
    [InlineData(TrialState.Pruned)]
    public void Judge_OthersThatReachedTheRung_AreCounted(TrialState state) =>
        // The other trial takes the place: of two, only the better one goes on.
        Assert.Empty(Halves.Promoted([Paused(0, (1, 0.5)), Cell(1, state, 27, (1, 0.4), (2, 0.4))], canGrow: true));

    [Fact]
    public void Judge_OtherThatHasNotReachedTheRung_IsNotCounted() =>
        Assert.Empty(Halves.Promoted([Paused(0, (1, 0.5)), Cell(1, TrialState.Running, 27)], canGrow: true));

    [Fact]
    public void Judge_CompletedBeforeTheRung_CountsWithItsLastCost() =>
        // It no longer improved after 1 of its 27 epochs.
        Assert.Equal(
            [0], Halves.Promoted([Paused(0, (2, 0.5)), Cell(1, TrialState.Completed, 27, (1, 0.6))], canGrow: true));

    [Theory]
    [InlineData(0, true)] // In its first epoch: last at the first rung.
    [InlineData(1, true)] // After the first rung: last at the first rung and at the second.
    [InlineData(20, true)]
    public void Judge_Diverged_IsLast(int epochs, bool isPromoted)
    {
        var diverged = Cell(1, TrialState.Diverged, 27, (1, 0.1)).Reaching(epochs);

        Assert.Equal(isPromoted, Halves.Promoted([Paused(0, (1, 0.5)), diverged], canGrow: true).Any());
    }

    [Theory]
    [InlineData(1, true)] // The second rung is the first that it did not reach.
    [InlineData(0, false)] // It did not reach the first.
    public void Judge_Diverged_CountsUpToTheFirstRungThatItDidNotReach(int epochs, bool isPromoted)
    {
        var diverged = Cell(1, TrialState.Diverged, 27).Reaching(epochs);

        Assert.Equal(isPromoted, Halves.Promoted([Paused(0, (1, 0.4), (2, 0.5)), diverged], canGrow: true).Any());
    }

    [Fact]
    public void Judge_Failed_IsNotCounted() =>
        Assert.Empty(Halves.Promoted([Paused(0, (1, 0.5)), Cell(1, TrialState.Failed, 27, (1, 0.9))], canGrow: true));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Judge_CostNotFinite_IsLastAndNeverPromoted(double cost)
    {
        CellObservation[] cells = [Paused(0, (1, cost)), Paused(1, (1, 5)), Paused(2, (1, cost)), Paused(3, (1, cost))];

        Assert.Equal(
            [
                new PruneVerdict(1, PruneAction.Promote, (1, 5), 5, 5),
                new PruneVerdict(0, PruneAction.Hold, (1, 5), cost, 5),
                new PruneVerdict(2, PruneAction.Hold, (1, 5), cost, 5),
                new PruneVerdict(3, PruneAction.Hold, (1, 5), cost, 5),
            ],
            Halves.Judge(cells, canGrow: true));
    }

    [Fact]
    public void Judge_CostMissing_IsLast() =>
        Assert.Equal(
            [
                new PruneVerdict(1, PruneAction.Promote, (1, 3), 5, 5),
                new PruneVerdict(0, PruneAction.Hold, (1, 3), null, 5),
            ],
            new AshaPruning { ReductionFactor = 2, MinEpochs = 3 }.Judge(
                [Cell(0, TrialState.Paused, 20).Reaching(3), Cell(1, TrialState.Paused, 20, (3, 5))], canGrow: true));

    [Fact]
    public void Judge_OtherEpochs_ComparesAtTheSameNumberOfEpochs()
    {
        // The short trial completed at what is the third rung of the long one.
        CellObservation[] cells =
            [Paused(0, (1, 1), (3, 1), (9, 0.5)), Cell(1, TrialState.Completed, 9, (3, 2), (9, 0.6))];

        Assert.Equal(
            new PruneVerdict(0, PruneAction.Hold, (3, 3), 0.5, null),
            Assert.Single(Thirds.Judge(cells, canGrow: true)));
        Assert.Equal(
            new PruneVerdict(0, PruneAction.Promote, (3, 3), 0.5, 0.5),
            Assert.Single(Thirds.Judge([.. cells, Cell(2, TrialState.Completed, 9, (9, 0.7))], canGrow: true)));
    }

    [Fact]
    public void Judge_NothingCanStart_PromotesTheBestOfTheHighestRungUntilOneCompletes()
    {
        CellObservation[] cells =
            [Paused(0, (1, 0.6)), Paused(1, (1, 0.5), (3, 0.7)), Paused(2, (1, 0.4), (3, 0.8))];

        Assert.Equal([1], Thirds.Promoted(cells, canGrow: false));
        Assert.Equal(
            [0], Thirds.Promoted([.. cells[..1], Running(1, 3), Running(2, 3), Running(3, 3)], canGrow: false));
        Assert.Empty(Thirds.Promoted([.. cells[..1], Running(1, 3)], canGrow: false));
        Assert.Empty(Thirds.Promoted([.. cells, Cell(3, TrialState.Completed, 2, (2, 1))], canGrow: false));
    }

    [Fact]
    public void Judge_NothingCanStart_PromotesAsManyAsMustComplete()
    {
        var rule = new AshaPruning { Min = 3 };
        CellObservation[] cells = [Paused(0, (1, 3)), Paused(1, (1, 2)), Paused(2, (1, 1)), Paused(3, (1, 4))];

        Assert.Equal([2, 1, 0], rule.Promoted(cells, canGrow: false));
        // One that runs below the rung does not count, for it may never complete.
        Assert.Equal([2, 1, 0], rule.Promoted([.. cells, Running(4, 0)], canGrow: false));
        Assert.Equal([2, 1], rule.Promoted([.. cells, Running(4, 1)], canGrow: false));
    }

    [Fact]
    public void Judge_NothingCanStartAndNoCosts_LetsTheFirstGoOn() =>
        Assert.Equal(
            [2], Thirds.Promoted([Paused(2, (1, double.NaN)), Paused(5, (1, double.NaN))], canGrow: false));

    [Fact]
    public void Judge_OneTrial_IsHeldAndGoesOnAtTheEnd()
    {
        Assert.Empty(Thirds.Promoted([Paused(0, (1, 1))], canGrow: true));
        Assert.Equal([0], Thirds.Promoted([Paused(0, (1, 1))], canGrow: false));
    }

    [Fact]
    public void Judge_PausedBeforeTheFirstRung_GoesOn() =>
        Assert.Equal(
            new PruneVerdict(0, PruneAction.Promote, (0, 2), null, null),
            Assert.Single(new AshaPruning { MinEpochs = 3 }.Judge([Paused(0, (1, 1))], canGrow: true)));

    [Fact]
    public void Judge_OtherSeed_IsNotCompared()
    {
        var other = Paused(1, (1, 0.9));

        Assert.Empty(Halves.Promoted(
            [Paused(0, (1, 0.5)), other with { Trials = [other.First with { Seed = 1 }] }], canGrow: true));
    }

    [Fact]
    public void Judge_NoCell_IsEmpty() => Assert.Empty(Thirds.Judge([], canGrow: false));

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(4, 3, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(7, 4, 1)]
    public void Judge_AnySequenceOfResults_PromotesAsThePaperDoes(int workers, int factor, int first)
    {
        var rule = new AshaPruning { ReductionFactor = factor, MinEpochs = first };
        for (var seed = 0; seed < 20; seed++)
        {
            var sweep = new RandomSweep(new Random(seed), rule);
            for (var step = 0; step < 150; step++)
                sweep.Step(workers);
            Assert.True(sweep.Promotions > 0);
        }
    }

    [Fact]
    public void Judge_FiveThousandCellsOnTwentyRungs_JudgesEach()
    {
        var rule = new AshaPruning { ReductionFactor = 2 };
        var random = new Random(3);
        CellObservation[] cells =
        [
            .. Enumerable.Range(0, 5_000).Select(cell => Cell(
                cell, TrialState.Paused, 100_000,
                [.. Enumerable.Range(0, random.Next(1, 18)).Select(rung => (1 << rung, random.NextDouble()))])),
        ];

        Assert.Equal(5_000, rule.Judge(cells, canGrow: false).Count);
    }

    private static CellObservation Paused(int number, params (int Epochs, double Cost)[] curve) =>
        Cell(number, TrialState.Paused, 20, curve);

    private static CellObservation Running(int number, int epochs) =>
        Cell(number, TrialState.Running, 20).Reaching(epochs);

    /// <summary>A sweep with random results that asks both the rule and the paper's algorithm what to do.</summary>
    private sealed class RandomSweep(Random random, AshaPruning rule)
    {
        private readonly PaperAsha _paper = new(rule.MinEpochs, rule.ReductionFactor);
        private readonly List<CellObservation> _cells = [];
        private readonly List<int> _running = [];

        public int Promotions { get; private set; }

        public void Step(int workers)
        {
            if (_running.Count == workers)
            {
                var ended = _running[random.Next(workers)];
                _running.Remove(ended);
                _cells[ended] = _cells[ended] with { Trials = [End(_cells[ended].First)] };
                return;
            }

            int? promoted = rule.Promoted(_cells, canGrow: true).Select(trial => (int?)trial).FirstOrDefault();
            Assert.Equal(_paper.GetJob(), promoted);
            if (promoted is not { } trial)
                _cells.Add(Cell(trial = _cells.Count, TrialState.Running, random.Next(3) == 0 ? 9 : 16));
            else
                Promotions++;
            _cells[trial] = _cells[trial] with
            {
                Trials = [_cells[trial].First with { State = TrialState.Running }],
            };
            _running.Add(trial);
        }

        private TrialObservation End(TrialObservation trial)
        {
            var rungs = rule.Rungs(trial.Number, trial.AllEpochs);
            var next = rungs.FirstOrDefault(rung => rung > trial.Epochs, trial.AllEpochs);
            switch (random.Next(20))
            {
                case 0:
                    _paper.Fail(trial.Number);
                    return trial with { State = TrialState.Failed };
                case 1:
                    _paper.Diverge(trial.Number);
                    if (next < trial.AllEpochs)
                        _paper.Report(trial.Number, next, double.PositiveInfinity, isOver: true);
                    return trial with { State = TrialState.Diverged };
                case 2 when next > trial.Epochs + 1:
                    // It stops improving one epoch before the rung.
                    return Reach(trial, next - 1, isOver: true);
                default:
                    return Reach(trial, next, isOver: next == trial.AllEpochs);
            }
        }

        private TrialObservation Reach(TrialObservation trial, int epochs, bool isOver)
        {
            // Few values, so that many are equal. A value may be missing.
            double? drawn = random.Next(15) switch { 0 => double.NaN, 1 => null, var cost => cost };
            var curve = drawn is { } value ? [.. trial.Curve, new EpochCost(epochs, value)] : trial.Curve;
            var last = curve.Count > 0 && double.IsFinite(curve[^1].Cost) ? curve[^1].Cost : double.PositiveInfinity;
            for (var rung = epochs; rung <= (isOver ? trial.AllEpochs : epochs); rung++)
                if (_paper.IsRung(rung))
                    _paper.Report(trial.Number, rung, last, isOver);
            return trial with
            {
                State = isOver ? TrialState.Completed : TrialState.Paused,
                Epochs = epochs,
                Curve = curve,
            };
        }
    }
}
