using System.Text.Json.Nodes;
using SweepRunner.Runner.Tests.Configuration;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Validate_JsonOfGoodFile_HasItsSizeAndWarnings()
    {
        var file = Path.Join(SweepTexts.ConfigsFolder(), "quickstart.json");

        var result = await _harness.RunAsync(["validate", file, "--json", "--set", "device=cuda:99"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        var document = JsonNode.Parse(result.Output)!;
        Assert.Equal(
            (true, "quickstart", 2, 2, 4),
            ((bool)document["isValid"]!, (string)document["name"]!, (int)document["cells"]!, (int)document["seeds"]!,
                (int)document["trials"]!));
        Assert.Empty(document["faults"]!.AsArray());
        var warning = (string)Assert.Single(document["warnings"]!.AsArray())!;
        Assert.StartsWith("device: cuda:99 is not on this machine", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_JsonOfFaultyFile_HasEachFaultWithItsPlace()
    {
        var file = _harness.Folder.File("faulty.json");
        await File.WriteAllTextAsync(file, "{\n  \"name\": \"x\",\n  \"trail\": {}\n}\n");

        var result = await _harness.RunAsync(["validate", file, "--json", "--set", "seeds=[0,0]"]);

        Assert.Equal((ExitCodes.BadInput, ""), (result.ExitCode, result.Error));
        var document = JsonNode.Parse(result.Output)!;
        Assert.Equal((false, "FOLDER/faulty.json"), ((bool)document["isValid"]!, (string)document["file"]!));
        var faults = document["faults"]!.AsArray();
        Assert.Equal(["seeds.1", "trial", "trail"], faults.Select(fault => (string)fault!["path"]!));
        Assert.Equal(["--set seeds=[0,0]", file, file], faults.Select(fault => Full(fault!["file"]!)));
        Assert.Equal([null, 1, 3], faults.Select(fault => (int?)fault!["line"]));
        Assert.Equal([null, 1, 3], faults.Select(fault => (int?)fault!["column"]));
        Assert.Equal(
            "Unknown key \"trail\"; did you mean 'trial'?", (string)faults[2]!["message"]!);

        string Full(JsonNode path) => ((string)path!).Replace("FOLDER", _harness.Folder.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_JsonOfNoFile_HasOneFaultWithoutALine()
    {
        var result = await _harness.RunAsync(["validate", _harness.Folder.File("none.json"), "--json"]);

        Assert.Equal((ExitCodes.BadInput, ""), (result.ExitCode, result.Error));
        var fault = Assert.Single(JsonNode.Parse(result.Output)!["faults"]!.AsArray())!;
        Assert.Equal("There is no such file.", (string)fault["message"]!);
        Assert.Null(fault["line"]);
    }
}
