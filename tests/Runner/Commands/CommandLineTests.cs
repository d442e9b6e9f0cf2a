using SweepRunner.Runner.Commands;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("help-list.txt", "list", "--help")]
    [InlineData("help-show.txt", "show", "--help")]
    [InlineData("help-export.txt", "export", "--help")]
    [InlineData("help-delete.txt", "delete", "--help")]
    public async Task Run_Help_WritesTheScreen(string golden, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        // The test host's name stands where the command's own does.
        GoldenFile.Matches(golden, result.Output.Replace("testhost", "sweep", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NoCommand_WritesTheHelp()
    {
        var result = await _harness.RunAsync([]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("Description:\n  Runs hyperparameter sweeps over image classifiers and remembers everything.\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'lsit'.\nRun 'sweep --help' for the commands and their options.\n", "lsit")]
    [InlineData("Required argument missing for command: 'show'.\nRun 'sweep show --help' for the commands and their options.\n", "show")]
    [InlineData("Unrecognized command or argument '--jsn'.\nRun 'sweep list --help' for the commands and their options.\n", "list", "--jsn")]
    [InlineData("Option '--csv' is required.\nRun 'sweep export --help' for the commands and their options.\n", "export", "x")]
    [InlineData("There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n", "list")]
    [InlineData("There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n", "show", "x")]
    [InlineData("There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n", "export", "x", "--csv", "y")]
    [InlineData("There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n", "delete", "x")]
    public async Task Run_BadInput_SaysWhatAndEndsWithTwo(string message, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal(new CommandResult(ExitCodes.BadInput, "", message), result);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_harness.Folder.Path));
    }

    [Fact]
    public async Task Run_StoreIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_harness.StorePath, new string('x', 5000));

        var result = await _harness.RunAsync(["list"]);

        Assert.Equal(
            new CommandResult(ExitCodes.BadInput, "", "'FOLDER/sweeps.db' is not a store: the file is not a database. Move it away, or name another store with --store.\n"),
            result);
    }
}
