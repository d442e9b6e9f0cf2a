using System.Text.RegularExpressions;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Tests.Configuration;

namespace SweepRunner.Runner.Tests.Commands;

public sealed partial class NewCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("my-sweep", "my-sweep")]
    [InlineData("sweep", "sweep")]
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
        Assert.Equal(
            new CommandResult(ExitCodes.Done, $"FOLDER/{sweep}.json: 6 cells x 2 seeds = 12 trials; no faults.\n", ""),
            await _harness.RunAsync(["validate", _harness.Folder.File($"{sweep}.json"), "--set", "device=cpu"]));
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

    [Fact]
    public void Readme_ItsSweepFile_IsTheOneThatNewWrites()
    {
        var readme = File.ReadAllText(Path.Join(SweepTexts.ConfigsFolder(), "../README.md"));

        Assert.Equal(SweepTemplate.Create("my-sweep"), JsonBlock().Match(readme).Groups[1].Value);
    }

    [GeneratedRegex("^```jsonc\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
