using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public sealed class TrackingStoresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite:")]
    [InlineData("")]
    public void Open_PathOrUrl_OpensTheFile(string scheme)
    {
        var path = _folder.File("a b:c.db");

        using (var store = TrackingStores.Open(scheme + path, StoreAccess.Create, new ManualTime()))
            store.CreateSweep(SampleSweeps.Named("s"));
        using var again = TrackingStores.Open("sqlite:" + path, StoreAccess.Existing, new ManualTime());

        Assert.Equal("sqlite:" + path, again.Url);
        Assert.NotNull(again.FindSweep("s"));
    }

    [Theory]
    [InlineData("", "The store '' has no path. Name a file, such as --store sqlite:runs/sweeps.db.")]
    [InlineData("sqlite:", "The store 'sqlite:' has no path. Name a file, such as --store sqlite:runs/sweeps.db.")]
    [InlineData("litedb:", "The store 'litedb:' has no path. Name a file, such as --store sqlite:runs/sweeps.db.")]
    [InlineData("sqlit:x.db", "Cannot open the store 'sqlit:x.db': 'sqlit' is no kind of store. Known: sqlite:PATH, litedb:PATH; a bare path means sqlite.")]
    [InlineData("postgres://host/db", "Cannot open the store 'postgres://host/db': 'postgres' is no kind of store. Known: sqlite:PATH, litedb:PATH; a bare path means sqlite.")]
    public void Open_NoStoresUrl_SaysWhatIsOne(string url, string message) =>
        Assert.Equal(message, Assert.Throws<TrackingException>(() => TrackingStores.Open(url, StoreAccess.Create, new ManualTime())).Message);
}
