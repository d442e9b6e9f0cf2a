using SweepRunner.Reports.Analysis;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class CriticismTests
{
    [Fact]
    public void Find_ValueThatAlwaysDiverges_IsNamedWithItsTrials()
    {
        using var sweep = SampleReports.Create("replay");

        var findings = new Criticism(sweep.Analyse()).Find();

        Assert.Contains(Finding.AlwaysDiverges("init.name", "normal", 9), findings);
        Assert.Contains(Finding.AlwaysDiverges("optimizer.lr", "0.1", 6), findings);
        Assert.DoesNotContain(
            findings,
            finding =>
                finding.Message.Contains("kaiming", StringComparison.Ordinal) && finding.Kind == "always-diverges");
    }

    [Fact]
    public void Find_TrialsOfAnotherProcessor_AreNamedOnce()
    {
        using var sweep = SampleReports.Create("one-trial");
        var name = sweep.Store.Sweeps()[0].Name;
        sweep.Store.AddEvent(new NewEvent(name, null, NewEvent.MachineChanged, "'a' has a Z80."));
        sweep.Store.AddEvent(new NewEvent(name, null, NewEvent.MachineChanged, "'a' has a Z80."));
        sweep.Store.AddEvent(new NewEvent(name, null, "extended", "seeds: 1"));

        var finding = new Criticism(sweep.Analyse()).Find().Single(each => each.Kind == "other-machines");

        Assert.Equal("Trials ran on unlike machines: 'a' has a Z80.", finding.Message);
    }

    [Fact]
    public void Find_EveryTrialDiverged_BlamesNoValue() =>
        Assert.Equal(
            ["diverged-compute"],
            new Criticism(SampleReports.Analysed("all-diverged")).Find().Select(finding => finding.Kind));

    // The rate is drawn from a range: in one cell, it may be the cause as well.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Find_ValueThatDivergesBesideARange_IsBlamedFromTwoCellsOn(int cells, bool isBlamed) =>
        Assert.Equal(
            isBlamed ? [Finding.AlwaysDiverges("beta", "0.5", 2 * cells)] : [],
            Found(
                ["beta", "optimizer.lr"],
                [
                    .. Enumerable.Range(0, 2 * cells).Select(
                        number => SampleReports.Diverged(number / 2, number % 2, "0.5", $"{number / 2 + 1}")),
                    .. Enumerable.Range(3, 14).Select(
                        cell => SampleReports.Completed(cell, 0, 0.9, "0.9", $"{cell}")),
                ]).Where(finding => finding.Kind == "always-diverges"));

    [Fact]
    public void Find_ParameterThatACellDoesNotHave_IsNotBlamed() =>
        Assert.DoesNotContain(
            Found(
                ["optimizer", "optimizer.momentum"],
                [
                    SampleReports.Diverged(0, 0, """{"name":"sgd"}""", null),
                    SampleReports.Diverged(0, 1, """{"name":"sgd"}""", null),
                    SampleReports.Completed(1, 0, 0.9, """{"name":"sgd"}""", "0.9"),
                ]),
            finding => finding.Kind == "always-diverges");

    // The two values occur only together: either may be the cause.
    [Fact]
    public void Find_ValuesThatDivergeTogether_AreNotBlamed() =>
        Assert.DoesNotContain(
            Found(
                ["init.name", "optimizer.lr"],
                [
                    SampleReports.Diverged(0, 0, "\"normal\"", "0.1"),
                    SampleReports.Diverged(0, 1, "\"normal\"", "0.1"),
                    SampleReports.Completed(1, 0, 0.9, "\"kaiming\"", "0.01"),
                    SampleReports.Completed(1, 1, 0.8, "\"kaiming\"", "0.01"),
                ]),
            finding => finding.Kind == "always-diverges");

    [Fact]
    public void Find_TimeSpentOnDiverged_IsToldFromATenthOn()
    {
        var completed = SampleReports.Completed(0, 0, 0.9, "0.1") with { Seconds = 90 };
        var diverged = SampleReports.Diverged(1, 0, "0.2");

        Assert.Contains(
            Finding.ComputeOnDiverged(0.1, 10, 1, []),
            Found(["optimizer.width"], [completed, diverged with { Seconds = 10 }]));
        Assert.DoesNotContain(
            Found(["optimizer.width"], [completed, diverged with { Seconds = 9 }]),
            finding => finding.Kind == "diverged-compute");
        Assert.DoesNotContain(
            Found(["optimizer.width"], [diverged with { Seconds = 0 }]), finding => finding.Kind == "diverged-compute");
    }

    // A program has no rate, and who clips already is not told to.
    [Theory]
    [InlineData("{}", "Other values may save it.")]
    [InlineData(
        """{"optimizer":{"lr":0.1},"init":{"name":"normal"}}""",
        "What may save it: a lower rate, another initialisation, gradient clipping (clip.norm).")]
    [InlineData("""{"optimizer":{"lr":0.1},"clip":{"norm":1}}""", "What may save it: a lower rate.")]
    public void Find_TimeSpentOnDiverged_AdvisesOnlyWhatTheTrialsHave(string config, string expected) =>
        Assert.Equal(
            expected,
            Assert.Single(
                Found(["model.width"], [SampleReports.Diverged(0, 0, "1") with { ConfigJson = config }]),
                finding => finding.Kind == "diverged-compute").Advice);

    [Fact]
    public void Find_TrialsAtChance_AreCountedByTheParametersThatExplainThem()
    {
        var finding = Assert.Single(
            Found(
                ["optimizer.name", "optimizer.lr"],
                [
                    .. Enumerable.Range(0, 8).Select(number => Judged(
                        number, number < 3 ? 0.1 : 0.8, number < 4 ? "\"sgd\"" : "\"adam\"", $"0.{number % 2 + 1}")),
                ]),
            finding => finding.Kind == "did-not-learn");

        Assert.Equal(
            "3 of 8 completed trials did not learn. By optimizer.name: 3 of 4 with sgd, 0 of 4 with adam.",
            finding.Message);
    }

    // Among more numbers than levels, the one that separates best; a path that some cells lack explains nothing.
    [Fact]
    public void Find_TrialsAtChanceBelowANumber_NamesTheNumber() =>
        Assert.Equal(
            "7 of 16 completed trials did not learn. By optimizer.lr: 7 of 7 up to 0.007, 0 of 9 above 0.007.",
            Assert.Single(
                Found(
                    ["optimizer.lr", "optimizer.momentum"],
                    [
                        .. Enumerable.Range(1, 16).Select(number => Judged(
                            number, number < 8 ? 0.1 : 0.8, $"{number / 1000.0}", number < 8 ? null : "0.9")),
                    ]),
                finding => finding.Kind == "did-not-learn").Message);

    [Fact]
    public void Find_FewValidationImages_SaysThatNothingIsJudged()
    {
        var few = SampleReports.Completed(0, 0, 0.1, "0.1") with { Data = new DataFacts(1000, 150, 10, 0.1) };

        var finding = Assert.Single(
            Found(["optimizer.lr"], [few, Judged(1, 0.8, "0.2")]), finding => finding.Kind == "not-judged");

        Assert.Equal(
            "1 completed trial has at most 150 validation images: too few to tell learning from chance.",
            finding.Message);
        Assert.Equal("Give them 200 or more (data.validationSamples).", finding.Advice);
    }

    [Fact]
    public void Find_EveryTrialAtChance_BlamesNoValue() =>
        Assert.Equal(
            "2 of 2 completed trials did not learn.",
            Assert.Single(Found(["optimizer.lr"], [Judged(0, 0.1, "0.1"), Judged(1, 0.1, "0.2")])).Message);

    [Fact]
    public void Find_ParameterWithoutEffect_IsNamed()
    {
        // The objective follows the first parameter alone.
        var trials = Enumerable
            .Range(0, 32)
            .Select(number =>
                SampleReports.Completed(
                    number, 0, number / 4 % 8 / 10.0, $"{(number / 4 % 8) + 1}", $"\"{number % 4}\"")
            )
            .ToList();

        Assert.Equal(
            ["init.name"],
            Found(["optimizer.lr", "init.name"], trials)
                .Where(finding => finding.Kind == "no-effect")
                .Select(finding => finding.Message.Split(' ')[0]));
    }

    // Neither explains anything by itself, but both together everything.
    [Fact]
    public void Find_ParametersThatActTogether_AreNotWithoutEffect() =>
        Assert.DoesNotContain(
            Found(
                ["model.width", "init.name"],
                [
                    .. Enumerable.Range(0, 32).Select(number => SampleReports.Completed(
                        number, 0, (number + number / 2) % 2, $"{number % 2 + 1}", $"\"{number / 2 % 2}\"")),
                ]),
            finding => finding.Kind == "no-effect");

    // Among all trials the rate explains next to nothing beside the optimizer with which nothing learns.
    [Fact]
    public void Find_ParameterThatMattersWhereTrialsLearn_IsNotWithoutEffect() =>
        Assert.DoesNotContain(
            Found(
                ["optimizer.name", "optimizer.lr"],
                [
                    .. Enumerable.Range(0, 64).Select(number => Judged(
                        number, number % 2 == 0 ? 0.1 : 0.8 + 0.01 * (number / 2 % 4),
                        number % 2 == 0 ? "\"sgd\"" : "\"adam\"", $"0.{number / 2 % 4 + 1}")),
                ]),
            finding => finding.Kind == "no-effect");

    [Fact]
    public void Find_UnfinishedAndFailed_AreSaidFirst()
    {
        var findings = Found(
            ["optimizer.lr"],
            [
                SampleReports.Completed(0, 0, 0.9, "0.1"),
                new PlannedTrial(1, 0, "0.2") { Outcome = Outcome.Failed },
                new PlannedTrial(2, 0, "0.3") { Outcome = Outcome.Queued },
            ]);

        Assert.Equal([Finding.Unfinished(1), Finding.Failed(1, findings[1].Command!)], findings.Take(2));
        Assert.Collection(
            findings[1].Command!.Split('\n'),
            line => Assert.StartsWith("sweep show s/1 --store ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("sweep retry s --failed --store ", line, StringComparison.Ordinal));
        Assert.Equal("See why, and run it again:", findings[1].Advice);
        Assert.Equal("See why the first did, and run them again:", Finding.Failed(2, "").Advice);
    }

    [Theory]
    [InlineData(true, new[] { 0.5, 0.6 }, "{}")]
    [InlineData(false, new[] { 0.5, 0.8 }, "{}")]
    [InlineData(false, new[] { 0.5 }, "{}")]
    [InlineData(false, new[] { 0.5, 0.6 }, """{"schedule":{"name":"cosine"}}""")]
    public void Find_BestAtTheEnd_IsStillImprovingUnlessTheScheduleEndsThere(
        bool expected, double[] earlier, string config)
    {
        var trial = new PlannedTrial(0, 0, "0.1") { Objective = 0.7, EarlierObjectives = earlier, ConfigJson = config };

        Assert.Equal(
            expected, Found(["optimizer.lr"], [trial]).Any(finding => finding.Kind == "still-improving"));
    }

    // A completed trial of which it is known whether it learned.
    private static PlannedTrial Judged(int cell, double accuracy, params string?[] values) => new(cell, 0, values)
    {
        Objective = accuracy,
        Data = new DataFacts(TrainImages: 1000, ValidationImages: 1000, Classes: 10, LargestClassShare: 0.1),
    };

    private static IReadOnlyList<Finding> Found(string[] paths, IReadOnlyList<PlannedTrial> trials)
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", paths, trials);
        return new Criticism(sweep.Analyse()).Find();
    }
}
