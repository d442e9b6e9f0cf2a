using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class ArtifactsCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public ArtifactsCommandTests()
    {
        using var store = _harness.Create();
        StorySweep.Write(store, _harness.Time);
        Directory.CreateDirectory(store.ArtifactsFolder);
        File.WriteAllText(Path.Join(store.ArtifactsFolder, "store-id"), "another's\nlayout 2\n");
    }

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("run", "quickstart.json")]
    [InlineData("resume", StorySweep.Name)]
    [InlineData("retry", StorySweep.Name, "--failed", "--queue-only")]
    [InlineData("report", StorySweep.Name)]
    [InlineData("compare", StorySweep.Name, "empty")]
    [InlineData("delete", StorySweep.Name, "--yes")]
    public async Task Write_ArtifactsAreAnotherStores_IsRefusedBeforeAnythingIsChanged(params string[] arguments)
    {
        using var store = _harness.Create();
        store.CreateSweep(new NewSweep(store.FindSweep(StorySweep.Name)!.Definition with { Name = "empty" }, []));
        var outcomes = store.OutcomeCounts(StorySweep.Name);
        if (arguments[0] == "run")
            arguments[1] = Path.Join(SweepTexts.ConfigsFolder(), arguments[1]);

        var result = await _harness.RunAsync(arguments);

        Assert.Equal(
            (ExitCodes.BadInput,
                "The artifacts in 'FOLDER/sweeps.db.artifacts' belong to another store than 'FOLDER/sweeps.db'. "
                + "Move that folder away, or name another store with --store.\n"),
            (result.ExitCode, result.Error));
        Assert.Equal([StorySweep.Name, "empty"], store.Sweeps().Select(sweep => sweep.Definition.Name));
        Assert.Equal(outcomes, store.OutcomeCounts(StorySweep.Name));
        Assert.Equal(["store-id"], Directory.GetFileSystemEntries(store.ArtifactsFolder).Select(Path.GetFileName));
    }
}
