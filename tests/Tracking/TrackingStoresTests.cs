using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public sealed class TrackingStoresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("litedb:", "litedb:")]
    [InlineData("sqlite:", "sqlite:")]
    [InlineData("", "litedb:")]
    public void Open_NothingIsThere_MakesAStoreThatABarePathOpens(string scheme, string made)
    {
        var path = _folder.File("a b:c.db");

        using (var store = TrackingStores.Open(scheme + path, StoreAccess.Create, new ManualTime()))
            store.CreateSweep(SampleSweeps.Named("s"));
        using var again = TrackingStores.Open(path, StoreAccess.Existing, new ManualTime());

        Assert.Equal(made + path, again.Url);
        Assert.NotNull(again.FindSweep("s"));
    }

    [Fact]
    public void Open_BarePathOfASqliteStoreToWrite_GoesOnWithIt()
    {
        var path = _folder.File("sweeps.db");
        using (var store = TrackingStores.Open("sqlite:" + path, StoreAccess.Create, new ManualTime()))
            store.CreateSweep(SampleSweeps.Named("s"));

        using var again = TrackingStores.Open(path, StoreAccess.Create, new ManualTime());

        Assert.Equal("sqlite:" + path, again.Url);
        Assert.NotNull(again.FindSweep("s"));
    }

    [Fact]
    public void Open_BarePathOfASqliteStoreThatWasCutOffToNothing_IsNotTakenForANewStore()
    {
        var path = _folder.File("sweeps.db");
        File.WriteAllBytes(path, []);
        File.WriteAllText(path + "-wal", "what was committed");

        var exception = Assert.Throws<TrackingException>(() => TrackingStores.Open(path, StoreAccess.Create, new ManualTime()));

        Assert.StartsWith($"The store '{path}' is empty, and '{path}-wal' tells that it was not", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(path).Length);
    }

    [Theory]
    [InlineData("", "The store '' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData("sqlite:", "The store 'sqlite:' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData("litedb:", "The store 'litedb:' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData("sqlit:x.db", "Cannot open the store 'sqlit:x.db': 'sqlit' is no kind of store. Known: litedb:PATH, sqlite:PATH; a bare path is opened by what the file is, and made as litedb.")]
    [InlineData("postgres://host/db", "Cannot open the store 'postgres://host/db': 'postgres' is no kind of store. Known: litedb:PATH, sqlite:PATH; a bare path is opened by what the file is, and made as litedb.")]
    public void Open_NoStoresUrl_SaysWhatIsOne(string url, string message) =>
        Assert.Equal(message, Assert.Throws<TrackingException>(() => TrackingStores.Open(url, StoreAccess.Create, new ManualTime())).Message);
}
