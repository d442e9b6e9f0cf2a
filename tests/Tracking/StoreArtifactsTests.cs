using SweepRunner.Tests.Shared;

namespace SweepRunner.Tracking.Tests;

public sealed class StoreArtifactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrialArtifacts_FirstAsked_MakesTheFolderBesideTheFile()
    {
        using var store = Open("sweeps.db");
        Assert.False(Directory.Exists(store.ArtifactsFolder));

        var folder = store.TrialArtifacts("s", 12);

        Assert.Equal(_folder.File("sweeps.artifacts/s/12"), folder);
        Assert.True(Directory.Exists(folder));
        Assert.Equal(_folder.File("sweeps.artifacts"), store.ArtifactsFolder);
    }

    [Fact]
    public void TrialArtifacts_OpenedAgain_KeepsTheFolder()
    {
        using (var first = Open("sweeps.db"))
            File.WriteAllText(Path.Join(first.TrialArtifacts("s", 0), "log.txt"), "x");
        using var second = Open("sweeps.db");

        Assert.True(File.Exists(Path.Join(second.TrialArtifacts("s", 0), "log.txt")));
    }

    [Fact]
    public void TrialArtifacts_OfAnotherStore_AreRefused()
    {
        using (var first = Open("sweeps.db"))
            first.TrialArtifacts("s", 0);
        File.Delete(_folder.File("sweeps.db"));
        using var second = Open("sweeps.db");

        var exception = Assert.Throws<TrackingException>(() => second.TrialArtifacts("s", 0));

        Assert.Equal(
            $"The artifacts in '{_folder.File("sweeps.artifacts")}' belong to another store than '{_folder.File("sweeps.db")}'. Move that folder away, or name another store with --store.",
            exception.Message);
    }

    [Fact]
    public void TrialArtifacts_IdWasLostWithTheMachinesPower_IsWrittenAnew()
    {
        using (var first = Open("sweeps.db"))
            first.TrialArtifacts("s", 0);
        var file = _folder.File("sweeps.artifacts/store-id");
        var id = File.ReadAllText(file);
        File.WriteAllText(file, "");
        using var second = Open("sweeps.db");
        second.TrialArtifacts("s", 0);

        Assert.Equal(id, File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFiles(_folder.File("sweeps.artifacts")));
    }

    [Fact]
    public async Task TrialArtifacts_ManyProcessesAtOnce_FindTheSameId()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => Open("sweeps.db")).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.TrialArtifacts("s", 0)))).WaitAsync(TimeSpan.FromSeconds(60));
        stores.ForEach(store => store.Dispose());
    }

    [Fact]
    public void TrialArtifacts_FileInTheWay_SaysWhere()
    {
        using var store = Open("sweeps.db");
        File.WriteAllText(_folder.File("sweeps.artifacts"), "");

        var exception = Assert.Throws<TrackingException>(() => store.TrialArtifacts("s", 0));

        Assert.StartsWith($"Cannot change the artifacts in '{_folder.File("sweeps.artifacts")}': ", exception.Message, StringComparison.Ordinal);
    }

    private ITrackingStore Open(string name) => TrackingStores.Open(_folder.File(name), StoreAccess.Create, new ManualTime());
}
