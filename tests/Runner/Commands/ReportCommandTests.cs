using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public ReportCommandTests()
    {
        using var store = _harness.Create();
        StorySweep.Write(store, _harness.Time);
        var story = store.FindSweep(StorySweep.Name)!.Definition;
        store.CreateSweep(new NewSweep(story with { Name = "empty", Description = null, Overrides = [] }, []));
        var other = story with { Name = "other-goal", ObjectiveMetric = "val/loss", IsObjectiveMaximized = false };
        store.CreateSweep(new NewSweep(other, []));
        store.CreateSweep(new NewSweep(story with { Name = "../outside" }, []));
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Report_NoFolderNamed_WritesPageAndPicturesAmongTheArtifacts()
    {
        const string folder = $"FOLDER/sweeps.db.artifacts/sweeps/{StorySweep.Name}/report";
        var result = await _harness.RunAsync(["report", StorySweep.Name]);

        Assert.Equal(
            new CommandResult(ExitCodes.Done, $"{folder}/report.html\n{folder}/charts\n", ""), result);
        var charts = _harness.Folder.File($"sweeps.db.artifacts/sweeps/{StorySweep.Name}/report/charts");
        foreach (var name in new[] { "learning-curves", "ranking", "best-so-far", "timeline" })
            Assert.True(
                File.Exists(Path.Join(charts, $"{name}.png")) && File.Exists(Path.Join(charts, $"{name}.svg")),
                $"There is no picture '{name}'.");
    }

    [Fact]
    public async Task Compare_NoFolderNamed_WritesAPageOfItsOwnForThoseSweeps()
    {
        var result = await _harness.RunAsync(["compare", StorySweep.Name, "empty"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        var page = $"FOLDER/sweeps.db.artifacts/compare/{StorySweep.Name}+empty/report.html\n";
        Assert.StartsWith(page, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_UnlikeExperiments_SaysSoWithThePageAndAboveTheTable()
    {
        using (var store = _harness.Create())
        {
            var story = store.FindSweep(StorySweep.Name)!.Definition;
            store.CreateSweep(new NewSweep(
                story with { Name = "longer", Threads = 2 },
                [
                    .. store.Trials(StorySweep.Name)
                        .Select(trial => trial.Definition with { Identity = $"{trial.Id}" }),
                ]));
        }

        var page = await _harness.RunAsync(["compare", StorySweep.Name, "longer"]);
        var table = await _harness.RunAsync(["compare", StorySweep.Name, "longer", "--markdown"]);

        const string said = "The sweeps are unlike experiments: threads is 1 in nan-story, 2 in longer.\n";
        Assert.Equal((ExitCodes.Done, said), (page.ExitCode, page.Error));
        Assert.Contains($"(cell 2 of nan-story).\n\n- {said}\n| rank", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_MadeTwice_WritesTheSamePage()
    {
        await _harness.RunAsync(["report", StorySweep.Name, "--out", _harness.Folder.File("one")]);
        await _harness.RunAsync(["report", StorySweep.Name, "--out", _harness.Folder.File("two")]);

        Assert.Equal(
            await File.ReadAllTextAsync(_harness.Folder.File("one/report.html")),
            await File.ReadAllTextAsync(_harness.Folder.File("two/report.html")));
    }

    [Fact]
    public async Task Report_EmptySweep_WritesAPage()
    {
        var result = await _harness.RunAsync(["report", "empty", "--out", _harness.Folder.File("out")]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains(
            "No best cell: it has no trials",
            await File.ReadAllTextAsync(_harness.Folder.File("out/report.html")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_TwoSweeps_WritesOnePageOfBoth()
    {
        var result = await _harness.RunAsync([
            "compare",
            StorySweep.Name,
            "empty",
            "--out",
            _harness.Folder.File("out"),
        ]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains(
            $"<title>{StorySweep.Name} &#183; empty</title>",
            await File.ReadAllTextAsync(_harness.Folder.File("out/report.html")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report.json", "report", StorySweep.Name, "--json")]
    [InlineData("report.json", "export", StorySweep.Name, "--json")]
    [InlineData("report.md", "export", StorySweep.Name, "--markdown")]
    [InlineData("report.md", "report", StorySweep.Name, "--markdown")]
    [InlineData("compare.md", "compare", StorySweep.Name, "empty", "--markdown")]
    public async Task Document_Asked_IsWhatStandardOutputHolds(string golden, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches(golden, result.Output);
    }

    [Theory]
    [InlineData("report.json", "--json")]
    [InlineData("report.md", "--markdown")]
    public async Task Report_DocumentAndFolder_WritesBothAndTellsThePathsOnStandardError(string golden, string option)
    {
        var result = await _harness.RunAsync(["report", StorySweep.Name, option, "--out", _harness.Folder.File("out")]);

        Assert.Equal(
            (ExitCodes.Done, "FOLDER/out/report.html\nFOLDER/out/charts\n"), (result.ExitCode, result.Error));
        GoldenFile.Matches(golden, result.Output);
        Assert.True(File.Exists(_harness.Folder.File("out/report.html")));
    }

    [Fact]
    public async Task Export_DocumentAndTables_TellsThePathsOnStandardError()
    {
        var result = await _harness.RunAsync([
            "export",
            StorySweep.Name,
            "--markdown",
            "--csv",
            _harness.Folder.File("tables"),
        ]);

        Assert.StartsWith("Best ", result.Output, StringComparison.Ordinal);
        Assert.Equal("FOLDER/tables/trials.csv\nFOLDER/tables/metrics.csv\n", result.Error);
    }

    [Theory]
    [InlineData(
        "There is no sweep 'nan-stroy' in litedb:FOLDER/sweeps.db. Did you mean 'nan-story'?", "report", "nan-stroy")]
    [InlineData(
        "A sweep is named twice: name each of the sweeps to compare once.", "compare", "nan-story", "nan-story")]
    [InlineData(
        "'nan-story' and 'other-goal' cannot be compared: 'nan-story' maximizes val/accuracy, 'other-goal' minimizes "
            + "val/loss. Compare sweeps with the same objective.",
        "compare",
        "nan-story",
        "other-goal")]
    [InlineData(
        "The sweep's name '../outside' cannot be the name of a folder. Choose a folder with --out DIR.",
        "report",
        "../outside")]
    public async Task Run_WhatCannotBeReported_SaysWhy(string message, params string[] arguments) =>
        Assert.Equal(new CommandResult(ExitCodes.BadInput, "", message + "\n"), await _harness.RunAsync(arguments));

    [Theory]
    [InlineData("Only 'nan-story' is named: compare takes two sweeps or more.", "compare", "nan-story")]
    [InlineData(
        "--json and --markdown both write to standard output: ask for one of them.",
        "report",
        "nan-story",
        "--json",
        "--markdown")]
    public async Task Run_OptionsThatDoNotGoTogether_SaysWhy(string message, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal((ExitCodes.BadInput, message), (result.ExitCode, result.Error.Split('\n')[0]));
    }

    [Fact]
    public async Task Report_FolderIsAFile_SaysWhatToDo()
    {
        await File.WriteAllTextAsync(_harness.Folder.File("file"), "");

        var result = await _harness.RunAsync(["report", StorySweep.Name, "--out", _harness.Folder.File("file")]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith("Cannot write the report to 'FOLDER/file': ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("Name another folder with --out DIR.\n", result.Error, StringComparison.Ordinal);
    }
}
