using System.Text.RegularExpressions;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Pictures;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Analysis;

/// <summary>What a report says, and does not say, of trials that are programs.</summary>
public sealed partial class ProgramTests : IDisposable
{
    private readonly ReportedSweep _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Labels_SpaceOfAProgram_HasThePathsOfItsParameters()
    {
        Add(
            "s", ["optimizer.lr", "optimizer.name"],
            Trial(0, 0, 0.1, "0.1", "\"sgd\""), Trial(1, 0, 0.2, "0.01", "\"adam\""));

        var analysis = _store.Analyse();

        Assert.Equal(["optimizer.lr", "optimizer.name"], analysis.Varying.Select(parameter => parameter.Path));
        Assert.Equal("sgd, lr 0.1", analysis.Labels.Short(0));
    }

    [Fact]
    public void Differences_ProgramsThatDiffer_AreTold()
    {
        Add("a", ["lr"], Trial(0, 0, 0.1, "0.1") with { ConfigJson = Config("train.py", "aaaaaaaaaaaabbbb", 32) });
        Add("b", ["lr"], Trial(0, 0, 0.1, "0.1") with { ConfigJson = Config("other.py", "ccccccccccccbbbb", 64) });

        Assert.Equal(
            [
                "The sweeps are unlike experiments: command.run is python3 train.py --lr {lr} in a, python3 other.py "
                    + "--lr {lr} in b; sha256 of train.py is aaaaaaaaaaaa in a, cccccccccccc in b; batch is 32 in a, "
                    + "64 in b.",
            ],
            _store.Analyse().Differences);
        Assert.Equal("train.py", _store.Read().Varying.Single(each => each.Path == "sha256 of train.py").ShortPath);
        Assert.Equal("a", _store.Analyse().Labels.Short(0));
    }

    [Fact]
    public void Differences_NetworkAndProgram_AreUnlikeExperiments()
    {
        _store.Add("a", ["lr"], [Trial(0, 0, 0.5, "0.1") with { LossMetric = "loss", Losses = [1] }]);
        _store.Add(
            "b", ["optimizer.lr"],
            [
                new(0, 0, "0.1")
                {
                    Objective = 0.6,
                    ConfigJson = """{"data":{"name":"mnist"},"optimizer":{"lr":0.1}}""",
                },
            ]);

        var analysis = _store.Analyse();

        Assert.Equal(
            [
                "The sweeps are unlike experiments: command.run is python3 train.py --lr {lr} in a, not set in b; "
                    + "sha256 of train.py is aaaaaaaaaaaa in a, not set in b; batch is 32 in a, not set in b; "
                    + "data.name is not set in a, mnist in b.",
                "The sweeps try different values: lr is 0.1 in a, not set in b; optimizer.lr is not set in a, "
                    + "0.1 in b.",
                "Cells that differ in data.name saw different images, so no test compares them.",
            ],
            analysis.Differences);
        Assert.Equal(
            ["b: lr not set, optimizer.lr 0.1, mnist", "a: lr 0.1, optimizer.lr not set"],
            analysis.Cells.Select(cell => analysis.Labels.Short(cell.Cell)));
        Assert.NotEmpty(ReportPictures.Create(analysis));
    }

    [Fact]
    public void Differences_ScriptInTheCommand_StayInOneLine()
    {
        foreach (var name in new[] { "a", "b" })
            Add(name, [], Trial(0, 0, 0.1) with
            {
                ConfigJson = $$"""{"command":{"run":["bash","-c","cd {{name}}\nrun"]},"parameters":{} }""",
            });

        Assert.Equal(
            [
                "The sweeps are unlike experiments: "
                    + @"command.run is bash -c 'cd a\nrun' in a, bash -c 'cd b\nrun' in b.",
            ],
            _store.Analyse().Differences);
    }

