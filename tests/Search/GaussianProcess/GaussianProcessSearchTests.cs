using SweepRunner.Search.GaussianProcess;

namespace SweepRunner.Search.Tests.GaussianProcess;

public sealed class GaussianProcessSearchTests
{
    private static readonly SearchSpace Square = new([
        new Axis("x", new UniformDomain(-5, 10)),
        new Axis("y", new UniformDomain(0, 15)),
    ]);

    private static readonly SearchSpace Conditional = new([
        new Axis("batch", new IntegerDomain(1, 8)),
        new Axis("optimizer", new ChoiceDomain([
            new Choice(
                "1", [new Axis("lr", new LogUniformDomain(1e-4, 1)), new Axis("momentum", new UniformDomain(0, 1))]),
            new Choice("2", [new Axis("lr", new LogUniformDomain(1e-5, 1))]),
            new Choice("3", []),
        ])),
    ]);

    [Fact]
    public void Ask_Branin_FindsAMinimum()
    {
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 40 }, Square).Run(40, Branin);

        // The minimum is 0.397887; the best of 40 random cells is about 2.
        Assert.InRange(ledger.Costs.Min(), 0.3978, 0.42);
        Assert.Equal(40, ledger.History.Cells.Count);
        Assert.IsType<Exhausted>(ledger.Ask());
    }

    [Fact]
    public void Ask_FewerResultsThanTheStartup_DrawsWithoutAModel()
    {
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 40, StartupTrials = 4 }, Square);

        for (var cell = 0; cell < 4; cell++)
        {
            Assert.False(Assert.IsType<Proposal>(ledger.Ask()).IsModelled);
            ledger.Run(1, Branin);
        }

        var proposal = Assert.IsType<Proposal>(ledger.Ask());
        Assert.True(proposal.IsModelled);
        Assert.Equal("gp: 4 cells", proposal.Note);
    }

    [Fact]
    public void Ask_CellsThatRun_AreNotProposedAgainNorTheirNeighbours()
    {
        var search = new GaussianProcessSearch { Trials = 100 };
        var ledger = new Ledger(search, Square).Run(20, Branin);
        var proposals = new List<double[]>();
        for (var worker = 0; worker < 4; worker++)
        {
            proposals.Add(Ledger.Numbers(Assert.IsType<Proposal>(ledger.Ask()).Point));
            ledger.Run(1, _ => new TrialObservation(0, 0, TrialState.Running));
        }

        Assert.All(proposals.Index(), each => Assert.All(
            proposals.Take(each.Index),
            other => Assert.True(Math.Abs(other[0] - each.Item[0]) + Math.Abs(other[1] - each.Item[1]) > 0.1)));
    }

    [Fact]
    public void Ask_HalfOfTheSpaceDiverges_LeavesIt()
    {
        // The cost falls towards the half that diverges.
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 60 }, Square)
            .Run(60, numbers => numbers[0] > 2.5 ? double.NaN : -numbers[0]);

        Assert.InRange(ledger.History.Cells.Skip(10).Count(cell => cell.State is TrialState.Diverged), 0, 12);
        Assert.InRange(ledger.Costs.Min(), -2.5, -2.3);
    }

    [Fact]
    public void Ask_NothingToGain_DrawsOneInFourCellsWhereItExpectsNoDivergence()
    {
        // All cells with y below 7.5 are equally good, the others diverge.
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 200 }, Square)
            .Run(20, numbers => numbers[1] > 7.5 ? double.NaN : 1);

        for (var cell = 20; cell < 40; cell++)
        {
            var proposal = Assert.IsType<Proposal>(ledger.Ask());
            Assert.Equal(cell % 4 != 0, proposal.IsModelled);
            Assert.InRange(Ledger.Numbers(proposal.Point)[1], 0, 8.5);
            ledger.Run(1, numbers => numbers[1] > 7.5 ? double.NaN : 1);
        }
    }

    [Theory]
    [InlineData(TrialState.Diverged, null)]
    [InlineData(TrialState.Completed, null)]
    [InlineData(TrialState.Completed, double.NaN)]
    [InlineData(TrialState.Completed, double.NegativeInfinity)]
    [InlineData(TrialState.Failed, null)]
    public void Ask_NoCellWithACost_StaysRandom(TrialState state, double? cost)
    {
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 100 }, Square)
            .Run(30, _ => new TrialObservation(0, 0, state) { Cost = cost });

        Assert.False(Assert.IsType<Proposal>(ledger.Ask()).IsModelled);
    }

    [Fact]
    public void Ask_OneCostAmongDivergedCells_ModelsIt()
    {
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 100 }, Square)
            .Run(20, _ => double.NaN)
            .Add(Square.At(0.5), Ledger.Outcome(1));

        Assert.True(Assert.IsType<Proposal>(ledger.Ask()).IsModelled);
    }

    [Fact]
    public void Ask_MinusInfinity_DoesNotAttract()
    {
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 60 }, Square).Run(40, point =>
            Ledger.Numbers(point) is [> 5, _]
                ? new TrialObservation(0, 0, TrialState.Completed) { Cost = double.NegativeInfinity }
                : Ledger.Outcome(Branin(Ledger.Numbers(point))));

        Assert.InRange(ledger.History.Cells.Skip(20).Count(cell => Ledger.Numbers(cell.Point)[0] > 5), 0, 7);
    }

    [Fact]
    public void Ask_SmallSpace_GivesEachCellOnceAndEnds()
    {
        var space = new SearchSpace([
            new Axis("a", new IntegerDomain(1, 4)),
            new Axis("b", ChoiceDomain.Of("1", "2", "3")),
        ]);
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 100, StartupTrials = 3 }, space)
            .Run(12, point => Ledger.Numbers(point)[0] == 2
                ? new TrialObservation(0, 0, TrialState.Failed)
                : Ledger.Outcome(Ledger.Numbers(point).Sum()));

        Assert.Equal(12, ledger.History.Cells.Select(cell => cell.Point.Key).Distinct().Count());
        Assert.IsType<Exhausted>(ledger.Ask());
    }

    [Fact]
    public void Ask_SpaceOfOneCell_GivesItAndEnds()
    {
        var space = new SearchSpace([new Axis("a", ChoiceDomain.Of("1"))]);
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 5, StartupTrials = 1 }, space);

        Assert.Equal("a 1", Assert.IsType<Proposal>(ledger.Ask()).Point.Key);
        Assert.IsType<Exhausted>(ledger.Run(1, _ => 1.0).Ask());
    }

    [Fact]
    public void Ask_Conditions_FindsTheBestBranch()
    {
        var ledger = new Ledger(new GaussianProcessSearch { Trials = 45 }, Conditional).Run(45, point =>
        {
            double At(string path) => double.Parse(point.Values.First(value => value.Axis.Path == path).Json);
            return Ledger.Outcome(At("optimizer") switch
            {
                1 => Math.Pow(Math.Log10(At("lr")) + 2, 2) + Math.Pow(At("momentum") - 0.9, 2),
                2 => 0.5 + Math.Pow(Math.Log10(At("lr")) + 3, 2),
                _ => 1,
            });
        });

        Assert.InRange(ledger.Costs.Min(), 0, 0.25);
        Assert.All(ledger.History.Cells, cell => Assert.Equal(
            cell.Point.Values[1].Json switch { "1" => 4, "2" => 3, _ => 2 }, cell.Point.Values.Count));
    }

    [Fact]
    public void Ask_PrunedAndPausedCells_AreNotBetterThanTheMedian()
    {
        TrialObservation Stopped(TrialState state, double last) =>
            new(0, 0, state) { Epochs = 1, AllEpochs = 9, Curve = [new EpochCost(1, last)] };
        var history = new Ledger(new RandomSearch { Trials = 1 }, Square)
            .Add(Square.At(0.1), Ledger.Outcome(1))
            .Add(Square.At(0.2), Ledger.Outcome(2))
            .Add(Square.At(0.3), Ledger.Outcome(6))
            .Add(Square.At(0.4), Stopped(TrialState.Pruned, 0.5))
            .Add(Square.At(0.5), Stopped(TrialState.Paused, 3))
            .Add(Square.At(0.6), Stopped(TrialState.Pruned, double.NaN))
            .Add(Square.At(0.7), Stopped(TrialState.Running, 1))
            .History;

        Assert.Equal([1, 2, 6, 2, 3, null], ObservedCells.Of(history)!.Costs);
    }

    [Fact]
    public void Ask_SameQuestion_HasTheSameAnswerInEveryProcess()
    {
        Ledger Run() => new Ledger(new GaussianProcessSearch { Trials = 40, Seed = 7 }, Conditional)
            .Run(15, numbers => numbers.Sum(number => Math.Pow(number - 0.3, 2)));
        var ledger = Run();

        var proposal = Assert.IsType<Proposal>(ledger.Ask());

        Assert.Equal(proposal.Point.Key, Assert.IsType<Proposal>(ledger.Ask()).Point.Key);
        Assert.Equal(proposal.Point.Key, Assert.IsType<Proposal>(Run().Ask()).Point.Key);
        Assert.Equal(["1", "2", "1E-05"], proposal.Point.Values.Select(value => value.Json));
    }

    [Fact]
    public void Ask_ThousandsOfCells_ModelsThem()
    {
        var points = new RandomSearch { Trials = 5_000 }.Points(Square).ToList();
        var history = new SearchHistory([.. points.Select((point, index) => new CellObservation(
            index, point, [Ledger.Outcome(Branin(Ledger.Numbers(point)))]))]);

        var answer = new GaussianProcessSearch { Trials = 9_000 }.Ask(Square, history, 5_001);

        var proposal = Assert.IsType<Proposal>(answer);

        Assert.InRange(Branin(Ledger.Numbers(proposal.Point)), 0.39, 2);
    }

    private static double Branin(double[] at)
    {
        var (x, y) = (at[0], at[1]);
        var valley = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (valley * valley) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }
}
