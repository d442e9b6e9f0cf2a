using System.Globalization;

namespace SweepRunner.Search.Tests;

public sealed class RandomSearchTests
{
    private static readonly SearchSpace Wide = new(
    [
        new Axis("optimizer.lr", new LogUniformDomain(1e-5, 1)),
        new Axis("model.width", new UniformDomain(0.25, 2)),
        new Axis("epochs", new IntegerDomain(1, 10)),
        new Axis("optimizer.momentum", new QuantizedDomain(0, 0.9, 0.3)),
        new Axis("init.name", ChoiceDomain.Of("\"normal\"", "\"zeros\"")),
    ]);

    [Fact]
    public void Points_MoreTrials_ExtendTheEarlierOnes()
    {
        var few = Lines(new RandomSearch { Trials = 20, Seed = 5 }.Points(Wide));
        var many = Lines(new RandomSearch { Trials = 200, Seed = 5 }.Points(Wide));

        Assert.Equal(few, many.Take(20));
        Assert.Equal(200, many.Distinct().Count());
    }

    [Fact]
    public void Points_AnotherPath_LeavesTheOthersValues()
    {
        var without = new RandomSearch { Trials = 50, Seed = 5 }
            .Points(new SearchSpace([Wide.Axes[0]]))
            .Select(point => point.Values[0]);
        var with = new RandomSearch { Trials = 50, Seed = 5 }
            .Points(new SearchSpace([Wide.Axes[1], Wide.Axes[0]]))
            .Select(point => point.Values[1]);

        Assert.Equal(without, with);
    }

    [Fact]
    public void Points_AnotherSeed_Differ() =>
        Assert.Empty(
            Lines(new RandomSearch { Trials = 50, Seed = 5 }.Points(Wide))
                .Intersect(Lines(new RandomSearch { Trials = 50, Seed = 6 }.Points(Wide))));

    [Fact]
    public void Points_KnownSeed_AreTheSameOnEveryMachine() => Assert.Equal(
        [
            "0.0474641 1.36514 6 0.3 \"zeros\"",
            "0.000311231 1.01847 3 0.9 \"zeros\"",
            "0.00941337 1.87222 2 0.3 \"zeros\"",
        ],
        Lines(new RandomSearch { Trials = 3, Seed = 0 }.Points(Wide)));

    [Fact]
    public void Points_SmallSpace_AreEachOnceAndEnd()
    {
        var space = new SearchSpace([
            new Axis("a", new IntegerDomain(1, 3)),
            new Axis("b", ChoiceDomain.Of("true", "false")),
        ]);

        var points = Lines(new RandomSearch { Trials = 1_000, Seed = 1 }.Points(space));

        Assert.Equal(
            ["1 false", "1 true", "2 false", "2 true", "3 false", "3 true"], points.Order(StringComparer.Ordinal));
        Assert.Equal(6, new RandomSearch { Trials = 1_000, Seed = 1 }.CountAtMost(space));
    }

    [Fact]
    public void Points_ManyDraws_StayInTheirRangesAndFillThem()
    {
        var points = new RandomSearch { Trials = 2_000, Seed = 9 }.Points(Wide).ToList();
        double[] Values(int axis) =>
            [.. points.Select(point => double.Parse(point.Values[axis].Json, CultureInfo.InvariantCulture))];

        Assert.All(Values(0), value => Assert.InRange(value, 1e-5, 1));
        Assert.All(Values(1), value => Assert.InRange(value, 0.25, 2));
        // Of a logarithmic range a fifth lies in each of five decades; three standard deviations of 2 000 draws are 54.
        Assert.All(
            Enumerable.Range(-5, 5),
            decade => Assert.InRange(Values(0).Count(value => Math.Floor(Math.Log10(value)) == decade), 346, 454));
        // The mean of an even range is its middle; three standard deviations are 0.034.
        Assert.InRange(Values(1).Average(), 1.125 - 0.034, 1.125 + 0.034);
        Assert.Equal(Enumerable.Range(1, 10).Select(value => (double)value), Values(2).Distinct().Order());
        Assert.Equal([0, 0.3, 0.6, 0.9], Values(3).Distinct().Order());
    }

    [Theory]
    [InlineData(1.0000001, 1.0000002)]
    [InlineData(-1.0000002, -1.0000001)]
    [InlineData(0.1, 0.10001)]
    [InlineData(1e-9, 1.00001e-9)]
    [InlineData(0.999999999999, 1)]
    public void Points_NarrowRange_AreDifferentAndFillIt(double low, double high)
    {
        Domain[] domains =
            low > 0 ? [new UniformDomain(low, high), new LogUniformDomain(low, high)] : [new UniformDomain(low, high)];

        Assert.All(domains, domain =>
        {
            var points = Lines(
                new RandomSearch { Trials = 200, Seed = 1 }.Points(new SearchSpace([new Axis("a", domain)])));
            double[] values = [.. points.Select(point => double.Parse(point, CultureInfo.InvariantCulture))];
            Assert.Equal(200, values.Distinct().Count());
            Assert.All(values, value => Assert.InRange(value, low, high));
            Assert.InRange(values.Average(), low + (0.4 * (high - low)), low + (0.6 * (high - low)));
        });
    }

    [Theory]
    [InlineData(0.999, 0.9999, "0.99905")]
    [InlineData(1, 1.001, "1.00006")]
    [InlineData(0.1, 0.1001, "0.100006")]
    [InlineData(0, 0.1, "0.00560733")]
    public void Points_RangeOfFiftyNumbersOfSixDigitsOrMore_KeepsSix(double low, double high, string first) =>
        Assert.Equal(
            [first],
            Lines(
                new RandomSearch { Trials = 1, Seed = 1 }.Points(
                    new SearchSpace([new Axis("a", new UniformDomain(low, high))]))));

    [Fact]
    public void Points_WidestRanges_StayFinite()
    {
        var space = new SearchSpace([
            new Axis("wide", new UniformDomain(-double.MaxValue, double.MaxValue)),
            new Axis("log", new LogUniformDomain(double.Epsilon, double.MaxValue)),
            new Axis("whole", new IntegerDomain(long.MinValue, long.MaxValue)),
            new Axis("coarse", new QuantizedDomain(-1e300, 1e300, 1e299)),
            new Axis("fine", new QuantizedDomain(0, 1, 1e-15))]);

        Assert.All(
            new RandomSearch { Trials = 500, Seed = 2 }.Points(space).SelectMany(point => point.Values),
            value => Assert.True(double.IsFinite(double.Parse(value.Json, CultureInfo.InvariantCulture)), value.Json));
    }

    private static List<string> Lines(IEnumerable<SearchPoint> points) =>
        [.. points.Select(point => string.Join(' ', point.Values.Select(value => value.Json)))];
}
