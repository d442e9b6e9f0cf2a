using FsCheck;
using FsCheck.Fluent;

namespace SweepRunner.Search.Tests;

public sealed class UnitIntervalTests
{
    [Theory]
    [InlineData("-1", 0)]
    [InlineData("0", 0)]
    [InlineData("0.5", 0.125)]
    [InlineData("4", 1)]
    [InlineData("1e300", 1)]
    public void ToUnit_UniformRange_IsTheShareOfTheWidth(string json, double unit) =>
        Assert.Equal(unit, Unit(new UniformDomain(0, 4), json));

    [Theory]
    [InlineData("0.0001", 0)]
    [InlineData("0.001", 0.25)]
    [InlineData("1", 1)]
    [InlineData("-1", 0)]
    public void ToUnit_LogarithmicRange_IsTheShareOfTheLogarithm(string json, double unit) =>
        Assert.Equal(unit, Unit(new LogUniformDomain(1e-4, 1), json)!.Value, 1e-15);

    [Fact]
    public void ToUnit_Levels_AreTheMiddlesOfEqualParts()
    {
        double?[] middles = [0.125, 0.375, 0.625, 0.875];

        Assert.Equal(middles, Units(ChoiceDomain.Of("true", "2", "\"a\"", "null"), "true", "2", "\"a\"", "null"));
        Assert.Equal(middles, Units(new IntegerDomain(-1, 2), "-1", "0", "1", "2"));
        // The upper bound is not a level.
        Assert.Equal(middles, Units(new QuantizedDomain(0, 1, 0.3), "0", "0.3", "0.6", "0.9"));
    }

    [Fact]
    public void ToUnit_ValueThatNoDrawGives_IsTheNearestPlaceOrNone()
    {
        Assert.Equal([0.125, 0.875, 0.625], Units(new IntegerDomain(1, 4), "-7", "99", "3.2"));
        Assert.Equal([0.125, 0.875, 0.375], Units(new QuantizedDomain(0, 1, 0.3), "-1", "1", "0.35"));
        Assert.Equal([null, null, null], Units(new UniformDomain(0, 1), "\"a\"", "NaN", "{}"));
        Assert.Equal([null], Units(ChoiceDomain.Of("1", "2"), "3"));
    }

    [Fact]
    public void ToUnit_ChoicesWithTheSameText_AreToldApart()
    {
        var axis = new Axis("optimizer", new ChoiceDomain([
            new Choice("\"sgd\"", []), new Choice("\"sgd\"", [new Axis("lr", new UniformDomain(0, 1))])]));

        var values = ((ChoiceDomain)axis.Domain).Choices.Select(choice => new PointValue(axis, choice.Json, choice));

        Assert.Equal([0.25, 0.75], values.Select(UnitInterval.ToUnit));
    }

    [Fact]
    public void FromUnit_Bounds_AreTheFirstAndTheLastValue()
    {
        Domain[] domains =
        [
            new UniformDomain(-2, 3), new LogUniformDomain(0.001, 10), new IntegerDomain(4, 9),
            new QuantizedDomain(0, 1, 0.3), ChoiceDomain.Of("1", "2"), new UniformDomain(1.0000001, 1.0000002),
        ];

        Assert.Equal(["-2", "0.001", "4", "0", "1", "1.0000001"], domains.Select(domain => Json(domain, 0)));
        Assert.Equal(["3", "10", "9", "0.9", "2", "1.0000002"], domains.Select(domain => Json(domain, 1)));
    }

    [Fact]
    public void FromUnit_PlaceOfAnyDraw_GivesItBack() =>
        Prop.ForAll((from domain in Domains from share in Shares select (domain, share)).ToArbitrary(), each =>
        {
            var axis = new Axis("a", each.domain);
            var drawn = Sampling.Draw(axis, each.share);
            return UnitInterval.ToUnit(drawn) is >= 0 and <= 1 and var unit
                && UnitInterval.FromUnit(axis, unit) == drawn;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData(1.0000001, 1.0000002)]
    [InlineData(0.999999999999, 1)]
    [InlineData(1e-9, 1.000000000000001e-9)]
    [InlineData(123456, 123456.00000001)]
    [InlineData(double.Epsilon, double.MaxValue)]
    public void FromUnit_NarrowestAndWidestRange_GivesEachDrawBack(double low, double high)
    {
        Axis[] axes = [new("a", new UniformDomain(low, high)), new("a", new LogUniformDomain(low, high))];

        Assert.All(axes, axis => Assert.All(Enumerable.Range(0, 500), index =>
        {
            var drawn = Sampling.Draw(axis, index / 500.0);
            Assert.Equal(drawn, UnitInterval.FromUnit(axis, UnitInterval.ToUnit(drawn)!.Value));
        }));
    }

    private static Gen<double> Shares => Gen.Choose(0, int.MaxValue - 1).Select(share => share / (double)int.MaxValue);

    private static Gen<Domain> Domains => Gen.OneOf(
        Bounds.Select(each => (Domain)new UniformDomain(each.Low, each.High)),
        Bounds.Where(each => each.Low > 0).Select(each => (Domain)new LogUniformDomain(each.Low, each.High)),
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from bits in Gen.Choose(1, 49)
        select (Domain)new IntegerDomain(low, low + (1L << bits) + bits),
        from each in Bounds
        from steps in Gen.Choose(1, 1_000)
        from rest in Gen.Choose(0, 9)
        select (Domain)new QuantizedDomain(each.Low, each.High, (each.High - each.Low) / (steps + (rest / 10.0))),
        Gen.Choose(1, 30).Select(count =>
            (Domain)ChoiceDomain.Of(Enumerable.Range(0, count).Select(index => $"{index}"))));

    // Of every magnitude, and from as wide as the number to a billionth of it.
    private static Gen<(double Low, double High)> Bounds =>
        from digits in Gen.Choose(-99_999, 99_999)
        from magnitude in Gen.Choose(-20, 20)
        from width in Gen.Choose(-9, 3)
        let low = digits * Math.Pow(10, magnitude)
        let high = low + (Math.Pow(10, width) * Math.Max(Math.Abs(low), Math.Pow(10, magnitude)))
        where low < high
        select (low, high);

    private static double? Unit(Domain domain, string json) => Assert.Single(Units(domain, json));

    private static IEnumerable<double?> Units(Domain domain, params string[] values) =>
        values.Select(json => UnitInterval.ToUnit(new PointValue(new Axis("a", domain), json, null)));

    private static string Json(Domain domain, double unit) =>
        UnitInterval.FromUnit(new Axis("a", domain), unit).Json;
}
