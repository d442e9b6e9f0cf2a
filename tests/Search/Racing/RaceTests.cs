using SweepRunner.Search.Racing;

namespace SweepRunner.Search.Tests.Racing;

public sealed class RaceTests
{
    private static readonly RaceConfig Eight = new() { Race = true };

    private static readonly RaceBudget Unlimited = new(null, 0, true);

    private static readonly RaceBudget NoNewCells = new(null, 0, false);

    [Fact]
    public void Next_NoCell_IsANewCell() =>
        Assert.Equal(new NewCell("no cell has completed yet"), Race.Next(Eight, [], Unlimited));

    [Fact]
    public void Next_NoCellAndNoneCanStart_IsOver() =>
        Assert.Equal(new RaceOver("no cell has completed"), Race.Next(Eight, [], NoNewCells));

    [Fact]
    public void Next_FirstTrialsRunAndNoneCanStart_Waits() =>
        Assert.Equal(new AwaitSeeds("results are missing"), Race.Next(Eight, [Cell(0, [null])], NoNewCells));

    [Fact]
    public void Next_BudgetSpent_IsOver() =>
        Assert.Equal(
            new RaceOver("the budget of 1 trial is spent"),
            Race.Next(Eight, [Cell(0, 1)], new RaceBudget(1, 1, true)));

    [Fact]
    public void Next_FewCellsWithOneSeed_IsANewCell() =>
        Assert.IsType<NewCell>(Race.Next(Eight, [Cell(0, 1), Cell(1, 2), Cell(2, 0.5)], Unlimited));

    [Fact]
    public void Next_FiveCells_GivesTheBestOneSeed() =>
        Assert.Equal(
            new MoreSeeds(2, 1, "it leads, and the first seed of cell 0 is too close"),
            Race.Next(Eight, [Cell(0, 1), Cell(1, 2), Cell(2, 0.5), Cell(3, 9), Cell(4, 8)], Unlimited));

    [Theory]
    [InlineData(1, 1)] // From 1 seed to 2.
    [InlineData(2, 2)] // From 2 seeds to 4.
    [InlineData(3, 2)] // No further than the incumbent, which has 5.
    public void Next_ChallengerNotWorseOnSharedSeeds_DoublesItsSeeds(int seeds, int more)
    {
        var incumbent = Cell(7, 3, 3, 3, 3, 0);
        var challenger = Cell(9, [.. Enumerable.Repeat((double?)3, seeds)]);

        var step = Assert.IsType<MoreSeeds>(Race.Next(Eight, [incumbent, Cell(8, 4), challenger], Unlimited));

        Assert.Equal((9, more), (step.Cell, step.Count));
        Assert.Equal(
            seeds == 1
                ? "the first seed is not worse than that of cell 7, the incumbent"
                : $"the mean of {seeds} shared seeds is not worse than that of cell 7, the incumbent",
            step.Reason);
    }

    [Fact]
    public void Next_ChallengersTied_TakesTheOneWithTheLowerNumber() =>
        Assert.Equal(4, Assert.IsType<MoreSeeds>(
            Race.Next(Eight, [Cell(5, 1), Cell(7, 3, 1), Cell(4, 1)], Unlimited)).Cell);

    [Fact]
    public void Next_ChallengersSeedsRun_IsNotIssuedAgain() =>
        Assert.IsType<NewCell>(Race.Next(Eight, [Cell(0, 3, 1), Cell(1, 1, null)], Unlimited));

    [Fact]
    public void Next_ChallengersSeedFailed_GetsTheNextOne()
    {
        var challenger = new CellObservation(
            1, new SearchPoint([]), [Trial(0, 1), Trial(1, 0) with { State = TrialState.Failed, Cost = null }]);

        var step = Assert.IsType<MoreSeeds>(Race.Next(Eight, [Cell(0, 3, 1, 1), challenger], Unlimited));

        Assert.Equal((1, 1), (step.Cell, step.Count));
    }