    // A default of the program is known to the program alone.
    [Fact]
    public void Labels_ParameterThatACellDoesNotHave_IsNotSet()
    {
        Add("s", ["lr", "momentum"], Trial(0, 0, 0.1, "0.1", "0.9"), Trial(1, 0, 0.2, "0.1", null));

        var labels = _store.Analyse().Labels;

        Assert.Equal(["momentum 0.9", "momentum not set"], [labels.Short(0), labels.Short(1)]);
    }

    // In a network, data.path would say that the cells saw other images, and epochs that an end can be.
    [Fact]
    public void Findings_PathsThatNetworksHave_MeanNothing()
    {
        Add(
            "s", ["data.path", "model.width"],
            [.. Enumerable.Range(0, 3).SelectMany(seed => new[]
            {
                Trial(0, seed, 0.5 + (seed * 0.01), "\"x\"", "1"), Trial(1, seed, 0.7 + (seed * 0.01), "\"y\"", "4"),
            })]);

        var analysis = _store.Analyse(margin: null, boundsOf: _ => (0, 4));

        Assert.All(analysis.Cells, cell => Assert.NotNull(cell.Standing.CouldBeBest));
        Assert.Equal(
            [Finding.BestOnEdge("model.width", "4", isLowest: false)], new Criticism(analysis).Find());
    }

    [Theory]
    [InlineData("optimizer.lr", "What may save it: a lower optimizer.lr.")]
    [InlineData("learning_rate", "What may save it: a lower learning_rate.")]
    [InlineData("init.name", "Other values may save it.")]
    [InlineData("colour", "Other values may save it.")]
    public void Findings_DivergedPrograms_AdviseOnlyWhatANameSays(string path, string advice)
    {
        Add(
            "s", [path], Trial(0, 0, 0.5, "0.1"),
            Trial(1, 0, null, "1") with
            {
                ConfigJson = Config("train.py", "a", 32, path),
                Outcome = Outcome.Diverged,
                Losses = [1, double.NaN],
            });

        var finding = Assert.Single(
            new Criticism(_store.Analyse()).Find(), finding => finding.Kind == "diverged-compute");

        Assert.Equal(advice, finding.Advice);
    }

    [Fact]
    public void Savings_OfPrograms_CompareTheSameCommandAndWork()
    {
        Add(
            "s", ["lr"], Trial(0, 0, 0.5, "0.1") with { Seconds = 60 },
            Trial(1, 0, null, "1") with { Outcome = Outcome.Diverged, Losses = [double.NaN], Seconds = 10 },
            Trial(2, 0, null, "2") with
            {
                ConfigJson = Config("other.py", "a", 32),
                Outcome = Outcome.Diverged,
                Losses = [double.NaN],
            });

        Assert.Equal(new DivergenceSavings(50, 1, 2), DivergenceSavings.Estimate(_store.Read()));
    }

    [Theory]
    [InlineData("val_accuracy", "test_accuracy", "test_accuracy")]
    [InlineData("val/accuracy", "test/accuracy", "test/accuracy")]
    [InlineData("accuracy", "test_accuracy", "test_accuracy")]
    [InlineData("reward", "test/reward", "test/reward")]
    [InlineData("test_accuracy", "test_accuracy", null)]
    [InlineData("reward", "test/accuracy", null)]
    public void TestOf_Objective_IsTheSameOnTheTestData(string objective, string logged, string? expected)
    {
        _store.Add("s", [], [Trial(0, 0, 1)], objective: objective);
        var progress = new TrialProgress(_store.Store.Trials("s")[0]);
        progress.Add(new MetricPoint(logged, 0, 0, 0.5, DateTimeOffset.UnixEpoch));

        Assert.Equal(expected, RankingText.TestOf(objective, [progress])?.Metric);
    }

