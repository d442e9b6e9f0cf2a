using SweepRunner.Runner.Commands;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class InstallCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();
    private readonly string _launcher;
    private readonly string _link;
    private readonly string _completion;

    public InstallCommandTests()
    {
        _launcher = _harness.Folder.File("clone/sweep");
        _link = _harness.Folder.File("home/.local/bin/sweep");
        _completion = _harness.Folder.File("home/.local/share/bash-completion/completions/sweep");
        Directory.CreateDirectory(Path.GetDirectoryName(_launcher)!);
        File.WriteAllText(_launcher, "");
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Install_TwiceThenRemove_LinksOnceAndLeavesNothing()
    {
        var first = await RunAsync("install");
        var second = await RunAsync("install");

        Assert.Equal((ExitCodes.Done, $"{_link} -> {_launcher}\n{_completion}\n"), (first.ExitCode, first.Output));
        Assert.Equal(first, second);
        Assert.EndsWith(
            $"'{Path.GetDirectoryName(_link)}' is not on the PATH. Add this line to ~/.bashrc: "
                + $"export PATH={Path.GetDirectoryName(_link)}:\"$PATH\"\n",
            first.Error,
            StringComparison.Ordinal);
        Assert.Equal(_launcher, new FileInfo(_link).LinkTarget);

        Assert.Equal(
            new CommandResult(ExitCodes.Done, $"Removed {_link}\nRemoved {_completion}\n", ""),
            await RunAsync("install", "--remove"));
        Assert.False(Path.Exists(_link) || Path.Exists(_completion));
        Assert.Equal(
            new CommandResult(ExitCodes.Done, "", $"There is nothing to remove: '{_link}' does not exist.\n"),
            await RunAsync("install", "--remove"));
    }

    [Fact]
    public async Task Remove_AnotherLinkOnThePath_LeavesItTheCompletion()
    {
        await RunAsync("install", "--into", _harness.Folder.File("bin"));
        await RunAsync("install");

        Assert.Equal(
            new CommandResult(
                ExitCodes.Done,
                $"Removed {_link}\n",
                $"The completion stays for '{_harness.Folder.File("bin/sweep")}'.\n"),
            await RunAsync("install", "--remove"));
        Assert.True(File.Exists(_completion));
    }

    [Fact]
    public async Task Install_IntoAFolderOfThePath_SaysNothingOfThePath()
    {
        var folder = _harness.Folder.File("bin");

        var result = await RunAsync("install", "--into", folder);

        Assert.Equal(_launcher, new FileInfo(Path.Join(folder, "sweep")).LinkTarget);
        Assert.DoesNotContain("not on the PATH", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_CalledThroughTheInstalledLink_FindsTheLauncherBehindIt()
    {
        await RunAsync("install", "--into", _harness.Folder.File("bin"));

        var result = await RunAsync("sweep", "install");

        Assert.StartsWith($"{_link} -> {_launcher}\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Install_AnotherFileHasTheName_LeavesItAsItIs(bool isLink)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_link)!);
        var other = _harness.Folder.File("other");
        await File.WriteAllTextAsync(isLink ? other : _link, "mine");
        if (isLink)
            File.CreateSymbolicLink(_link, other);

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                $"'{_link}' exists and is not a link to {_launcher}. Remove it, or name another folder with --into "
                    + "DIR.\n"),
            await RunAsync("install"));
        Assert.Equal(ExitCodes.BadInput, (await RunAsync("install", "--remove")).ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(_link));
        Assert.False(File.Exists(_completion));
    }

    [Fact]
    public async Task Install_LinkToAFormerClone_IsReplaced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_link)!);
        File.CreateSymbolicLink(_link, _harness.Folder.File("gone/sweep"));

        Assert.Equal(ExitCodes.Done, (await RunAsync("install")).ExitCode);
        Assert.Equal(_launcher, new FileInfo(_link).LinkTarget);
    }

    [Fact]
    public async Task Install_CompletionOfAnotherProgram_IsLeftAsItIs()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_completion)!);
        await File.WriteAllTextAsync(_completion, "mine");

        var result = await RunAsync("install");

        Assert.Equal((ExitCodes.Done, $"{_link} -> {_launcher}\n"), (result.ExitCode, result.Output));
        Assert.StartsWith($"There is no completion: '{_completion}' exists", result.Error, StringComparison.Ordinal);
        await RunAsync("install", "--remove");
        Assert.Equal("mine", await File.ReadAllTextAsync(_completion));
    }

    [Fact]
    public async Task Install_NoLauncher_SaysHowToCallIt()
    {
        File.Delete(_launcher);

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "There is no launcher to install: run './sweep install' in the folder of the repository.\n"),
            await RunAsync("install"));
    }

    // Runs the command through the launcher, or by its name on the PATH if that comes first.
    private async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var isByName = arguments[0] == "sweep";
        var context = CommandHarness.Context(output, error) with
        {
            Launcher = isByName ? "sweep" : _launcher,
            Variable = name => name switch
            {
                "HOME" => _harness.Folder.File("home"),
                "PATH" => $"/usr/bin:{_harness.Folder.File("bin")}",
                _ => null,
            },
        };
        var exitCode = await CommandLine.RunAsync(isByName ? arguments[1..] : arguments, context);
        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }
}