    [Theory]
    [InlineData(TrialState.Running)]
    [InlineData(TrialState.Paused)]
    [InlineData(TrialState.Pruned)]
    [InlineData(TrialState.Failed)]
    [InlineData(TrialState.Diverged)]
    public void Next_FirstTrialHasNotCompleted_GetsNoSeed(TrialState state)
    {
        var other = new CellObservation(
            1, new SearchPoint([]), [new TrialObservation(0, 0, state), Trial(1, -5), Trial(2, -5)]);

        Assert.IsType<NewCell>(Race.Next(Eight, [Cell(0, 3, 1, 1), other], Unlimited));
        Assert.Equal(0, Race.Incumbent([Cell(0, 3, 1, 1), other]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    public void Next_CostNotFinite_IsNoContender(double cost)
    {
        Assert.Equal(1, Race.Incumbent([Cell(0, 1, cost), Cell(1, 5)]));
        Assert.Null(Race.Incumbent([Cell(0, cost)]));
    }

    [Fact]
    public void Next_MetricNeverArrived_IsNoContender() =>
        Assert.Equal(
            1,
            Race.Incumbent([new(0, new SearchPoint([]), [Trial(0, 1) with { Cost = null }]), Cell(1, 5)]));

    [Fact]
    public void Next_LeaderBelowTheFewestSeeds_GetsThemAtOnce()
    {
        var race = new RaceConfig { Race = true, Min = 4 };

        Assert.Equal(
            new MoreSeeds(0, 3, "it is the incumbent, which has at least 4 seeds"),
            Race.Next(race, [Cell(0, 1)], Unlimited));
        Assert.IsType<NewCell>(Race.Next(race, [Cell(0, 1, null, null, null)], Unlimited));
        Assert.Equal(2, Assert.IsType<MoreSeeds>(Race.Next(race, [Cell(0, 1)], new RaceBudget(7, 5, true))).Count);
    }

    [Theory]
    [InlineData(84, false)]
    [InlineData(85, true)]
    public void Next_LastFifteenPercentOfTheBudget_GoToTheTopTwo(int begun, bool isEnd) =>
        Assert.Equal(
            isEnd, Race.Next(Eight, [Cell(0, 1), Cell(1, 2)], new RaceBudget(100, begun, true)) is MoreSeeds);

    [Fact]
    public void Next_End_AlternatesBetweenTheTopTwo()
    {
        // The incumbent gets a seed before its closest rival does, which then decides whether it takes over.
        Assert.Equal(0, Seeds([Cell(0, 1), Cell(1, 1.1), Cell(2, 5)]).Cell);
        Assert.Equal(1, Seeds([Cell(0, 1, 1.5), Cell(1, 1.1), Cell(2, 5)]).Cell);
        Assert.Equal(1, Seeds([Cell(0, 1, 1.5), Cell(1, 1.1, 1.1), Cell(2, 5)]).Cell);
        Assert.Equal(0, Seeds([Cell(0, 1, 1.5), Cell(1, 1.1, 1.1, 1.1), Cell(2, 5)]).Cell);

        static MoreSeeds Seeds(CellObservation[] cells) =>
            Assert.IsType<MoreSeeds>(Race.Next(Eight, cells, NoNewCells));
    }

    [Fact]
    public void Next_EndWithSeedsThatRun_GoesOnWithTheNextRivals()
    {
        // t is √m and 1.9 √m. With the seeds that run, m of cell 1 is 4 at last.
        CellObservation[] cells = [Cell(0, 1, null, null, null, null), Cell(1, 2), Cell(2, 2.9)];
        var issued = new List<int>();
        for (var worker = 0; worker < 4; worker++)
        {
            var cell = Assert.IsType<MoreSeeds>(Race.Next(Eight, cells, NoNewCells)).Cell;
            cells[cell] = cells[cell] with { Trials = [.. cells[cell].Trials, Trial(cells[cell].Trials.Count, null)] };
            issued.Add(cell);
        }

        Assert.Equal([1, 1, 1, 2], issued);
    }

    [Fact]
    public void Next_EndWithoutAClosestRival_IsOver()
    {
        // Differences 2, 2.2, 2: a mean of 2.067 and a standard error of 0.067, which is a t of 31 with 2 degrees.
        CellObservation[] cells = [Cell(0, 1, 1, 1), Cell(1, 3, 3.2, 3)];

        Assert.Equal(
            new RaceOver("no cell is tied with cell 0, the incumbent"), Race.Next(Eight, cells, NoNewCells));
        Assert.IsType<AwaitSeeds>(Race.Next(Eight, [.. cells, Cell(2, [null])], NoNewCells));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.15, true)]
    [InlineData(0.16, false)]
    public void Next_Margin_ResolvesATieThatDoesNotMatter(double margin, bool isTied)
    {
        // Differences 0.1, -0.2, 0.3, 0.2: a mean of 0.1 and a standard error of 0.1080. With 3 degrees of freedom, the
        // mean and the margin must be above 2.353 · 0.1080 = 0.2541.
        CellObservation[] cells = [Cell(0, 1, 1, 1, 1), Cell(1, 1.1, 0.8, 1.3, 1.2)];
        var race = new RaceConfig { Race = true, Margin = margin };

        Assert.Equal(isTied, Race.Next(race, cells, NoNewCells) is MoreSeeds);
    }

    [Fact]
    public void Next_EndAndEveryTiedCellHasAllSeeds_IsOver()
    {
        var race = new RaceConfig { Race = true, Max = 2 };

        Assert.Equal(
            new RaceOver("all cells that are tied with cell 0, the incumbent, have 2 seeds"),
            Race.Next(race, [Cell(0, 1, 2), Cell(1, 2, 1.5)], NoNewCells));
    }

    [Fact]
    public void Next_NoNoise_ResolvesEveryDifference() =>
        Assert.IsType<RaceOver>(Race.Next(Eight, [Cell(0, 1, 1), Cell(1, 2, 2), Cell(2, 3)], NoNewCells));

    [Fact]
    public void Incumbent_CellsWithEqualSeeds_IsTheBestMean() =>
        Assert.Equal(1, Race.Incumbent([Cell(0, 1, 4), Cell(1, 3, 1), Cell(2, 0.5), Cell(3, 2, 2)]));

    [Fact]
    public void Incumbent_RivalWithAllButAFailedSeed_CanTakeOver()
    {
        var rival = new CellObservation(
            1, new SearchPoint([]), [Trial(0, 1), Trial(1, null) with { State = TrialState.Failed }]);

        Assert.Equal(1, Race.Incumbent([Cell(0, 2, 0), rival]));
    }

    [Fact]
    public void Incumbent_DivergedSeed_IsNotBesideACleanCell()
    {
        var diverged = Diverged(0, completed: 7);

        Assert.Equal(1, Race.Incumbent([diverged, Cell(1, 100)]));
        Assert.Equal(0, Race.Incumbent([diverged]));
    }

    [Fact]
    public void Next_MostSeedsDiverge_DropsTheCell()
    {
        // The posterior median of the share that diverges, Beta(1½, n - ½): 0.5 for 2 seeds and 0.15 for 8.
        Assert.Null(Race.Incumbent([Diverged(0, completed: 1)]));
        Assert.Equal(0, Race.Incumbent([Diverged(0, completed: 7)]));
        Assert.Equal(new RaceOver("no cell has completed"), Race.Next(Eight, [Diverged(0, 1)], NoNewCells));
    }

    [Fact]
    public void Next_AllCellsDiverged_IsOver() =>
        Assert.Equal(
            new RaceOver("no cell has completed"), Race.Next(Eight, [Diverged(0, 0), Diverged(1, 0)], NoNewCells));

    [Fact]
    public void Next_AnySweepUntilItsBudgetEnds_KeepsToTheRules()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (trials, workers) = (random.Next(1, 80), random.Next(1, 6));
            var race = new RaceConfig { Race = true, Min = random.Next(1, 4), Max = random.Next(4, 9) };
            var sweep = new RandomSweep(random);
            while (sweep.Step(race, trials, mostCells: random.Next(0, 60), workers))
            {
            }

            Assert.True(sweep.Begun <= trials);
            Assert.All(sweep.Cells, cell => Assert.InRange(cell.Trials.Count, 1, race.Max));
        }
    }

