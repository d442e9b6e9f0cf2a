using SweepRunner.Runner.Tests.Commands;

namespace SweepRunner.Runner.Tests.BadInput;

public sealed class BadInputTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    private static readonly Dictionary<string, BadInputCase> Cases = new[]
    {
        TextCases.All,
        KeyCases.All,
        ValueCases.All,
        RuleCases.All,
        ProgramCases.All,
        SpaceCases.All,
        ConditionCases.All,
        SeedCases.All,
        LauncherCases.All,
        OverrideCases.All,
    }
        .SelectMany(cases => cases)
        .ToDictionary(each => each.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    public void Dispose() => _harness.Dispose();

    [Theory, MemberData(nameof(Names))]
    public async Task Validate_BadInput_NamesEveryFaultAndItsPlace(string name)
    {
        var each = Cases[name];
        var file = _harness.Folder.File("probe.json");
        await File.WriteAllTextAsync(file, each.Text);

        var (exitCode, output, error) = await _harness.RunAsync([
            "validate",
            file,
            .. each.Overrides.SelectMany(text => new[] { "--set", text }),
        ]);

        var count = each.Faults.Count == 1 ? "1 fault" : $"{each.Faults.Count} faults";
        Assert.Equal(
            string.Join('\n', [.. each.Faults, $"{count} in probe.json\n"]),
            error.Replace("FOLDER/", "", StringComparison.Ordinal));
        Assert.Empty(output);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Validate_SoundSweep_FindsNone()
    {
        var file = _harness.Folder.File("probe.json");
        await File.WriteAllTextAsync(file, BadInputCase.Sound);

        var (exitCode, output, error) = await _harness.RunAsync(["validate", file]);

        Assert.Equal("FOLDER/probe.json: 2 cells x 2 seeds = 4 trials; no faults.\n", output);
        Assert.Empty(error);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Validate_NoSuchFile_NamesIt()
    {
        var (exitCode, _, error) = await _harness.RunAsync(["validate", "/no/such.json"]);

        Assert.Equal("/no/such.json: There is no such file.\n", error);
        Assert.Equal(2, exitCode);
    }

    [Theory]
    [InlineData("my-sweep")]
    [InlineData("my-sweep.jsn")]
    [InlineData("mysweep.json")]
    [InlineData("my-swep")]
    public async Task Validate_NameIsNearAFile_OffersIt(string name)
    {
        await File.WriteAllTextAsync(_harness.Folder.File("my-sweep.json"), BadInputCase.Sound);

        var (exitCode, _, error) = await _harness.RunAsync(["validate", _harness.Folder.File(name)]);

        Assert.Equal($"FOLDER/{name}: There is no such file. Did you mean 'FOLDER/my-sweep.json'?\n", error);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Validate_Folder_SaysSo()
    {
        var (exitCode, _, error) = await _harness.RunAsync(["validate", _harness.Folder.Path]);

        Assert.Equal("FOLDER: This is a directory; name a sweep file.\n", error);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Validate_OtherEncoding_NamesTheByte()
    {
        var file = _harness.Folder.File("latin.json");
        await File.WriteAllBytesAsync(file, [.. "{\n  \"name\": \"caf"u8, 0xE9, .. "\" }"u8]);

        var (exitCode, _, error) = await _harness.RunAsync(["validate", file]);

        Assert.Equal(
            "FOLDER/latin.json(2,15): Byte 0xE9 is not UTF-8; save the file as UTF-8.\n1 fault in "
                + "FOLDER/latin.json\n",
            error);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Validate_FileOverTheLimit_IsRefusedBeforeItIsParsed()
    {
        var file = _harness.Folder.File("long.json");
        await using (var stream = File.Create(file))
            stream.SetLength(17 * 1024 * 1024);

        var (exitCode, _, error) = await _harness.RunAsync(["validate", file]);

        Assert.Equal(
            "FOLDER/long.json: The file is longer than 16777216 bytes, the limit for a sweep file.\n", error);
        Assert.Equal(2, exitCode);
    }
}
