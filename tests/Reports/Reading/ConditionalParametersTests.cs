using SweepRunner.Reports.Pictures;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Reading;

/// <summary>Parameters that only some choices of a space have.</summary>
public sealed class ConditionalParametersTests : IDisposable
{
    private readonly ReportedSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void Read_ParameterThatACellDoesNotHave_IsNothingAndNotADefault()
    {
        Add("s");
        var parameters = _sweep.Read().Parameters.ToDictionary(parameter => parameter.Path);

        Assert.Equal(["optimizer.name", "optimizer.lr", "optimizer.momentum"], parameters.Keys);
        Assert.Equal(["0.1", "0.1", "0.1", "0.001"], Values(parameters["optimizer.lr"]));
        // The config of the second trial has the default 0.
        Assert.Equal(["0.9", "-", "0", "-"], Values(parameters["optimizer.momentum"]));
        Assert.Equal(
            ["optimizer = sgd", "optimizer = sgd", "optimizer = sgd", "optimizer = adam"],
            parameters["optimizer.momentum"].Conditions.Select(condition => condition!.Text));
        Assert.False(parameters["optimizer.name"].IsConditional);
    }

    [Fact]
    public void Labels_ParameterThatACellDoesNotHave_AreSilentAboutIt()
    {
        Add("s");
        var analysis = _sweep.Analyse();

        Assert.Equal(
            ["sgd, lr 0.1, momentum 0.9", "sgd, lr 0.1", "sgd, lr 0.1, momentum 0", "adam, lr 0.001"],
            Enumerable.Range(0, 4).Select(analysis.Labels.Short));
    }

    [Fact]
    public void Read_ObjectOfWhichEveryKeyIsAParameter_IsNoParameterItself()
    {
        _sweep.Add(
            "s",
            ["model", "model.depth", "model.width"],
            [
                SampleReports.Completed(0, 0, 0.5, null, "1", null) with { ConfigJson = """{"model":{"depth":1}}""" },
                SampleReports.Completed(1, 0, 0.5, null, null, "8") with { ConfigJson = """{"model":{"width":8}}""" },
            ]);

        Assert.Equal(["model.depth", "model.width"], _sweep.Read().Parameters.Select(parameter => parameter.Path));
    }

    [Fact]
    public void ParallelCoordinates_ListThatACellDoesNotHave_TellsItsMark()
    {
        Add("s");
        var chart = new ParallelCoordinates(_sweep.Analyse()).Create()!.First;

        Assert.Equal(
            "A line is a cell, coloured by its mean; dashed lines diverged with every seed. "
                + "'-' on an axis: the cell does not have the parameter.",
            chart.Caption);
    }

    // Another sweep may vary what is a default here.
    [Fact]
    public void Read_SeveralSweeps_HaveTheDefaults()
    {
        Add("one");
        Add("two");
        var parameters = _sweep.Read().Parameters.ToDictionary(parameter => parameter.Path);

        Assert.Equal(
            ["0.9", "0", "0", "-", "0.9", "0", "0", "-"], Values(parameters["optimizer.momentum"]));
    }

    [Theory]
    [InlineData("""{"optimizer.lr":{"logUniform":[1,2]}}""", true)]
    [InlineData("""{"optimizer.lr":{"uniform":[1,2]}}""", false)]
    [InlineData("""{"optimizer.lr":[1,2]}""", null)]
    [InlineData("""{"optimizer":[{"lr":{"logUniform":[1,2]}},{"lr":[1]}]}""", true)]
    [InlineData("""{"optimizer":[{"lr":{"uniform":[1,2]}},{"lr":{"logUniform":[1,2]}}]}""", true)]
    [InlineData("""{"optimizer":[{"lr":{"int":[1,2]}},{"lr":1}]}""", false)]
    [InlineData("""{"optimizer":[{"lr":[1]},{"beta":{"uniform":[1,2]}}]}""", null)]
    [InlineData("""{"optimizer":[{"beta":1}],"optimizer.lr":{"logUniform":[1,2]}}""", true)]
    [InlineData("""{"optimizers":[{"lr":{"uniform":[1,2]}}]}""", null)]
    public void IsLogRange_OfASpace_FindsRangesInChoices(string space, bool? expected) =>
        Assert.Equal(expected, KnownPaths.IsLogRange($$"""{"space":{{space}}}""", "optimizer.lr"));

    [Fact]
    public void IsLogRange_DeepInChoices_IsFound() => Assert.True(KnownPaths.IsLogRange(
        """{"space":{"a":[{"b":[{"c":{"d":{"logUniform":[1,2]}}}]}]}}""", "a.b.c.d"));

    private void Add(string name) => _sweep.Add(
        name, ["optimizer", "optimizer.lr", "optimizer.momentum"],
        [
            Trial(0, "sgd", "0.1", "0.9", ""","momentum":0.9"""), Trial(1, "sgd", "0.1", null, ""","momentum":0"""),
            Trial(2, "sgd", "0.1", "0", ""","momentum":0"""), Trial(3, "adam", "0.001", null, ""),
        ]);

    private static PlannedTrial Trial(int cell, string name, string rate, string? momentum, string rest) =>
        SampleReports.Completed(cell, 0, 0.5 + (0.1 * cell), $$"""{"name":"{{name}}"}""", rate, momentum) with
        {
            ConfigJson = $$$"""{"optimizer":{"name":"{{{name}}}","lr":{{{rate}}}{{{rest}}}}}""",
        };

    private static IEnumerable<string> Values(Parameter parameter) =>
        parameter.LevelOfTrial.Select(level => parameter.Levels[level]);
}
