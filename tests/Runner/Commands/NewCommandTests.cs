using System.Text.RegularExpressions;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Tests.Configuration;

namespace SweepRunner.Runner.Tests.Commands;

public sealed partial class NewCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("my-sweep", "my-sweep")]
    [InlineData("0.a_b", "0.a_b")]
    [InlineData("from-a-file.json", "from-a-file")]
    public async Task New_ValidName_WritesAFileThatValidates(string name, string sweep)
    {
        var result = await _harness.RunAsync(["new", name, "--out", _harness.Folder.Path]);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Done,
                $"FOLDER/{sweep}.json\n",
                $"Edit it, then run it: sweep run FOLDER/{sweep}.json --store FOLDER/sweeps.db\n"),
            result);
        await AssertValidAsync(sweep, "6 cells x 2 seeds = 12 trials");
        Assert.Equal(sweep, SweepTexts.Plan(File.ReadAllText(_harness.Folder.File($"{sweep}.json"))).Config.Name);
        Assert.Equal(SweepSchema.Text, await File.ReadAllTextAsync(_harness.Folder.File("sweep.schema.json")));
    }

    [Theory]
    [InlineData("My Sweep", " Did you mean 'my-sweep'?")]
    [InlineData("../x", " Did you mean 'x'?")]
    [InlineData("Größe (2)", " Did you mean 'gr-e-2'?")]
    [InlineData("", "")]
    [InlineData("*", "")]
    [InlineData("a\n", " Did you mean 'a'?")]
    public async Task New_NameThatNoSweepCanHave_SaysWhichOnesCan(string name, string hint)
    {
        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                $"'{name}' is not a name for a sweep; allowed: 1 to 100 characters of a-z 0-9 - _ . that begin with a "
                    + $"letter or digit.{hint} --out names another file.\n"),
            await _harness.RunAsync(["new", name, "--out", _harness.Folder.Path]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_harness.Folder.Path));
    }

    [Fact]
    public async Task New_FileExists_LeavesItAsItIs()
    {
        var file = _harness.Folder.File("mine.json");
        await File.WriteAllTextAsync(file, "mine");

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "'FOLDER/mine.json' exists and stays as it is. Name another file with --out.\n"),
            await _harness.RunAsync(["new", "mine", "--out", file]));
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("", "my-grid", 6, 2)]
    [InlineData("--from=quickstart", "my-quickstart", 2, 2)]
    [InlineData("--from=grid", "my-grid", 6, 2)]
    [InlineData("--from=random", "my-random", 12, 1)]
    public async Task NewSweep_OfAKind_WritesAFileThatValidates(string from, string sweep, int cells, int seeds)
    {
        string[] kind = from.Length > 0 ? [from] : [];

        var result = await _harness.RunAsync(["new", "sweep", .. kind, "--out", _harness.Folder.Path]);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Done,
                $"FOLDER/{sweep}.json\n",
                $"Edit it, then run it: sweep run FOLDER/{sweep}.json --store FOLDER/sweeps.db\n"),
            result);
        Assert.Equal(
            ["sweep.schema.json", $"{sweep}.json"],
            Directory.EnumerateFiles(_harness.Folder.Path).Select(Path.GetFileName).OrderDescending());
        var seed = seeds == 1 ? "seed" : "seeds";
        await AssertValidAsync(sweep, $"{cells} cells x {seeds} {seed} = {cells * seeds} trials");
    }

    [Theory]
    [InlineData("my-program", "new", "sweep", "--from", "command")]
    [InlineData("mine", "new", "sweep", "mine", "--from", "command")]
    [InlineData("mine", "new", "mine", "--from", "command")]
    public async Task New_FromCommand_WritesTheProgramAndItsHelperToo(string sweep, params string[] command)
    {
        var file = _harness.Folder.File($"study/{sweep}.json");

        var result = await _harness.RunAsync([.. command, "--out", file]);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Done,
                $"FOLDER/study/{sweep}.json\n",
                "It runs FOLDER/study/train.py. Edit both, then run it: "
                    + $"sweep run FOLDER/study/{sweep}.json --store FOLDER/sweeps.db\n"),
            result);
        Assert.Equal(
            [$"{sweep}.json", "sweep.schema.json", "sweep_log.py", "train.py"],
            Directory.EnumerateFiles(_harness.Folder.File("study")).Select(Path.GetFileName)
                .Order(StringComparer.Ordinal));
        await AssertValidAsync($"study/{sweep}", "6 cells x 2 seeds = 12 trials");
    }

    [Theory]
    [InlineData("my-program.json", "'FOLDER/my-program.json' exists and stays as it is. Name another file with --out.")]
    [InlineData("train.py", "'FOLDER/train.py' exists and stays as it is. Name a file in another folder with --out.")]
    public async Task NewSweep_FromCommandWhereAFileExists_WritesNothing(string existing, string message)
    {
        await File.WriteAllTextAsync(_harness.Folder.File(existing), "mine");

        Assert.Equal(
            new CommandResult(ExitCodes.BadInput, "", message + "\n"),
            await _harness.RunAsync(["new", "sweep", "--from", "command", "--out", _harness.Folder.Path]));
        Assert.Equal("mine", await File.ReadAllTextAsync(_harness.Folder.File(existing)));
        Assert.Single(Directory.EnumerateFiles(_harness.Folder.Path));
    }

    [Fact]
    public async Task NewSweep_FromCommandWhereAHelperExists_LeavesItAsItIs()
    {
        await File.WriteAllTextAsync(_harness.Folder.File("sweep_log.py"), "mine");

        await _harness.RunAsync(["new", "sweep", "--from", "command", "--out", _harness.Folder.Path]);

        Assert.Equal("mine", await File.ReadAllTextAsync(_harness.Folder.File("sweep_log.py")));
        Assert.True(File.Exists(_harness.Folder.File("train.py")));
    }

    [Theory]
    [InlineData(
        "new sweep --from gird",
        "--from takes one of quickstart, grid, random, command, not 'gird'. Did you mean 'grid'?",
        "new sweep")]
    [InlineData("new a --from x", "--from takes one of quickstart, grid, random, command, not 'x'.", "new")]
    [InlineData("new", "new needs NAME, the name of the sweep.", "new")]
    [InlineData("new a sweep b", "'a' stands in front of 'sweep'; the name comes after it.", "new sweep")]
    [InlineData("new a b", "'b' is one argument too many for the command 'new'.", "new")]
    [InlineData("new sweep a b", "'b' is one argument too many for the command 'sweep'.", "new sweep")]
    public async Task New_WordsThatItDoesNotTake_SaysWhatItTakes(string line, string message, string help) =>
        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                $"{message}\nRun 'sweep {help} --help' for the commands and their options.\n"),
            await _harness.RunAsync(line.Split(' ')));

    [Theory]
    [InlineData("new sweep --from ", "command grid quickstart random")]
    [InlineData("new sweep --from g", "grid")]
    [InlineData("new s", "sweep")]
    [InlineData("new p", "plugin sweep")]
    public async Task Completion_OfNew_OffersItsKinds(string line, string offered)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter());
        var words = new[] { $"[suggest:{line.Length + 6}]", $"sweep {line}" };
        await CommandLine.RunAsync(words, CommandHarness.Context(output, error));

        var options = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(offered, string.Join(' ', options.Where(option => option[0] != '-')));
    }

    [Fact]
    public async Task NewPlugin_Name_WritesAProjectOfThatName()
    {
        var result = await _harness.RunAsync(["new", "plugin", "MyNets", _harness.Folder.File("nets")]);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Done,
                "FOLDER/nets\n",
                "Build it: dotnet build -c Release FOLDER/nets\n"
                    + "Then run its sweep: sweep run FOLDER/nets/sweep.json --store FOLDER/sweeps.db\n"),
            result);
        Assert.Equal(
            [
                ".gitignore", "Directory.Build.props", "Mlp.cs", "MyNets.csproj", "MyNets.csproj.user", "README.md",
                "SmallConv.cs", "Stripes.cs", "sweep.json",
            ],
            Directory.EnumerateFiles(_harness.Folder.File("nets")).Select(Path.GetFileName)
                .Order(StringComparer.Ordinal));
        Assert.All(
            Directory.EnumerateFiles(_harness.Folder.File("nets")).Select(File.ReadAllText),
            text => Assert.DoesNotMatch("NAME|BASE_DIRECTORY", text));
    }

    [Theory]
    [InlineData("my-nets", " Did you mean 'MyNets'?")]
    [InlineData("9", "")]
    public async Task NewPlugin_NameThatNoNamespaceCanHave_SaysWhichOnesCan(string name, string hint)
    {
        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                $"'{name}' is not a name for a plug-in; allowed: letters and digits that begin with a "
                    + $"capital.{hint}\n"),
            await _harness.RunAsync(["new", "plugin", name, _harness.Folder.Path]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_harness.Folder.Path));
    }

    [Fact]
    public async Task NewPlugin_FolderWithFiles_LeavesItAsItIs()
    {
        await File.WriteAllTextAsync(_harness.Folder.File("README.md"), "mine");

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput, "", "'FOLDER' is not empty and stays as it is. Name another folder.\n"),
            await _harness.RunAsync(["new", "plugin", "MyNets", _harness.Folder.Path]));
        Assert.Single(Directory.EnumerateFiles(_harness.Folder.Path));
    }

    [Fact]
    public void Readme_ItsSweepFiles_AreThoseThatNewWrites()
    {
        var readme = File.ReadAllText(Path.Join(SweepTexts.ConfigsFolder(), "../README.md"));

        var command = SweepTemplate.All.Single(template => template.Kind == "command");
        Assert.Equal(
            [SweepTemplate.Default.Create("my-sweep"), command.Create("my-program")],
            JsonBlock().Matches(readme).Select(block => block.Groups[1].Value));
    }

    private async Task AssertValidAsync(string sweep, string size) => Assert.Equal(
        new CommandResult(ExitCodes.Done, $"FOLDER/{sweep}.json: {size}; no faults.\n", ""),
        await _harness.RunAsync(["validate", _harness.Folder.File($"{sweep}.json"), "--set", "device=cpu"]));

    [GeneratedRegex("^```jsonc\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
