using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace SweepRunner.Search.Tests;

/// <summary>Spaces whose choices have axes of their own.</summary>
public sealed class ConditionalSpaceTests
{
    private static readonly Axis Model = new("model", ChoiceDomain.Of("1", "2"));

    private static readonly Axis Optimizer = new("optimizer", new ChoiceDomain([
        new Choice(
            "sgd", [new Axis("lr", ChoiceDomain.Of("0.1", "0.2")), new Axis("momentum", ChoiceDomain.Of("0", "1"))]),
        new Choice("plain", []),
        new Choice("adam", [new Axis("lr", ChoiceDomain.Of("0.3"))]),
    ]));

    [Fact]
    public void Points_Grid_VaryTheAxesOfAChoiceRightAfterIt() => Assert.Equal(
        [
            "optimizer=sgd lr=0.1 momentum=0 model=1", "optimizer=sgd lr=0.1 momentum=0 model=2",
            "optimizer=sgd lr=0.1 momentum=1 model=1", "optimizer=sgd lr=0.1 momentum=1 model=2",
            "optimizer=sgd lr=0.2 momentum=0 model=1", "optimizer=sgd lr=0.2 momentum=0 model=2",
            "optimizer=sgd lr=0.2 momentum=1 model=1", "optimizer=sgd lr=0.2 momentum=1 model=2",
            "optimizer=plain model=1", "optimizer=plain model=2",
            "optimizer=adam lr=0.3 model=1", "optimizer=adam lr=0.3 model=2",
        ],
        Lines(new GridSearch().Points(new SearchSpace([Optimizer, Model]))));

    [Fact]
    public void Size_AnyTree_IsTheNumberOfCells() =>
        Prop.ForAll(Spaces.ToArbitrary(), space =>
        {
            var points = Lines(new GridSearch().Points(space));
            return space.Size == points.Distinct().Count() && space.Size == BruteForce(space.Axes).Count();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Points_RandomSearchOfAnyTree_AreCellsOfTheGridEachOnce() =>
        Prop.ForAll(Spaces.ToArbitrary(), space =>
        {
            var drawn = Lines(new RandomSearch { Trials = 8 }.Points(space));
            return drawn.Count == drawn.Distinct().Count()
                && drawn.TrueForAll(Lines(new GridSearch().Points(space)).Contains);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Points_RangeInAChoice_IsRefusedByAGrid()
    {
        var space = new SearchSpace([
            new Axis("optimizer", new ChoiceDomain([new Choice("sgd", [new Axis("lr", new UniformDomain(0, 1))])])),
        ]);

        var refusal = Assert.Throws<ArgumentException>(() => new GridSearch().Points(space).ToList());
        Assert.Equal("A grid takes lists of choices; 'lr' is a range. (Parameter 'space')", refusal.Message);
        Assert.Equal(double.PositiveInfinity, new GridSearch().CountAtMost(space));
    }

    [Fact]
    public void Points_RandomSearch_ChoosesEachAsOftenAndThenDrawsItsAxes()
    {
        var wide = new SearchSpace([
            new Axis("optimizer", new ChoiceDomain([
                new Choice("sgd", [new Axis("lr", new UniformDomain(0, 1))]),
                new Choice(
                    "adam", [new Axis("lr", new UniformDomain(5, 6)), new Axis("beta", new UniformDomain(0, 1))]),
            ])),
        ]);

        var points = new RandomSearch { Trials = 1_000, Seed = 4 }.Points(wide).ToList();

        var byChoice = points.ToLookup(point => point.Values[0].Json);
        // Three standard deviations of 1 000 draws from two are 47.
        Assert.InRange(byChoice["sgd"].Count(), 453, 547);
        Assert.All(byChoice["sgd"], point => Assert.InRange(Number(Assert.Single(point.Values.Skip(1))), 0, 1));
        Assert.All(byChoice["adam"], point =>
        {
            Assert.Equal(["optimizer", "lr", "beta"], point.Values.Select(value => value.Axis.Path));
            Assert.InRange(Number(point.Values[1]), 5, 6);
        });
        // The mean of 500 even draws is within 0.04 of the middle.
        Assert.InRange(byChoice["adam"].Average(point => Number(point.Values[1])), 5.46, 5.54);
    }

    [Fact]
    public void Points_ConditionsAddedToAChoice_LeaveTheOtherPathsOfRandomDraws()
    {
        var plain = new Axis("optimizer", ChoiceDomain.Of("sgd", "plain", "adam"));
        var epochs = new Axis("epochs", new IntegerDomain(1, 1_000_000));

        var without = new RandomSearch { Trials = 50 }.Points(new SearchSpace([plain, epochs]));
        var with = new RandomSearch { Trials = 50 }.Points(new SearchSpace([Optimizer, epochs]));

        Assert.Equal(
            without.Select(point => (point.Values[0].Json, point.Values[^1].Json)),
            with.Select(point => (point.Values[0].Json, point.Values[^1].Json)));
    }

    // Up to three levels of up to two axes with up to three choices; the paths differ everywhere.
    private static Gen<SearchSpace> Spaces => Axes("", 3).Select(axes => new SearchSpace(axes));

    private static Gen<IReadOnlyList<Axis>> Axes(string prefix, int levels) =>
        Gen.Choose(0, levels == 0 ? 0 : 2).SelectMany(count => Gen.CollectToArray(
            Enumerable.Range(0, count).Select(axis => Axis($"{prefix}/{axis}", levels))))
            .Select(axes => (IReadOnlyList<Axis>)axes);

    private static Gen<Axis> Axis(string path, int levels) =>
        Gen.Choose(1, 3).SelectMany(count => Gen.CollectToArray(
            Enumerable.Range(0, count)
                .Select(index => Axes($"{path}.{index}", levels - 1).Select(axes => new Choice($"{index}", axes)))))
            .Select(choices => new Axis(path, new ChoiceDomain(choices)));

    // Every assignment of the choices of all axes, with what is not active left out, each once.
    private static IEnumerable<string> BruteForce(IReadOnlyList<Axis> axes)
    {
        IEnumerable<string> cells = [""];
        foreach (var axis in axes)
            cells = cells.SelectMany(cell => ((ChoiceDomain)axis.Domain).Choices.SelectMany(
                choice => BruteForce(choice.Axes).Select(inner => $"{cell} {axis.Path}={choice.Json}{inner}")));
        return cells;
    }

    private static double Number(PointValue value) =>
        double.Parse(value.Json, CultureInfo.InvariantCulture);

    private static List<string> Lines(IEnumerable<SearchPoint> points) =>
    [
        .. points.Select(point =>
            string.Join(' ', point.Values.Select(value => $"{value.Axis.Path}={value.Json}"))),
    ];
}