    [Fact]
    public void Findings_AValueFailsEverywhere_IsNamed()
    {
        Add(
            "s", ["lr", "optimizer"], Trial(0, 0, 0.5, "0.1", "\"sgd\""), Trial(0, 1, 0.5, "0.1", "\"sgd\""),
            Trial(1, 0, null, "0.1", "\"lion\"") with { Outcome = Outcome.Failed },
            Trial(1, 1, null, "0.1", "\"lion\"") with { Outcome = Outcome.Failed },
            Trial(2, 0, null, "9", "\"sgd\"") with { Outcome = Outcome.Failed });

        Assert.Equal(
            [
                "3 trials failed because of the machine or the program, and are missing here.",
                "Every trial with optimizer = lion failed (2 trials).",
            ],
            new Criticism(_store.Analyse()).Find().Take(2).Select(finding => finding.Message));
    }

    // A parameter called data.batchSize counts nothing.
    [Fact]
    public void Pace_Program_HasNoImages()
    {
        Add("s", [], Trial(0, 0, 0.5) with { ConfigJson = Config("train.py", "a", 32, "data.batchSize") });

        var pace = new TrainingPace(_store.Read().Trials);

        Assert.Equal((double.NaN, double.NaN), (pace.ImagesAfter(10), pace.EpochsAfter(10)));
    }

    [Fact]
    public void StillImproving_Program_AsksForMoreSteps()
    {
        Add("s", [], Trial(0, 0, 0.5) with { EarlierObjectives = [0.1, 0.2, 0.3] });

        Assert.Equal(
            [
                new Finding(
                    "still-improving", "The best cell (cell 0) had its best reward at the very end with every seed.",
                    "More steps may improve it further, and may change the order."),
            ],
            new Criticism(_store.Analyse()).Find());
    }

    // The objective has one point a trial, and no curve.
    [Fact]
    public void LearningCurves_ManyMetrics_DrawsTheLossAndSomeOthers()
    {
        _store.Add(
            "s", ["lr"],
            [Trial(0, 0, 5, "0.1") with { Metrics = Many(100) }, Trial(1, 0, 4, "1") with { Metrics = Many(99) }],
            configJson: Sweep, objective: "reward");

        var curves = ReportPictures.Create(_store.Analyse()).Single(chart => chart.Name == "learning-curves");

        Assert.Equal(
            ["loss", .. Enumerable.Range(0, 19).Select(metric => $"m{metric:00}")],
            curves.Choices.Select(choice => Assert.Single(choice.Keys)));
        Assert.Equal(
            "Line: a cell with one seed. The curves of 81 other metrics are left out of this page.",
            curves.First.Caption);
    }

    [Fact]
    public void LearningCurves_LossThatTheSweepNames_ComesFirst()
    {
        _store.Add(
            "s", ["lr"], [Trial(0, 0, 5, "0.1") with { EarlierObjectives = [3], Metrics = Many(2) }],
            configJson: """{"trial":{"command":{"run":["x"]}},"stop":{"divergence":{"metric":"m01"}}}""",
            objective: "reward");

        var curves = ReportPictures.Create(_store.Analyse()).Single(chart => chart.Name == "learning-curves");

        Assert.Equal(["m01", "reward", "loss", "m00"], curves.Choices.Select(choice => choice.Keys[0]));
        Assert.Equal("m01 by step", curves.First.Title);
    }

    // An accuracy in per cent.
    [Fact]
    public void CurveChart_AccuracyAboveOne_HasNoShares()
    {
        var points = Enumerable.Range(0, 2).Select(
            step => new MetricPoint("val/accuracy", step, 0, 50 + (43.5 * step), DateTimeOffset.UnixEpoch));

        var text = CurveChart.Draw(
            "s/0", KnownMetrics.Describe("val/accuracy"), [new MetricCurve("", [.. points])], 60, 10);

        Assert.DoesNotContain("%", text, StringComparison.Ordinal);
    }

