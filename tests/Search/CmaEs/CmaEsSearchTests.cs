using SweepRunner.Search.CmaEs;

namespace SweepRunner.Search.Tests.CmaEs;

public sealed class CmaEsSearchTests
{
    private static readonly SearchSpace Cube = Space(Enumerable.Repeat(new UniformDomain(-5, 5), 4));

    [Fact]
    public void Ask_Sphere_Converges()
    {
        var costs = new Ledger(new CmaEsSearch { Trials = 300 }, Cube)
            .Run(300, numbers => numbers.Sum(number => (number - 1) * (number - 1)))
            .Costs;

        // A population of 8 gains about a digit every 13 generations in four dimensions.
        Assert.InRange(costs.Min(), 0, 1e-2);
    }

    [Fact]
    public void Ask_Ellipsoid_LearnsItsShape()
    {
        static double Ellipsoid(double[] numbers) =>
            numbers.Select((number, axis) => Math.Pow(1_000, axis / 3.0) * (number - 1) * (number - 1)).Sum();
        var search = new CmaEsSearch { Trials = 500 };
        var ledger = new Ledger(search, Cube).Run(500, Ellipsoid);

        Assert.InRange(ledger.Costs.Min(), 0, 1);
        var distribution = search.Learn(new UnitSpace(Cube), ledger.History);
        Assert.True(distribution.Deviation(0) > 5 * distribution.Deviation(3));
    }

    [Fact]
    public void Ask_FirstGeneration_IsNormalAroundTheMiddle()
    {
        var ledger = new Ledger(new CmaEsSearch { Trials = 1_000 }, Space([new UniformDomain(0, 1)]))
            .Run(500, _ => double.NaN);
        double[] places = [.. ledger.History.Cells.Select(cell => Ledger.Numbers(cell.Point)[0])];

        // σ is 1/6; three standard deviations of the mean are 0.0224, of the mean square 0.0053.
        Assert.InRange(places.Average(), 0.4776, 0.5224);
        Assert.InRange(
            places.Average(place => (place - 0.5) * (place - 0.5)), (1.0 / 36) - 0.0053, (1.0 / 36) + 0.0053);
    }

    [Fact]
    public void Ask_GenerationThatStillRuns_DrawsFromTheLastFullOne()
    {
        var search = new CmaEsSearch { Trials = 100 };
        var space = Space([new UniformDomain(0, 1)]);
        var ledger = new Ledger(search, space).Run(3, numbers => numbers[0]);
        var before = search.Learn(new UnitSpace(space), ledger.History);
        ledger.Run(6, _ => new TrialObservation(0, 0, TrialState.Running));

        Assert.Equal(0, search.Learn(new UnitSpace(space), ledger.History).Generation);
        Assert.IsType<Proposal>(ledger.Ask());
        // The fourth result ends the first generation, which has 4 + ⌊3 ln 1⌋ cells.
        ledger.Run(1, numbers => numbers[0]);
        Assert.Equal(1, search.Learn(new UnitSpace(space), ledger.History).Generation);
        Assert.NotEqual(before.Mean, search.Learn(new UnitSpace(space), ledger.History).Mean);
    }

    [Fact]
    public void Learn_DivergedCells_RankLast()
    {
        var search = new CmaEsSearch { Trials = 100 };
        var space = Space([new UniformDomain(0, 1)]);
        Ledger Of(params double[] costs) => costs.Index().Aggregate(
            new Ledger(search, space),
            (ledger, each) => ledger.Add(space.At(0.2 + (0.2 * each.Index)), Ledger.Outcome(each.Item)));

        var diverged = search.Learn(new UnitSpace(space), Of(double.NaN, 1, 2, double.NaN).History);
        var bad = search.Learn(new UnitSpace(space), Of(1e6, 1, 2, 1e6).History);

        Assert.Equal(bad.Mean[0], diverged.Mean[0]);
        Assert.Equal(bad.Step, diverged.Step);
    }

