using System.Globalization;
using SweepRunner.Search.Sobol;

namespace SweepRunner.Search.Tests.Sobol;

public sealed class SobolSearchTests
{
    private static readonly SearchSpace Wide = new(
    [
        new Axis("optimizer.lr", new LogUniformDomain(1e-4, 1)),
        new Axis("epochs", new IntegerDomain(1, 8)),
        new Axis("optimizer", new ChoiceDomain([
            new Choice("sgd", [new Axis("momentum", new UniformDomain(0, 1))]),
            new Choice("adam", []),
        ])),
    ]);

    [Fact]
    public void Points_PowerOfTwo_AreEvenAlongEachAxis()
    {
        var points = new SobolSearch { Trials = 64, Seed = 3 }.Points(Wide).ToList();

        Assert.Equal(
            Enumerable.Repeat(16, 4),
            points.CountBy(point => Math.Floor(Math.Log10(Number(point.Values[0])))).Select(each => each.Value));
        Assert.Equal(Enumerable.Repeat(8, 8), points.CountBy(point => point.Values[1].Json).Select(each => each.Value));
        Assert.Equal(32, points.Count(point => point.Values.Count == 4));
        Assert.Equal(32, points.Count(point => point.Values is [.., { Json: "adam" }]));
    }

    [Fact]
    public void Points_MoreTrials_ExtendTheEarlierOnes() => Assert.Equal(
        Keys(new SobolSearch { Trials = 20 }.Points(Wide)),
        Keys(new SobolSearch { Trials = 50 }.Points(Wide)).Take(20));

    [Fact]
    public void Points_KnownSeed_AreTheSameOnEveryMachine() =>
        Assert.Equal(
            "optimizer.lr 0.000381505\nepochs 7\noptimizer adam",
            new SobolSearch { Trials = 2, Seed = 1 }.Points(Wide).Last().Key);

    [Fact]
    public void Points_AnotherSeed_Differ() => Assert.Empty(
        Keys(new SobolSearch { Trials = 50, Seed = 1 }.Points(Wide))
            .Intersect(Keys(new SobolSearch { Trials = 50, Seed = 2 }.Points(Wide))));

    [Fact]
    public void Points_SmallSpace_AreEachOnceAndEnd()
    {
        var space = new SearchSpace([new Axis("a", new IntegerDomain(1, 7)), new Axis("b", ChoiceDomain.Of("1", "2"))]);

        Assert.Equal(14, Keys(new SobolSearch { Trials = 1_000 }.Points(space)).Distinct().Count());
        Assert.Equal(14, new SobolSearch { Trials = 1_000 }.Points(space).Count());
        Assert.Equal(14, new SobolSearch { Trials = 1_000 }.CountAtMost(space));
    }

    [Fact]
    public void Ask_AnyHistory_AnswersFromTheNumber()
    {
        var search = new SobolSearch { Trials = 3 };
        var points = Keys(search.Points(Wide));

        Assert.Equal(
            points,
            Enumerable.Range(0, 3).Select(number =>
                Assert.IsType<Proposal>(search.Ask(Wide, SearchHistory.Empty, number)).Point.Key));
        Assert.IsType<Exhausted>(search.Ask(Wide, SearchHistory.Empty, 3));
    }

    private static double Number(PointValue value) => double.Parse(value.Json, CultureInfo.InvariantCulture);

    private static List<string> Keys(IEnumerable<SearchPoint> points) => [.. points.Select(point => point.Key)];
}