    // Two parameters, so that every chart is there, with failed and diverged trials.
    [Fact]
    public void Page_OfPrograms_SaysNothingOfNetworks()
    {
        _store.Add(
            "s", ["lr", "optimizer"],
            [.. Enumerable.Range(0, 12).Select(number => Trial(
                number / 2, number % 2, number, $"{number / 4}", $"\"{(number / 2 % 2 == 0 ? "a" : "b")}\"") with
            {
                Outcome = number switch
                {
                    1 => Outcome.Diverged,
                    8 or 9 => Outcome.Failed,
                    _ => Outcome.Completed,
                },
                Metrics = Many(2),
                EarlierObjectives = [number / 2.0],
            })],
            configJson: Sweep, objective: "reward");
        var analysis = _store.Analyse();
        var charts = ReportPictures.Create(analysis);

        var page = HtmlReport.Render(analysis, charts, library: null, new Dictionary<string, StillPicture>());
        string[] texts =
        [
            Script().Replace(page, ""),
            .. charts.SelectMany(chart => chart.Choices)
                .Select(choice => $"{choice.Chart.Title} {choice.Chart.Caption}"),
            .. new CellsTable(analysis).Create().Columns.Select(column => $"{column.Title} {column.Help}"),
            .. new DivergedTable(analysis).Create().Columns.Select(column => $"{column.Title} {column.Help}"),
        ];

        Assert.All(texts, text => Assert.DoesNotMatch(
            @"(?i)\b(learn(ed)?|images?|epochs|accurac\w+|gradient)\b", text));
        Assert.Contains("Grey: no trial completed.", charts.Single(chart => chart.Name == "heat-map").First.Caption);
        Assert.Contains("<p>Intervals: Student's t at 95 %.\n", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Script();

    // A reward from 0.01 to 200.
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Curves_ValuesOverDecades_AreLogarithmicUnlessHighOnesAreBetter(bool isMaximized, bool isLogarithmic)
    {
        _store.Add(
            "s", [], [Trial(0, 0, 200) with { EarlierObjectives = [0.01, 1, 10, 100, 150] }], isMaximized,
            configJson: Sweep, objective: "reward");
        var metric = Objective.Of(_store.Store.FindSweep("s")!.Definition).Describe("reward");
        var points = _store.Store.Metrics("s").Select(each => each.Point);

        var text = CurveChart.Draw("s/0", metric, [new MetricCurve("", [.. points])], 60, 10);
        var curves = ReportPictures.Create(_store.Analyse()).Single(chart => chart.Name == "learning-curves");

        Assert.Equal(isLogarithmic, Assert.IsType<XyChart>(curves.First).Y.Scale == AxisScale.Log);
        Assert.Equal(isLogarithmic, text.Contains("(logarithmic)", StringComparison.Ordinal));
    }

    private const string Sweep = """{"trial":{"command":{"run":["x"]}}}""";

    private static List<MetricPoint> Many(int count) =>
    [
        .. Enumerable.Range(0, count).Select(metric => $"m{metric:00}").Append("loss").SelectMany(metric =>
            Enumerable.Range(0, 3).Select(step => new MetricPoint(
                metric, step, 0, step, DateTimeOffset.UnixEpoch))),
    ];

    private static PlannedTrial Trial(int cell, long seed, double? reward, params string?[] values) =>
        new(cell, seed, values)
        {
            ConfigJson = Config("train.py", "aaaaaaaaaaaabbbb", 32),
            Objective = reward,
        };

    // The path, if any, is a parameter beside the batch.
    private static string Config(string file, string sha256, int batch, string? path = null)
    {
        var keys = path?.Split('.') ?? [];
        var value = keys.Reverse().Aggregate("1", (inner, key) => $$"""{"{{key}}":{{inner}}}""");
        var other = path is null ? "" : $",{value[1..^1]}";
        var command = $$"""{"run":["python3","{{file}}","--lr","{lr}"],"sha256":{"train.py":"{{sha256}}"} }""";
        return $$"""{"command":{{command}},"parameters":{"batch":{{batch}}{{other}} } }""";
    }

    private void Add(string name, IReadOnlyList<string> paths, params IReadOnlyList<PlannedTrial> trials) =>
        _store.Add(name, paths, trials, objective: "reward");
}
