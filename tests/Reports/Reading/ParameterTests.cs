using SweepRunner.Reports.Reading;

namespace SweepRunner.Reports.Tests.Reading;

public sealed class ParameterTests
{
    [Fact]
    public void New_NumbersOfARate_RiseAndAreComparedByRatio()
    {
        var parameter = Of(["0.1", "0.001", "0.1", "0.01"]);

        Assert.True(parameter is { IsNumeric: true, IsLog: true, IsRange: false, Varies: true });
        Assert.Equal(["0.001", "0.01", "0.1"], parameter.Levels);
        Assert.Equal([2, 0, 2, 1], parameter.LevelOfTrial);
        // Levels are equally wide parts of the unit interval.
        Assert.Equal([1 / 6.0, 3 / 6.0, 5 / 6.0], Enumerable.Range(0, 3).Select(parameter.UnitValue));
    }

    [Theory]
    [InlineData(true, 0.5)]
    [InlineData(false, 0.0909)]
    public void UnitValue_ManyNumbers_IsTheShareOfTheWay(bool isLog, double middle)
    {
        // 13 values from 1 to 100 and √(1·100) = 10 among them.
        var parameter = new Parameter(
            "p",
            ["1", "10", "100", .. Enumerable.Range(2, 7).Concat([11, 12, 13]).Select(number => $"{number}")],
            isLog);

        string[] values = ["1", "10", "100"];
        Assert.True(parameter.IsRange);
        Assert.Equal(
            [0, middle, 1],
            values.Select(value =>
                parameter.UnitValue(parameter.Levels.Index().Single(level => level.Item == value).Index)
            ),
            (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Levels_Range_AreRoundedAlikeWhereTheyDiffer()
    {
        string[] others = [.. Enumerable.Range(1, 12).Select(number => $"{number}")];

        Assert.Equal(["0.1042", "0.1919"], Of(["0.104203", "0.191914", .. others]).Levels.Take(2));
        Assert.Equal(["0.10420301", "0.10420302"], Of(["0.10420301", "0.10420302", .. others]).Levels.Take(2));
        Assert.Equal(["0.104203", "0.191914"], Of(["0.104203", "0.191914"]).Levels);
    }

    [Fact]
    public void New_RangeThatSomeTrialsLack_IsNumericWithoutAPlaceForThem()
    {
        string?[] range = [.. Enumerable.Range(1, 15).Select(number => $"{number}")];
        var parameter = Of([null, .. range, null, null, null, null]);

        Assert.True(parameter is { IsNumeric: true, IsRange: true, HasNone: true, HasNumbers: true });
        Assert.Equal(15, parameter.Numbers.Count);
        Assert.Equal((15, "-"), (parameter.LevelOfTrial[0], parameter.Levels[15]));
        Assert.Null(parameter.NumberOf(15));
        Assert.Equal([1, double.NaN], [parameter.AxisValue(0), parameter.AxisValue(15)]);
        // A quarter of the trials have the last quarter of the unit interval.
        Assert.Equal([0, 0.75, 0.875], [parameter.UnitValue(0), parameter.UnitValue(14), parameter.UnitValue(15)]);
    }

    [Fact]
    public void New_FewNumbersOfARangeThatSomeTrialsLack_AreNumeric()
    {
        var parameter = new Parameter("a.b", ["0.9", null, "0.5"], isLog: false);

        Assert.True(parameter is { IsNumeric: true, IsRange: false, HasNone: true });
        Assert.Equal([0.5, 0.9, double.NaN], Enumerable.Range(0, 3).Select(parameter.AxisValue));
        Assert.Equal([1 / 6.0, 3 / 6.0, 5 / 6.0], Enumerable.Range(0, 3).Select(parameter.UnitValue));
    }

    [Fact]
    public void New_FewNumbersThatSomeTrialsLack_AreCategoriesThatRise()
    {
        var parameter = Of(["0.9", null, "0"]);

        Assert.True(parameter is { IsNumeric: false, IsRange: false, HasNone: true, HasNumbers: true });
        Assert.Equal(["0", "0.9", "-"], parameter.Levels);
        Assert.Equal([0, 0.9, null], Enumerable.Range(0, 3).Select(parameter.NumberOf));
        Assert.Equal([0.0, 1, 2], Enumerable.Range(0, 3).Select(parameter.AxisValue));
    }

    [Fact]
    public void New_TextsAndNothing_KeepThePlansOrder()
    {
        var parameter = Of(["\"b\"", "\"a\"", null]);

        Assert.False(parameter.IsNumeric);
        Assert.Equal(["b", "a", "-"], parameter.Levels);
        Assert.Equal([0.0, 1, 2], Enumerable.Range(0, 3).Select(parameter.AxisValue));
    }

    [Theory]
    [InlineData("true", "false")]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "{\"name\":\"sgd\"}")]
    public void New_NotOnlyNumbers_IsNotNumeric(string one, string other) => Assert.False(Of([one, other]).IsNumeric);

    [Theory]
    [InlineData("0", "100")]
    [InlineData("-1", "100")]
    [InlineData("1", "24")]
    public void New_ZeroNegativeOrNarrow_IsNotComparedByRatio(string one, string other) =>
        Assert.False(Of([one, other]).IsLog);

    [Fact]
    public void New_NoTrials_HasNoLevels() => Assert.False(Of([]).Varies);

    private static Parameter Of(IReadOnlyList<string?> values) => new("a.b", values);
}
