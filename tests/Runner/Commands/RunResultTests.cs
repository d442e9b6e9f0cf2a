using System.Text.Json.Nodes;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>What <c>run</c> and <c>resume</c> show of a sweep that is done, and how they end.</summary>
public sealed class RunResultTests : IDisposable
{
    private const string ReportFile = "sweeps.db.artifacts/sweeps/tiny/report/report.html";

    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Resume_SweepIsDone_WritesItsReportAndLinksIt()
    {
        Finish(0.6);

        var result = await _harness.RunAsync(["resume", "tiny"]);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.EndsWith($"\nReport: file://FOLDER/{ReportFile}\n", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_harness.Folder.File(ReportFile)));
    }

    [Fact]
    public async Task Resume_NoReport_WritesNone()
    {
        Finish(0.6);

        var result = await _harness.RunAsync(["resume", "tiny", "--no-report"]);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.DoesNotContain("eport", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_harness.Folder.File(ReportFile)));
    }

    [Fact]
    public async Task Resume_ReportCannotBeWritten_WarnsAndEndsWithZero()
    {
        Finish(0.6);
        Directory.CreateDirectory(_harness.Folder.File("sweeps.db.artifacts/sweeps/tiny"));
        await File.WriteAllTextAsync(_harness.Folder.File("sweeps.db.artifacts/sweeps/tiny/report"), "");

        var result = await _harness.RunAsync(["resume", "tiny"]);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Matches(
            "\nWarning: there is no report. Cannot write the report to .+ 'sweep report tiny --store "
                + "litedb:FOLDER/sweeps.db' writes it.\n$",
            result.Error);
    }

    [Fact]
    public async Task Resume_Json_WritesTheDocumentOfShowWithItsBestCellAndReport()
    {
        Finish(0.6);

        var result = await _harness.RunAsync(["resume", "tiny", "--json"]);
        var shown = JsonNode.Parse((await _harness.RunAsync(["show", "tiny", "--json"])).Output)!;
        var reported = JsonNode.Parse((await _harness.RunAsync(["report", "tiny", "--json"])).Output)!;

        var document = JsonNode.Parse(result.Output)!;
        Assert.Equal(ExitCodes.Done, result.ExitCode);
        foreach (var (key, value) in shown.AsObject())
            Assert.True(JsonNode.DeepEquals(value, document[key]), key);
        Assert.True(JsonNode.DeepEquals(reported["best"], document["best"]));
        Assert.Equal(
            (0, "lenet, sgd, lr 0.1, init default", 0.6),
            ((int)document["best"]!["cell"]!, (string)document["best"]!["label"]!, (double)document["best"]!["mean"]!));
        Assert.Null(document["noBest"]);
        Assert.Equal($"FOLDER/{ReportFile}", (string)document["report"]!);
    }

    [Fact]
    public async Task Resume_JsonWithoutABestCellAndReport_SaysWhyThereIsNone()
    {
        Finish(null);

        var result = await _harness.RunAsync(["resume", "tiny", "--json", "--no-report"]);

        var document = JsonNode.Parse(result.Output)!;
        Assert.Equal((null, null), (document["best"], document["report"]));
        Assert.Equal("its only trial diverged", (string)document["noBest"]!);
        Assert.True(document.AsObject().ContainsKey("report"));
    }

    [Theory]
    [InlineData("--fail-below", "0.6", null)]
    [InlineData("--fail-below", "-1", null)]
    [InlineData(
        "--fail-below",
        "0.61",
        "--fail-below 0.61 fails: the best cell, lenet, sgd, lr 0.1, init default, has a mean val/accuracy of 0.6.")]
    public async Task Resume_DemandOnTheBestCell_DecidesTheExitCode(string option, string value, string? message)
    {
        Finish(0.6);

        var result = await _harness.RunAsync(["resume", "tiny", "--no-report", option, value]);

        Assert.Equal(message is null ? ExitCodes.Done : ExitCodes.Failed, result.ExitCode);
        var last = result.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.Equal(message ?? "Sweep 'tiny' is done: 1 trial, 1 completed.", last);
    }

    [Theory]
    [InlineData("--fail-above", "0.5", null)]
    [InlineData(
        "--fail-above",
        "0.49",
        "--fail-above 0.49 fails: the best cell, lenet, sgd, lr 0.1, init default, has a mean val/loss of 0.5.")]
    public async Task Resume_MinimizedObjective_HasAnUpperLimit(string option, string value, string? message)
    {
        Finish(0.5, "objective.metric=val/loss");

        var result = await _harness.RunAsync(["resume", "tiny", "--no-report", option, value]);

        Assert.Equal(message is null ? ExitCodes.Done : ExitCodes.Failed, result.ExitCode);
        Assert.Equal(message is not null, result.Error.EndsWith($"\n{message}\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resume_MeanWithManyDigits_IsShortInTheDemand()
    {
        Finish(1.9456184692382812, "objective.metric=val/loss");

        var result = await _harness.RunAsync(["resume", "tiny", "--no-report", "--fail-above", "1"]);

        Assert.EndsWith(" has a mean val/loss of 1.94562.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_NoTrialCompleted_HasNoBestCellAndFailsTheDemand()
    {
        Finish(null);

        var result = await _harness.RunAsync(["resume", "tiny", "--no-report", "--fail-below", "0"]);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.EndsWith("\n--fail-below 0 fails: there is no best cell.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DemandOfTheWrongSide_IsRefusedBeforeAnythingRuns()
    {
        const string objective = """objective={"metric":"val/loss"}""";
        var file = Path.Join(SweepTexts.ConfigsFolder(), "quickstart.json");

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "--fail-below does not fit the objective: val/loss is minimized. Use --fail-above 0.5 to fail on worse "
                    + "values.\n"),
            await _harness.RunAsync(["run", file, "--set", objective, "--fail-below", "0.5"]));
        Assert.False(File.Exists(_harness.StorePath));
    }

    [Theory]
    [InlineData("--fail-below takes a finite number, not 'much'.", "--fail-below", "much")]
    [InlineData("--fail-above takes a finite number, not 'NaN'.", "--fail-above", "NaN")]
    [InlineData("--fail-below takes a finite number, not '1e999'.", "--fail-below", "1e999")]
    [InlineData(
        "--fail-below and --fail-above exclude each other: an objective has one goal.",
        "--fail-below",
        "0",
        "--fail-above",
        "1")]
    [InlineData("--json writes the result of one sweep: name it.", "--json")]
    public async Task Resume_OptionsThatMakeNoSense_AreRefused(string message, params string[] options)
    {
        var result = await _harness.RunAsync(["resume", .. options]);

        Assert.Equal((ExitCodes.BadInput, message), (result.ExitCode, result.Error.Split('\n')[0]));
    }

    [Fact]
    public void Link_PathWithSigns_IsAUrl() =>
        Assert.Equal("file:///a%20b/50%25%23/report.html", SweepReport.Link("/a b/50%#/report.html"));

    // Writes the sweep with its one trial done; null for one that diverged.
    private void Finish(double? objective, params string[] overrides)
    {
        using var store = _harness.Create();
        var sweep = TinySweep.Create(store, overrides);
        var claim = store.ClaimNext(TinySweep.Name, new LeaseOwner("here", "boot", 4711, 1))!;
        IReadOnlyList<MetricPoint> points = objective is { } value
            ? [new(sweep.Definition.ObjectiveMetric, 3, 1, value, _harness.Time.GetUtcNow())]
            : [];
        var end = objective is null
            ? new TrialEnd { Outcome = Outcome.Diverged, Kind = "nan", Step = 1 }
            : new TrialEnd { Outcome = Outcome.Completed };
        store.Finish(claim, end, points);
    }
}
