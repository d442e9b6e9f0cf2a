using SweepRunner.Reports.Analysis;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class CellLabelsTests
{
    [Fact]
    public void Short_ManyValues_NamesThemAllByGroupWithTheNameFirst() => Assert.Equal(
        ["adam, lr 0.001, xavier-uniform, epochs 3", "sgd, lr 0.01, normal, epochs 2"],
        Labels(
            ["optimizer.lr", "init.name", "optimizer.name", "epochs"],
            ["0.001", "\"xavier-uniform\"", "\"adam\"", "3"], ["0.01", "\"normal\"", "\"sgd\"", "2"]));

    [Fact]
    public void Short_ValueThatAllCellsHave_IsLeftOut() => Assert.Equal(
        ["lr 0.1", "lr 0.2"], Labels(["optimizer.lr", "epochs"], ["0.1", "3"], ["0.2", "3"]));

    [Theory]
    [InlineData("1e-5", "lr 1e-5")]
    [InlineData("0.001", "lr 0.001")]
    [InlineData("0.0873157", "lr 0.08732")]
    [InlineData("12345", "lr 12345")]
    public void Short_Number_IsShortAndPlain(string json, string expected) =>
        Assert.Equal(expected, Labels(["optimizer.lr"], [json], ["7"])[0]);

    [Fact]
    public void Short_NumbersAlikeWhenRounded_AreWrittenInFull() => Assert.Equal(
        ["lr 0.123400001", "lr 0.123400002", "lr 0.5"],
        Labels(["optimizer.lr"], ["0.123400001"], ["0.123400002"], ["0.5"]));

    [Fact]
    public void Short_Flags_AreNamed() => Assert.Equal(
        ["nesterov true", "nesterov false"], Labels(["optimizer.nesterov"], ["true"], ["false"]));

    [Fact]
    public void Short_LastWordsAlike_AreToldByTheWordsBefore() => Assert.Equal(
        ["warmup.steps 1, clip.steps 3", "warmup.steps 2, clip.steps 4"],
        Labels(["schedule.warmup.steps", "clip.steps"], ["1", "3"], ["2", "4"]));

    [Fact]
    public void Short_NamesAlikeOrDefault_HaveTheirObjectBefore() => Assert.Equal(
        ["model plain, init default", "deep, init plain"],
        Labels(["model.name", "init.name"], ["\"plain\"", "\"default\""], ["\"deep\"", "\"plain\""]));

    [Fact]
    public void Short_Objects_AreToldByTheValuesInside() => Assert.Equal(
        ["sgd, lr 0.1, momentum default", "sgd, lr 0.01, momentum 0.9", "adam, lr 0.001"],
        Labels(
            ["optimizer"],
            ["""{"lr":0.1,"name":"sgd"}"""],
            ["""{"lr":0.01,"momentum":0.9,"name":"sgd"}"""],
            ["""{"lr":0.001,"name":"adam"}"""]));

    [Fact]
    public void Short_ObjectsWithDefaultsInTheConfig_AreToldByThem()
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "a", ["optimizer"],
            [
                Trial(0, """{"optimizer":{"lr":0.1,"momentum":0,"name":"sgd"}}""", """{"lr":0.1,"name":"sgd"}"""),
                Trial(
                    1, """{"optimizer":{"lr":0.1,"momentum":0.9,"name":"sgd"}}""",
                    """{"lr":0.1,"momentum":0.9,"name":"sgd"}"""),
                Trial(2, """{"optimizer":{"lr":0.1,"name":"adam"}}""", """{"lr":0.1,"name":"adam"}"""),
            ]);

        Assert.Equal(["sgd, momentum 0", "sgd, momentum 0.9", "adam"], Labels(sweep.Analyse()));
    }

    [Fact]
    public void Short_ValueThatOneCellLacks_SaysSo() =>
        Assert.Equal(["norm 1", "norm default"], Labels(["clip.norm"], ["1"], [null]));

    [Fact]
    public void Short_DefaultThatFollowsFromTheName_IsNotNamed()
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "a", ["optimizer.name"],
            [
                Trial(0, """{"optimizer":{"name":"adamw","weightDecay":0.01}}""", "\"adamw\""),
                Trial(1, """{"optimizer":{"name":"sgd","weightDecay":0}}""", "\"sgd\""),
            ]);

        Assert.Equal(["adamw", "sgd"], Labels(sweep.Analyse()));
    }

    [Fact]
    public void Short_OneCell_IsNamedByTheMainValuesOfItsConfig()
    {
        using var sweep = new ReportedSweep();
        sweep.Add("a", [], [Trial(0, Lenet)]);

        var labels = sweep.Analyse().Labels;

        Assert.Equal("lenet, adam, lr 0.001, init default", labels.Short(0));
        Assert.Equal("lenet, adam, lr 0.001, init default (cell 0)", labels.Long(0));
    }

    [Fact]
    public void Short_NothingKnownOfTheConfig_IsTheNumber() => Assert.Equal(["cell 0"], Labels([], [[]]));

    [Fact]
    public void Short_SameCellInTwoSweeps_IsLedByTheSweep()
    {
        using var sweep = new ReportedSweep();
        sweep.Add("a", [], [Trial(0, Lenet)]);
        sweep.Add("b", [], [Trial(0, Lenet)]);

        Assert.Equal(
            ["a: lenet, adam, lr 0.001, init default", "b: lenet, adam, lr 0.001, init default"],
            Labels(sweep.Analyse()));
    }

    [Fact]
    public void Short_SweepsOfOtherValues_AreToldByThem()
    {
        using var sweep = new ReportedSweep();
        sweep.Add("a", [], [Trial(0, """{"epochs":3,"optimizer":{"lr":0.1,"name":"sgd"}}""")]);
        sweep.Add("b", [], [Trial(0, """{"epochs":2,"optimizer":{"lr":0.1,"name":"adam"}}""")]);

        var labels = sweep.Analyse().Labels;

        Assert.Equal(["epochs 3, sgd", "epochs 2, adam"], [labels.Short(0), labels.Short(1)]);
        Assert.Equal("epochs 2, adam (cell 0 of b)", labels.Long(1));
    }

    [Fact]
    public void Short_SweepsThatDifferInMuch_AreNamedInPlaceOfTheirNumbers()
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "a", ["optimizer.lr"],
            [
                Trial(0, """{"data":{"resize":28,"splitSeed":0},"epochs":3,"model":{"name":"lenet"}}""", "0.1"),
                Trial(1, """{"data":{"resize":28,"splitSeed":0},"epochs":3,"model":{"name":"lenet"}}""", "0.2"),
            ]);
        sweep.Add(
            "b", [],
            [
                Trial(0, """
                    {"data":{"resize":80,"splitSeed":5},"epochs":2,"model":{"name":"nin"},"optimizer":{"lr":0.1}}
                    """),
            ]);

        var labels = sweep.Analyse().Labels;

        Assert.Equal(
            ["a: lr 0.1, lenet", "a: lr 0.2, lenet", "b: lr 0.1, nin"], Enumerable.Range(0, 3).Select(labels.Short));
        Assert.Equal("b: lr 0.1, nin (cell 0)", labels.Long(2));
    }

    [Fact]
    public void Short_PathThatEndsAsAnother_IsToldByTheWordsBefore()
    {
        using var sweep = new ReportedSweep();
        sweep.Add("a", [], [Trial(0, """{"epochs":9}""")], configJson: """{"stop":{"patience":{"epochs":2}}}""");
        sweep.Add("b", [], [Trial(0, """{"epochs":9}""")]);

        Assert.Equal(["patience.epochs 2, objective.at best", "patience.epochs default, objective.at last"],
            Labels(sweep.Analyse()));
    }

    [Fact]
    public void Short_CellsThatNothingTellsApart_HaveTheirNumbers() => Assert.Equal(
        ["lr 0.1 (cell 0)", "lr 0.1 (cell 1)", "lr 0.2"],
        Labels(["optimizer.lr"], ["0.1"], ["0.1"], ["0.2"]));

    private const string Lenet = """
        {"init":{"name":"default"},"model":{"name":"lenet"},"optimizer":{"lr":0.001,"name":"adam"}}
        """;

    private static PlannedTrial Trial(int cell, string config, params string?[] values) =>
        SampleReports.Completed(cell, 0, 0.5, values) with { ConfigJson = config };

    private static IReadOnlyList<string> Labels(IReadOnlyList<string> paths, params string?[][] cells)
    {
        using var sweep = new ReportedSweep();
        sweep.Add("a", paths, [.. cells.Select((values, cell) => SampleReports.Completed(cell, 0, 0.5, values))]);
        return Labels(sweep.Analyse());
    }

    private static IReadOnlyList<string> Labels(ReportAnalysis analysis) =>
        [.. analysis.Data.Trials.Select(trial => analysis.Labels.Short(trial.Cell))];
}
