using SweepRunner.Reports.Analysis;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class ComparisonTests : IDisposable
{
    private const string Sgd = """{"optimizer":{"lr":0.1,"name":"sgd"}}""";

    private readonly ReportedSweep _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Find_ExperimentsThatDiffer_NamesEveryDifference()
    {
        Add("a", Config("lenet", 3000, 3));
        Add("b", Config("alexnet", 1500, 2));

        Assert.Equal(
            [
                Finding.Unlike(
                    "data.trainSamples is 3000 in a, 1500 in b; epochs is 3 in a, 2 in b; "
                        + "model.name is lenet in a, alexnet in b"),
                Finding.ImagesDiffer(["data.trainSamples"]),
            ],
            Found());
        Assert.Equal(
            ["sweep", "data.trainSamples", "epochs", "model.name"],
            _store.Read().Varying.Select(parameter => parameter.Path));
    }

    [Fact]
    public void Find_ThreeSweeps_JoinsThoseWithTheSameValues()
    {
        foreach (var (name, epochs) in new[] { ("a", 3), ("b", 2), ("c", 3) })
            Add(name, $$"""{"epochs":{{epochs}} }""");

        Assert.Equal([Finding.Unlike("epochs is 3 in a and c, 2 in b")], Found());
    }

    [Fact]
    public void Find_ValueOfMostSweeps_IsToldOnce()
    {
        foreach (var (name, epochs) in new[] { ("a", 3), ("b", 2), ("c", 3), ("d", 3) })
            Add(name, $$"""{"epochs":{{epochs}} }""");

        Assert.Equal([Finding.Unlike("epochs is 2 in b, 3 in the others")], Found());
    }

    [Fact]
    public void Find_SpacesThatDiffer_AreToldApartFromUnlikeExperiments()
    {
        Add(
            "a", ["optimizer.lr"],
            (Sgd, ["0.1"]), ("""{"optimizer":{"lr":0.01,"name":"sgd"}}""", ["0.01"]));
        Add("b", Sgd);

        Assert.Equal([Finding.SpacesDiffer("optimizer.lr is 0.01 or 0.1 in a, 0.1 in b")], Found());
    }

    [Fact]
    public void Find_ManyValues_AreToldByTheirEnds()
    {
        Add("a", ["optimizer.lr"], [.. Enumerable.Range(1, 9).Select(rate => (Sgd, new string?[] { $"{rate}" }))]);
        Add("b", ["optimizer.lr"], (Sgd, ["1"]));

        Assert.Equal([Finding.SpacesDiffer("optimizer.lr is 1 to 9 (9 values) in a, 1 in b")], Found());
    }

    [Fact]
    public void Find_SameValuesInBothSpaces_FindsNothing()
    {
        foreach (var name in new[] { "a", "b" })
            Add(name, ["optimizer.lr"], (Sgd, ["0.1"]), (Sgd, ["0.2"]));

        Assert.Empty(Found());
    }

    [Theory]
    [InlineData("""{"init":{"name":"normal","std":1}}""", """{"init":{"std":1.0,"name":"normal"}}""")]
    [InlineData("""{"optimizer":{"lr":0.1}}""", """{"optimizer":{"lr":1e-1}}""")]
    [InlineData("""{"epochs":10}""", """{"epochs":1e1}""")]
    public void Find_OneValueSpeltInTwoWays_IsNoDifference(string one, string other)
    {
        Add("a", one);
        Add("b", other);

        Assert.Empty(Found());
        Assert.Equal(["sweep"], _store.Read().Parameters.Select(parameter => parameter.Path));
    }

    [Fact]
    public void Find_DefaultsThatFollowFromTheName_AreNotNamed()
    {
        Add("a", """{"optimizer":{"lr":0.1,"momentum":0,"name":"sgd","weightDecay":0}}""");
        Add("b", """{"optimizer":{"beta1":0.9,"lr":0.1,"name":"adamw","weightDecay":0.01}}""");

        Assert.Equal([Finding.Unlike("optimizer.name is sgd in a, adamw in b")], Found());
    }

    [Fact]
    public void Find_WrittenValueThatTheOtherLacks_IsNamed()
    {
        const string Momentum = """{"optimizer":{"lr":0.1,"momentum":0.9,"name":"sgd"}}""";
        Add("a", Momentum, $$"""{"trial":{{Momentum}} }""");
        Add("b", """{"optimizer":{"lr":0.1,"name":"adam"}}""");

        Assert.Equal(
            [
                Finding.Unlike(
                    "optimizer.name is sgd in a, adam in b; optimizer.momentum is 0.9 in a"),
            ],
            Found());
    }

    [Fact]
    public void Find_WhatTheSweepDecides_IsNamed()
    {
        Add(
            "a", Sgd,
            """{"objective":{"at":"last"},"stop":{"divergence":{"lossAbove":1e2},"patience":{"epochs":3}}}""");
        Add("b", Sgd, """{"objective":{"at":"best"},"stop":{"patience":{"epochs":3,"metric":"val/accuracy"}}}""", 2);

        Assert.Equal(
            [
                Finding.Unlike(
                    "stop.divergence.lossAbove is 100 in a, not set in b; threads is 1 in a, 2 in b; "
                        + "objective.at is last in a, best in b"),
            ],
            Found());
    }

    [Fact]
    public void Find_ObjectsInOneSpaceAndNamesInTheOther_AreTheSameColumns()
    {
        const string Normal = """{"init":{"name":"normal","std":1}}""", Xavier = """{"init":{"name":"xavier"}}""";
        Add("a", ["init"], (Normal, ["""{"name":"normal"}"""]), (Xavier, ["""{"name":"xavier"}"""]));
        Add("b", ["init.name"], (Normal, ["\"normal\""]), (Xavier, ["\"xavier\""]));

        Assert.Empty(Found());
        var parameters = _store.Read().Parameters;
        Assert.Equal(["sweep", "init.name"], parameters.Select(parameter => parameter.Path));
        Assert.Equal([0, 1, 0, 1], parameters[1].LevelOfTrial);
    }

    [Fact]
    public void Find_OtherSeeds_NamesThem()
    {
        _store.Add("a", [], [.. Enumerable.Range(0, 4).Select(seed => SampleReports.Completed(0, seed, 0.5))]);
        _store.Add("b", [], [SampleReports.Completed(0, 0, 0.5), SampleReports.Completed(0, 7, 0.5)]);

        Assert.Equal([Finding.SeedsDiffer("0 to 3 in a, 0 and 7 in b")], Found());
    }

    [Fact]
    public void Find_SweepThatRepeatsAnother_SaysHowMuch()
    {
        _store.Add("a", [], [SampleReports.Completed(0, 0, 0.5) with { Identity = "x" }]);
        _store.Add("b", [], [SampleReports.Completed(0, 0, 0.5) with { Identity = "x" }]);

        Assert.Equal([Finding.Repeated(1)], Found());
    }

    [Fact]
    public void Find_SweepWithoutTrials_FindsNothing()
    {
        Add("a", Sgd);
        _store.Add("b", ["optimizer.lr"], []);

        Assert.Empty(Found());
    }

    [Fact]
    public void Find_OneSweepThatVariesItsImages_SaysWhatIsNotTested()
    {
        Add(
            "a", ["data.trainSamples"],
            (Images("\"trainSamples\":100"), ["100"]), (Images("\"trainSamples\":200"), ["200"]));

        Assert.Equal([Finding.ImagesDiffer(["data.trainSamples"])], Found());
    }

    [Theory]
    [InlineData("\"splitSeed\":1", "\"splitSeed\":2", false)]
    [InlineData("\"validationSamples\":100", "\"validationSamples\":200", false)]
    [InlineData("\"trainSamples\":100", "\"trainSamples\":200", false)]
    [InlineData("\"name\":\"mnist\"", "\"name\":\"fashion-mnist\"", false)]
    [InlineData("\"batchSize\":10", "\"batchSize\":20", true)]
    [InlineData("\"resize\":28", "\"resize\":99", true)]
    [InlineData("\"testSamples\":100", "\"testSamples\":200", true)]
    public void Block_TrialsOfOneSeed_IsTheSameForTheSameImages(string one, string other, bool isSame)
    {
        Add("a", Images(one));
        Add("b", Images(other));

        var blocks = _store.Read().Trials.Select(trial => trial.Result.Block).ToList();

        Assert.Equal(isSame, blocks[0] == blocks[1]);
        Assert.Equal(isSame, !Found().Any(finding => finding.Kind == "images-differ"));
    }

    [Theory]
    [InlineData("\"splitSeed\":1", false)]
    [InlineData("\"batchSize\":10,\"splitSeed\":0", true)]
    public void Cells_OfSweeps_AreTestedOnlyOnTheSameImages(string other, bool isTested)
    {
        double[] noise = [0, 0.001, -0.001];
        foreach (var (name, data, mean) in new[] { ("a", "\"splitSeed\":0", 0.9), ("b", other, 0.1) })
            _store.Add(
                name, [],
                [.. noise.Select((each, seed) =>
                    SampleReports.Completed(0, seed, mean + each) with { ConfigJson = Images(data) })]);

        var worse = _store.Analyse().Cells[1];

        Assert.Equal(isTested, worse.Standing.CouldBeBest is false);
    }

    private static string Images(string value) => $$"""{"data":{ {{value}} } }""";

    private static string Config(string model, int images, int epochs) =>
        $$"""{"data":{"trainSamples":{{images}}},"epochs":{{epochs}},"model":{"name":"{{model}}"} }""";

    private void Add(string name, string trial, string configJson = "{}", int threads = 1) => _store.Add(
        name, [], [SampleReports.Completed(0, 0, 0.5) with { ConfigJson = trial }], configJson: configJson,
        threads: threads);

    private void Add(string name, IReadOnlyList<string> paths, params (string Config, string?[] Values)[] cells) =>
        _store.Add(
            name, paths,
            [
                .. cells.Select((cell, number) =>
                    SampleReports.Completed(number, 0, 0.5, cell.Values) with { ConfigJson = cell.Config }),
            ]);

    private IEnumerable<Finding> Found() => new Comparison(_store.Read()).Find();
}