    [Fact]
    public void Ask_WholeNumbers_DoesNotStall()
    {
        var space = Space([new IntegerDomain(1, 50), new UniformDomain(0, 1)]);
        var ledger = new Ledger(new CmaEsSearch { Trials = 250 }, space)
            .Run(250, numbers => Math.Abs(numbers[0] - 48) + Math.Pow(numbers[1] - 0.3, 2));

        // It finds the number, and still tries others when its deviation is much smaller than a step.
        Assert.InRange(ledger.Costs.Min(), 0, 0.05);
        Assert.True(
            ledger.History.Cells.Skip(150).Select(cell => Ledger.Numbers(cell.Point)[0]).Distinct().Count() > 1);
    }

    [Fact]
    public void Ask_SmallSpace_GivesEachCellOnceAndEnds()
    {
        var space = Space([new IntegerDomain(1, 3), new IntegerDomain(1, 3)]);
        var ledger = new Ledger(new CmaEsSearch { Trials = 100 }, space).Run(9, numbers => numbers[0]);

        Assert.Equal(9, ledger.History.Cells.Select(cell => cell.Point.Key).Distinct().Count());
        Assert.IsType<Exhausted>(ledger.Ask());
    }

    [Fact]
    public void Ask_CellRepeats_GetsAnotherSeed()
    {
        var space = Space([new IntegerDomain(3, 3)]);

        var ledger = new Ledger(new CmaEsSearch { Trials = 5 }, space) { SeedsPerCell = 2 }
            .Run(1, numbers => numbers[0]);

        Assert.Equal(new AnotherSeed(0), ledger.Ask());
    }

    [Fact]
    public void Ask_ConvergedSearch_StartsAnew()
    {
        var search = new CmaEsSearch { Trials = 2_000 };
        var space = Space([new UniformDomain(0, 1)]);
        var ledger = new Ledger(search, space);
        // All results at one place: the distribution collapses.
        for (var cell = 0; cell < 400; cell++)
            ledger.Add(space.At(0.5), Ledger.Outcome(1));

        Assert.InRange(search.Learn(new UnitSpace(space), ledger.History).Deviation(0), 1e-6, 1);
    }

    [Fact]
    public void Ask_SameQuestion_HasTheSameAnswerInEveryProcess()
    {
        var ledger = new Ledger(new CmaEsSearch { Trials = 30, Seed = 2 }, Cube).Run(20, numbers => numbers.Sum());

        var proposal = Assert.IsType<Proposal>(ledger.Ask());

        Assert.Equal("cma-es: generation 3", proposal.Note);
        Assert.Equal(
            ["-1.37888", "-0.338474", "-2.01004", "-3.34017"], proposal.Point.Values.Select(value => value.Json));
    }

    [Fact]
    public void Ask_ThousandsOfCells_LearnsFromThem()
    {
        var points = new RandomSearch { Trials = 5_000 }.Points(Cube).ToList();
        var history = new SearchHistory([.. points.Select((point, index) => new CellObservation(
            index, point, [Ledger.Outcome(Ledger.Numbers(point).Sum(number => number * number))]))]);

        var proposal = Assert.IsType<Proposal>(new CmaEsSearch { Trials = 9_000 }.Ask(Cube, history, 5_000));

        // A cell of RandomSearch has a mean of 33.
        Assert.InRange(Ledger.Numbers(proposal.Point).Sum(number => number * number), 0, 10);
    }

    [Fact]
    public void Ask_ListOfChoices_IsRefused()
    {
        var space = Space([ChoiceDomain.Of("1", "2")]);
        var search = new CmaEsSearch { Trials = 5 };

        Assert.Throws<ArgumentException>(() => search.Ask(space, SearchHistory.Empty, 0));
        Assert.Equal(
            "CMA-ES needs numbers and cannot use a list of choices; give a range, or "
                + "\"search\": { \"name\": \"tpe\", \"trials\": N }.",
            search.ObstacleIn(space.Axes[0].Domain));
        Assert.Null(search.ObstacleIn(new IntegerDomain(1, 2)));
    }

    private static SearchSpace Space(IEnumerable<Domain> domains) =>
        new([.. domains.Select((domain, index) => new Axis($"x{index}", domain))]);
}