    [Fact]
    public void Next_FiveThousandCells_Decides()
    {
        var random = new Random(1);
        CellObservation[] cells =
        [
            .. Enumerable.Range(0, 5_000).Select(cell => Cell(cell, [.. Enumerable
                .Range(0, random.Next(1, 9)).Select(_ => (double?)random.NextDouble())])),
        ];

        Assert.IsType<MoreSeeds>(Race.Next(Eight, cells, NoNewCells), exactMatch: false);
    }

    /// <summary>A cell with costs by seed; null for a seed that runs.</summary>
    private static CellObservation Cell(int number, params double?[] costs) =>
        new(number, new SearchPoint([]), [.. costs.Select((cost, seed) => Trial(seed, cost))]);

    private static CellObservation Diverged(int number, int completed) =>
        new(number, new SearchPoint([]),
        [
            .. Enumerable.Range(0, completed).Select(seed => Trial(seed, 0)),
            new TrialObservation(0, completed, TrialState.Diverged),
        ]);

    private static TrialObservation Trial(int seed, double? cost) =>
        new(0, seed, cost is null ? TrialState.Running : TrialState.Completed) { Cost = cost };

    /// <summary>A sweep whose trials end in random order and in every way.</summary>
    private sealed class RandomSweep(Random random)
    {
        public List<CellObservation> Cells { get; } = [];

