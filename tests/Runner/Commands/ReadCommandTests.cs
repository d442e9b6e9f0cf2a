using System.Text.Json;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class ReadCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public ReadCommandTests()
    {
        using var store = _harness.Create();
        StorySweep.Write(store, _harness.Time);
        var story = store.FindSweep(StorySweep.Name)!.Definition;
        var empty = story with { Name = "empty", Description = null, Overrides = [] };
        store.CreateSweep(new NewSweep(empty, []));
    }

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("list.txt", false, "list")]
    [InlineData("list.terminal.txt", true, "list")]
    [InlineData("list.json", false, "list", "--json")]
    [InlineData("show-sweep.txt", false, "show", "nan-story")]
    [InlineData("show-sweep.terminal.txt", true, "show", "nan-story")]
    [InlineData("show-sweep.json", false, "show", "nan-story", "--json")]
    [InlineData("show-sweep-config.json", false, "show", "nan-story", "--config")]
    [InlineData("show-empty.txt", false, "show", "empty")]
    [InlineData("show-diverged.txt", false, "show", "nan-story/0")]
    [InlineData("show-diverged.json", false, "show", "nan-story/0", "--json")]
    [InlineData("show-failed.txt", false, "show", "nan-story/6")]
    [InlineData("show-queued.txt", false, "show", "nan-story/7")]
    [InlineData("show-best.txt", false, "show", "nan-story/best")]
    [InlineData("show-best.json", false, "show", "nan-story/best", "--json")]
    [InlineData("show-best-config.json", false, "show", "nan-story/best", "--config")]
    [InlineData("show-cell.txt", false, "show", "nan-story", "--cell", "1")]
    [InlineData("show-cell-config.json", false, "show", "nan-story", "--cell", "1", "--config")]
    [InlineData("show-cell-plot.txt", false, "show", "nan-story", "--cell", "1", "--plot", "train/loss")]
    [InlineData("show-trial-config.json", false, "show", "nan-story/4", "--config")]
    public async Task Read_StorySweep_WritesTheScreen(string golden, bool isTerminal, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments, isTerminal);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches(golden, result.Output);
    }

    [Theory]
    [InlineData(
        "There is no sweep 'nan-stroy' in litedb:FOLDER/sweeps.db. Did you mean 'nan-story'?", "show", "nan-stroy")]
    [InlineData(
        "There is no sweep 'nan-stroy' in litedb:FOLDER/sweeps.db. Did you mean 'nan-story'?", "show", "nan-stroy/0")]
    [InlineData(
        "There is no sweep 'resnet' in litedb:FOLDER/sweeps.db. It holds nan-story, empty.", "show", "resnet")]
    [InlineData(
        "There is no sweep 'nan-stroy' in litedb:FOLDER/sweeps.db. Did you mean 'nan-story'?",
        "export",
        "nan-stroy",
        "--csv",
        "x")]
    [InlineData(
        "There is no sweep 'nan-stroy' in litedb:FOLDER/sweeps.db. Did you mean 'nan-story'?",
        "delete",
        "nan-stroy",
        "--yes")]
    [InlineData(
        "The sweep 'nan-story' has no trial '8': its trials are nan-story/0 to nan-story/7.", "show", "nan-story/8")]
    [InlineData(
        "The sweep 'nan-story' has no trial '-1': its trials are nan-story/0 to nan-story/7.", "show", "nan-story/-1")]
    [InlineData(
        "The sweep 'nan-story' has no trial 'x': its trials are nan-story/0 to nan-story/7.", "show", "nan-story/x")]
    [InlineData(
        "The sweep 'nan-story' has no trial '': its trials are nan-story/0 to nan-story/7.", "show", "nan-story/")]
    [InlineData("The sweep 'nan-story' has no cell 4: its cells are 0 to 3.", "show", "nan-story", "--cell", "4")]
    [InlineData("The sweep 'nan-story' has no cell -1: its cells are 0 to 3.", "show", "nan-story", "--cell", "-1")]
    [InlineData("The sweep 'empty' has no cells.", "show", "empty", "--cell", "0")]
    [InlineData("No cell of 'empty' is the best: it has no trials.", "show", "empty/best")]
    [InlineData(
        "The sweep 'nan-story' has no trial 'Best': its trials are nan-story/0 to nan-story/7.", "show",
        "nan-story/Best")]
    [InlineData(
        "Cannot ask whether to delete 'nan-story' without a terminal. Add --yes to delete it.", "delete", "nan-story")]
    public async Task Run_NameThatIsNotThere_SaysWhatIs(string message, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal(new CommandResult(ExitCodes.BadInput, "", message + "\n"), result);
    }

    [Fact]
    public async Task Show_StoreHoldsNothing_SaysSo()
    {
        using (var store = _harness.Create())
        {
            store.DeleteSweep("empty");
            store.DeleteSweep(StorySweep.Name);
        }

        Assert.Equal(
            "There is no sweep 'x' in litedb:FOLDER/sweeps.db. It holds no sweep yet.\n",
            (await _harness.RunAsync(["show", "x"])).Error);
        Assert.Equal("[]\n", (await _harness.RunAsync(["list", "--json"])).Output);
        Assert.Equal("sweep  created (UTC)  trials  description\n", (await _harness.RunAsync(["list"])).Output);
    }

    [Fact]
    public async Task Export_ToANewFolder_WritesBothTablesAndNamesThem()
    {
        var result = await _harness.RunAsync(["export", "nan-story", "--csv", _harness.Folder.File("out/tables")]);

        Assert.Equal(
            new CommandResult(ExitCodes.Done, "FOLDER/out/tables/trials.csv\nFOLDER/out/tables/metrics.csv\n", ""),
            result);
        Assert.Equal(9, (await File.ReadAllLinesAsync(_harness.Folder.File("out/tables/trials.csv"))).Length);
        Assert.Equal(
            1 + (7 * 2) + 4, (await File.ReadAllLinesAsync(_harness.Folder.File("out/tables/metrics.csv"))).Length);
    }

    [Fact]
    public async Task Export_ForTensorBoard_WritesARunForEachTrialAndNamesTheFolder()
    {
        var result = await _harness.RunAsync([
            "export",
            "nan-story",
            "--tensorboard",
            _harness.Folder.File("out/logs"),
        ]);

        Assert.Equal(new CommandResult(ExitCodes.Done, "FOLDER/out/logs/nan-story\n", ""), result);
        Assert.Equal(
            Enumerable.Range(0, 8).Select(number => $"000{number}"),
            Directory.GetDirectories(_harness.Folder.File("out/logs/nan-story")).Select(Path.GetFileName).Order());
        Assert.Equal(
            1 + 8, Directory.GetFiles(_harness.Folder.File("out"), "*tfevents*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Export_SeveralFormats_WritesEach()
    {
        var result = await _harness.RunAsync([
            "export",
            "empty",
            "--tensorboard",
            _harness.Folder.File("logs"),
            "--csv",
            _harness.Folder.File("tables"),
        ]);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Done, "FOLDER/tables/trials.csv\nFOLDER/tables/metrics.csv\nFOLDER/logs/empty\n", ""),
            result);
        Assert.True(File.Exists(_harness.Folder.File("tables/metrics.csv")));
        Assert.True(Directory.Exists(_harness.Folder.File("logs/empty")));
    }

    [Theory]
    [InlineData("y\n")]
    [InlineData("yes\n")]
    [InlineData(" Y \n")]
    public async Task Delete_AnsweredYes_Deletes(string answer)
    {
        var result = await _harness.RunAsync(["delete", "nan-story"], answer: answer);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Done,
                "Deleted nan-story with 8 trials.\n",
                "Delete the sweep 'nan-story', its 8 trials and their artifacts? [y/N] "),
            result);
        using var store = _harness.Create();
        Assert.Null(store.FindSweep("nan-story"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("n\n")]
    [InlineData("")]
    public async Task Delete_NotAnsweredYes_DeletesNothing(string answer)
    {
        var result = await _harness.RunAsync(["delete", "nan-story"], answer: answer);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Interrupted,
                "",
                "Delete the sweep 'nan-story', its 8 trials and their artifacts? [y/N] Nothing was deleted.\n"),
            result);
        using var store = _harness.Create();
        Assert.NotNull(store.FindSweep("nan-story"));
    }

    [Fact]
    public async Task Delete_TrialRunning_IsRefused()
    {
        using var store = _harness.Create();
        store.ClaimNext(StorySweep.Name, SweepRunner.Tracking.Leases.LeaseOwners.Current());

        var result = await _harness.RunAsync(["delete", "nan-story", "--yes"]);

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "A trial of the sweep 'nan-story' is running. Stop it, then delete the sweep.\n"),
            result);
    }

    [Fact]
    public async Task List_AsJson_IsOneDocument()
    {
        using var document = JsonDocument.Parse((await _harness.RunAsync(["list", "--json"])).Output);

        Assert.Equal(
            ["nan-story", "empty"],
            document.RootElement.EnumerateArray().Select(sweep => sweep.GetProperty("name").GetString()));
    }
}
