using System.Globalization;
using MathNet.Numerics.Random;
using SweepRunner.Search.Tpe;

namespace SweepRunner.Search.Tests.Tpe;

public sealed class TpeSearchTests
{
    private static readonly SearchSpace Mixed = new(
    [
        new Axis("lr", new LogUniformDomain(1e-5, 1)),
        new Axis("width", new UniformDomain(0.25, 2)),
        new Axis("epochs", new IntegerDomain(1, 10)),
        new Axis("momentum", new QuantizedDomain(0, 0.9, 0.3)),
        new Axis("optimizer", new ChoiceDomain(
        [
            new Choice("\"sgd\"", [new Axis("optimizer.decay", new UniformDomain(0, 1))]),
            new Choice("\"adam\"", []),
        ])),
    ]);

    private static readonly SearchSpace Line = new([new Axis("x", new UniformDomain(0, 1))]);

    private static readonly SearchSpace Small = new(
        [new Axis("a", new IntegerDomain(1, 5)), new Axis("b", ChoiceDomain.Of("1", "2", "3"))]);

    private static readonly TpeSearch Search = new() { Trials = 1_000 };

    [Fact]
    public void Ask_QuadraticBowl_ComesCloserThanRandomDraws()
    {
        var space = new SearchSpace(
            [.. Enumerable.Range(0, 3).Select(index => new Axis($"x{index}", new UniformDomain(0, 1)))]);
        double Cost(SearchPoint point) => point.Values.Sum(value => Math.Pow(Number(value) - 0.7, 2));

        var found = Enumerable.Range(0, 5).Select(seed =>
            Cells.Run(Search with { Seed = seed }, space, point => Cells.Completed(Cost(point)), 100)
                .Min(proposal => Cost(proposal.Point)));

        // Of 100 random cells, the best has a median of 0.014: the ball of this volume holds half of a cell.
        Assert.All(found, cost => Assert.InRange(cost, 0, 0.004));
    }

    [Fact]
    public void Ask_FewResults_DrawsWithoutAModel()
    {
        var proposals = Cells.Run(Search with { StartupTrials = 7 }, Mixed, _ => Cells.Completed(1), 12);

        Assert.Equal(Enumerable.Repeat(false, 7), proposals.Take(7).Select(proposal => proposal.IsModelled));
        Assert.All(proposals.Skip(7), proposal => Assert.True(proposal.IsModelled));
        Assert.Equal([null, "tpe: 7 cells", "tpe: 8 cells"], proposals[6..9].Select(proposal => proposal.Note));
    }

    [Fact]
    public void Ask_OnlyRunningCells_DrawsWithoutAModel() =>
        Assert.All(Cells.Run(Search, Mixed, _ => Cells.Running(), 30), proposal => Assert.False(proposal.IsModelled));

    [Theory]
    [InlineData(TrialState.Diverged, null)]
    [InlineData(TrialState.Failed, null)]
    [InlineData(TrialState.Completed, null)]
    [InlineData(TrialState.Completed, double.NaN)]
    [InlineData(TrialState.Completed, double.NegativeInfinity)]
    public void Ask_NoCellWithACost_DrawsWithoutAModel(TrialState state, double? cost)
    {
        var proposals = Cells.Run(Search, Mixed, _ => new TrialObservation(0, 0, state) { Cost = cost }, 30);

        Assert.All(proposals, proposal => Assert.False(proposal.IsModelled));
        Assert.Equal(30, proposals.Select(proposal => proposal.Point.Key).Distinct().Count());
    }

    [Fact]
    public void Ask_SameQuestion_HasTheSameAnswer()
    {
        var history = History(60);

        Assert.Equal(Key(Search.Ask(Mixed, history, 60)), Key((Search with { }).Ask(Mixed, history, 60)));
        Assert.NotEqual(Key(Search.Ask(Mixed, history, 60)), Key(Search.Ask(Mixed, history, 61)));
        Assert.NotEqual(Key(Search.Ask(Mixed, history, 60)), Key((Search with { Seed = 1 }).Ask(Mixed, history, 60)));
    }

    [Fact]
    public void Ask_KnownHistory_IsTheSameOnEveryMachine() => Assert.Equal(
        [
            "lr 0.00672684", "width 0.934335", "epochs 9", "momentum 0.6", "optimizer \"sgd\"",
            "optimizer.decay 0.511785",
        ],
        Key(Search.Ask(Mixed, History(60), 60)).Split('\n'));