        public int Begun => Cells.Sum(cell => cell.Trials.Count);

        private List<(int Cell, int Seed)> Running => [.. Cells.SelectMany(cell => cell.Trials
            .Where(trial => trial.State is TrialState.Running)
            .Select(trial => (cell.Cell, (int)trial.Seed)))];

        /// <summary>One decision or one result; false at the end.</summary>
        public bool Step(RaceConfig race, int trials, int mostCells, int workers)
        {
            var running = Running;
            var step = running.Count < workers
                ? Race.Next(race, Cells, new RaceBudget(trials, Begun, Cells.Count < mostCells))
                : new AwaitSeeds("all workers are busy");
            switch (step)
            {
                case NewCell:
                    Cells.Add(new(Cells.Count, new SearchPoint([]), [Trial(0, null)]));
                    break;
                case MoreSeeds more:
                    var cell = Cells[more.Cell];
                    Assert.Equal(TrialState.Completed, cell.First.State);
                    Cells[more.Cell] = cell with
                    {
                        Trials = [.. cell.Trials, .. Enumerable.Range(cell.Trials.Count, more.Count)
                            .Select(seed => Trial(seed, null))],
                    };
                    break;
                case AwaitSeeds or RaceOver when running.Count > 0:
                    End(running[random.Next(running.Count)]);
                    break;
                default:
                    Assert.IsType<RaceOver>(step);
                    return false;
            }

            return true;
        }

        private void End((int Cell, int Seed) ended)
        {
            TrialObservation[] trials = [.. Cells[ended.Cell].Trials];
            var chance = random.Next(20);
            trials[ended.Seed] = trials[ended.Seed] with
            {
                State = chance == 0 ? TrialState.Diverged : chance == 1 ? TrialState.Failed : TrialState.Completed,
                Cost = chance <= 2 ? null : chance == 3 ? double.NaN : random.Next(10),
            };
            Cells[ended.Cell] = Cells[ended.Cell] with { Trials = trials };
        }
    }
}