    [Fact]
    public void Draw_Candidates_AreOrderedByTheRatioOfTheDensities()
    {
        var model = new TpeModel(Mixed, TpeGroups.Of(History(60).Cells));
        var (space, random) = (new UnitSpace(Mixed), new Xoshiro256StarStar(1, false));

        var drawn = model.Draw(24, random);

        // Numbers are rounded to six digits after the draw, which changes a score by less than 1e-3 here.
        var scores = drawn.Select(point => model.Score(space.ToUnits(point))).ToList();
        Assert.Equal(24, drawn.Count);
        Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First > pair.Second - 1e-3));
    }

    [Fact]
    public void Ask_RunningCell_IsNotCrowdedAround()
    {
        // The good cells are around 0.5; many that run already cover it.
        var cells = Cells.Of(
            Enumerable.Range(0, 40).Select(index => Cells.Completed(Math.Abs(((index + 0.5) / 40) - 0.5))));
        var running = Enumerable.Range(0, 40).Select(index =>
            new CellObservation(40 + index, Cells.PointAt(0.45 + (index * 0.0025)), [Cells.Running()]));

        double Distance(IEnumerable<CellObservation> all) => Enumerable.Range(0, 20).Average(number =>
            Math.Abs(Number(((Proposal)Search.Ask(Line, new([.. all]), number)).Point.Values[0]) - 0.5));

        Assert.True(Distance(cells.Concat(running)) > 2 * Distance(cells));
    }

    [Fact]
    public void Ask_GoodCellsNextToDivergedOnes_ProposesMostlyGoodOnes()
    {
        // The costs fall towards the border at 0.5, and there is none beyond it.
        static TrialObservation Result(SearchPoint point) =>
            Number(point.Values[0]) > 0.5 ? Cells.Diverged() : Cells.Completed(-Number(point.Values[0]));

        var proposals = Cells.Run(Search, Line, Result, 100).Select(each => Number(each.Point.Values[0])).ToList();

        // Without the probability to survive, 45 of them diverge.
        Assert.InRange(proposals.Count(x => x > 0.5), 1, 30);
        Assert.InRange(proposals.Where(x => x <= 0.5).Max(), 0.49, 0.5);
    }

    [Fact]
    public void Score_DivergedCells_HasTheProbabilityToSurvive()
    {
        var space = new SearchSpace([new Axis("a", ChoiceDomain.Of("1", "2"))]);
        SearchPoint At(int choice) => new([new PointValue(space.Axes[0], $"{choice}", null)]);
        TrialObservation[] results =
            [Cells.Completed(0), Cells.Completed(1), Cells.Completed(2), Cells.Diverged(), Cells.Diverged()];
        var history = new SearchHistory([.. results.Select((result, cell) =>
            new CellObservation(cell, At(cell is 0 or 3 ? 1 : 2), [result]))]);

        var model = new TpeModel(space, TpeGroups.Of(history.Cells));

        // At choice 1. The kernel of one of n cells has (1 + 1/(n + 1)) / (1 + 2/(n + 1)) for its own choice; the prior
        // has 1/2. Cells 0 and 3 have choice 1.
        var good = ((3 / 4.0) + (1 / 2.0)) / 2;
        var others = ((6 / 7.0) + (3 * (1 / 7.0)) + (1 / 2.0)) / 5;
        var survived = ((5 / 6.0) + (2 * (1 / 6.0)) + (1 / 2.0)) / 4;
        var diverged = ((4 / 5.0) + (1 / 5.0) + (1 / 2.0)) / 3;
        var survival = 3 * survived / ((3 * survived) + (2 * diverged));
        Assert.Equal(Math.Log(good / others * survival), model.Score([0.25]), 1e-9);
    }

    [Fact]
    public void Ask_SmallSpace_ProposesEachCellOnceAndEnds()
    {
        var proposals = Cells.Run(Search, Small, point => Cells.Completed(Number(point.Values[0])));

        Assert.Equal(15, proposals.Count);
        Assert.Equal(15, proposals.Select(proposal => proposal.Point.Key).Distinct().Count());
        Assert.Equal(15, Search.CountAtMost(Small));
    }

    [Fact]
    public void Ask_SpaceOfOnePoint_ProposesItOnce() => Assert.Single(
        Cells.Run(Search, new SearchSpace([new Axis("a", ChoiceDomain.Of("1"))]), _ => Cells.Completed(1)));

    [Fact]
    public void Ask_RangeOfFewFloats_EndsWithoutRepeats()
    {
        var next = Math.BitIncrement(Math.BitIncrement(1));

        var proposals = Cells.Run(
            Search, new SearchSpace([new Axis("a", new UniformDomain(1, next))]), _ => Cells.Completed(1));

        Assert.Equal(3, proposals.Count);
    }

    [Fact]
    public void Ask_NumberOfTrials_EndsTheSearch()
    {
        var search = new TpeSearch { Trials = 3 };

        Assert.Equal(3, Cells.Run(search, Line, _ => Cells.Completed(1)).Count);
        Assert.Equal(3, search.CountAtMost(Line));
        Assert.IsType<Exhausted>(search.Ask(Line, SearchHistory.Empty, 3));
    }

    [Fact]
    public void Ask_AllCandidatesKnown_GivesTheBestAnotherSeedUpToTheMost()
    {
        // Every cell is known; a = 1 is best.
        var history = Cells.History(
            Small.Product(),
            point => Cells.Completed(Number(point.Values[0]) + (Number(point.Values[1]) / 10)),
            seeds: 2);

        var again = Assert.IsType<AnotherSeed>(Search.Ask(Small, history, 15));

        Assert.Equal("1", history.Cells[again.Cell].Point.Values[0].Json);
        Assert.IsType<Exhausted>(Search.Ask(Small, history with { SeedsPerCell = 1 }, 15));
    }

    [Fact]
    public void Ask_FailedCells_AreNotProposedAgain()
    {
        var history = Cells.History(
            Small.Product().Take(14), point => point.Values[0].Json == "1" ? Cells.Failed() : Cells.Completed(1));

        Assert.Equal("a 5\nb 3", Key(Search.Ask(Small, history, 14)));
    }

    [Fact]
    public void Ask_OtherSpelling_IsTheSameCell()
    {
        var axis = new Axis("a", new QuantizedDomain(0, 0.00002, 0.00001));
        SearchHistory History(params string[] values) => Cells.History(
            values.Select(value => new SearchPoint([new PointValue(axis, value, null)])), _ => Cells.Completed(1));

        Assert.Equal("a 2E-05", Key(Search.Ask(new([axis]), History("0.0", "1e-5"), 2)));
        Assert.IsType<Exhausted>(Search.Ask(new([axis]), History("0.0", "1e-5", "0.00002"), 3));
    }

    [Fact]
    public void Ask_CellsOfAnotherSpace_AreLearnedFromWhereTheyCan()
    {
        // Cells that were given by hand: a path is missing, a choice is unknown, a number is out of range.
        var other = new Axis("other", new UniformDomain(0, 1));
        SearchPoint[] points =
        [
            new([]), new([new PointValue(other, "0.5", null)]), new([new PointValue(Mixed.Axes[4], "\"none\"", null)]),
            new([new PointValue(Mixed.Axes[1], "99", null)]), new([new PointValue(Mixed.Axes[2], "\"text\"", null)]),
        ];

        var history = Cells.History(
            points.Concat(History(20).Cells.Select(cell => cell.Point)), _ => Cells.Completed(1));

        Assert.True(Assert.IsType<Proposal>(Search.Ask(Mixed, history, 25)).IsModelled);
    }

    [Fact]
    public void Ask_FiveThousandCells_Answers()
    {
        var answer = (Search with { Trials = 10_000 }).Ask(Mixed, History(5_000), 5_000);

        Assert.True(Assert.IsType<Proposal>(answer).IsModelled);
    }

    [Fact]
    public void Ask_Choices_PreferTheBetterBranchAndItsValues()
    {
        // sgd with a decay of 0.8 is best; adam is as good as an average sgd.
        static TrialObservation Result(SearchPoint point) => Cells.Completed(
            point.Values[^1] is { Axis.Path: "optimizer.decay" } decay ? Math.Abs(Number(decay) - 0.8) : 0.3);

        var late = Cells.Run(Search, Mixed, Result, 100).Skip(60).Select(proposal => proposal.Point.Values).ToList();

        var decays = late.Where(values => values[4].Json == "\"sgd\"").Select(values => Number(values[5])).ToList();
        Assert.InRange(decays.Count, 30, 40);
        Assert.InRange(decays.Average(decay => Math.Abs(decay - 0.8)), 0, 0.12);
    }

    private static SearchHistory History(int count) => Cells.History(
        new RandomSearch { Trials = count }.Points(Mixed),
        point => Cells.Completed(Math.Abs(Math.Log10(Number(point.Values[0])) + 2) + Number(point.Values[1])));

    private static double Number(PointValue value) => double.Parse(value.Json, CultureInfo.InvariantCulture);

    private static string Key(SearchAnswer answer) => Assert.IsType<Proposal>(answer).Point.Key;
}
