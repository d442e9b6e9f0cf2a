using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Stores;
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

        var exception = Assert.Throws<TrackingException>(() =>
            TrackingStores.Open(path, StoreAccess.Create, new ManualTime())
        );

        Assert.StartsWith(
            $"The store '{path}' is empty, and '{path}-wal' shows that it was not always",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(path).Length);
    }

    [Theory]
    [InlineData("", "The store '' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData("sqlite:", "The store 'sqlite:' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData("litedb:", "The store 'litedb:' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData(
        "sqlit:x.db",
        "Cannot open the store 'sqlit:x.db': 'sqlit' is not a kind of store. Use litedb:PATH, "
            + "sqlite:PATH or postgres://USER@HOST:PORT/DATABASE. A bare path opens an existing file as what it is and "
            + "creates a new one as LiteDB. Write a path with a colon as ./PATH.")]
    [InlineData(
        "mysql://host/db",
        "Cannot open the store 'mysql://host/db': 'mysql' is not a kind of store. Use litedb:PATH, "
            + "sqlite:PATH or postgres://USER@HOST:PORT/DATABASE. A bare path opens an existing file as what it is and "
            + "creates a new one as LiteDB. Write a path with a colon as ./PATH.")]
    [InlineData(
        "http://x.db",
        "Cannot open the store 'http://x.db': 'http' is not a kind of store. Use litedb:PATH, "
            + "sqlite:PATH or postgres://USER@HOST:PORT/DATABASE. A bare path opens an existing file as what it is and "
            + "creates a new one as LiteDB. Write a path with a colon as ./PATH.")]
    [InlineData(" ", "The store ' ' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData("SQLITE:", "The store 'SQLITE:' has no path. Name a file, such as --store runs/sweeps.db.")]
    [InlineData(
        ":memory:",
        "Cannot open the store ':memory:': a store must be a file, not a database in memory. Name a "
            + "file, such as --store runs/sweeps.db.")]
    [InlineData(
        "sqlite::memory:",
        "Cannot open the store 'sqlite::memory:': a store must be a file, not a database in memory. Name "
            + "a file, such as --store runs/sweeps.db.")]
    [InlineData(
        "litedb::temp:",
        "Cannot open the store 'litedb::temp:': a store must be a file, not a database in memory. Name a "
            + "file, such as --store runs/sweeps.db.")]
    [InlineData(
        "sqlite://",
        "Cannot open the store 'sqlite://': a store must be a file, not a database in memory. Name a "
            + "file, such as --store runs/sweeps.db.")]
    [InlineData(
        "sqlite:///",
        "Cannot open the store 'sqlite:///': a store must be a file, not a database in memory. Name a "
            + "file, such as --store runs/sweeps.db.")]
    [InlineData(
        "sqlite:///:memory:",
        "Cannot open the store 'sqlite:///:memory:': a store must be a file, not a database in memory. "
            + "Name a file, such as --store runs/sweeps.db.")]
    [InlineData(
        "sqlite://x.db",
        "Cannot open the store 'sqlite://x.db': the part between the second and the third slash names a "
            + "host, and a store is a local file. Write sqlite:///x.db for a path from the current folder, or "
            + "sqlite:////x.db for an absolute one.")]
    [InlineData(
        "LiteDB://tmp/x.db",
        "Cannot open the store 'LiteDB://tmp/x.db': the part between the second and the third slash "
            + "names a host, and a store is a local file. Write litedb:///tmp/x.db for a path from the "
            + "current folder, or "
            + "litedb:////tmp/x.db for an absolute one.")]
    [InlineData(
        "file:x.db",
        "Cannot open the store 'file:x.db': a store is named by the path of its file, not by a file: "
            + "URL. Write --store PATH, litedb:PATH or sqlite:PATH.")]
    [InlineData(
        "sqlite:file:x.db?mode=memory",
        "Cannot open the store 'sqlite:file:x.db?mode=memory': a store is named by the path of its file, "
            + "not by a file: URL. Write --store PATH, "
            + "litedb:PATH or "
            + "sqlite:PATH.")]
    [InlineData(
        "sqlite:///x.db?timeout=10",
        "Cannot open the store 'sqlite:///x.db?timeout=10': a store has no options, but '?timeout=10' follows the "
            + "path. Remove it; if it is part of the file's name, write sqlite:PATH.")]
    public void Open_NoStoresUrl_SaysWhatIsOne(string url, string message) =>
        Assert.Equal(
            message,
            Assert
                .Throws<TrackingException>(() => TrackingStores.Open(url, StoreAccess.Create, new ManualTime()))
                .Message);

    [Theory]
    [InlineData("SQLITE:", "", "sqlite:")]
    [InlineData("LiteDB:", "", "litedb:")]
    [InlineData("sqlite:///", "", "sqlite:")]
    [InlineData("litedb:", "?mode=ro", "litedb:")]
    [InlineData("sqlite:///", "%20", "sqlite:")]
    public void Open_UrlOfAFile_OpensThatFile(string beginning, string end, string made)
    {
        var path = _folder.File("sweeps.db" + end);

        using var store = TrackingStores.Open(beginning + path, StoreAccess.Create, new ManualTime());

        Assert.Equal(made + path, store.Url);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Open_ThreeSlashes_StartAtTheCurrentFolder()
    {
        var exception = Assert.Throws<TrackingException>(
            () => TrackingStores.Open("sqlite:///nowhere/x.db", StoreAccess.Existing, new ManualTime()));

        Assert.StartsWith($"There is no store at "
            + $"'{Path.GetFullPath("nowhere/x.db")}'.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("litedb:", 231, 4070)]
    [InlineData("sqlite:", 231, 504)]
    [InlineData("", 300, 4070)]
    public void Open_NameIsTooLong_SaysHowLongItMayBe(string scheme, int length, int longestPath)
    {
        var path = _folder.File(new string('n', length));
        foreach (var access in Enum.GetValues<StoreAccess>())
        {
            Assert.Equal(
                $"Cannot open the store '{path}': its name is longer than 230 bytes, or its path than "
                    + $"{longestPath}, and files beside it have longer ones. Name another store with --store.",
                Assert
                    .Throws<TrackingException>(() => TrackingStores.Open(scheme + path, access, new ManualTime()))
                    .Message);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("litedb:", 4070)]
    [InlineData("sqlite:", 504)]
    public void Open_PathIsAsLongAsAllowed_IsAStore(string scheme, int length)
    {
        var path = _folder.Path + "/";
        while (length - path.Length > 200)
            path += new string('f', 99) + "/";
        path += new string('n', length - path.Length);

        using (var store = TrackingStores.Open(scheme + path, StoreAccess.Create, new ManualTime()))
            store.CreateSweep(SampleSweeps.Named("s"));
        using var again = TrackingStores.Open(scheme + path, StoreAccess.Existing, new ManualTime());

        Assert.NotNull(again.FindSweep("s"));
        Assert.StartsWith(
            "Cannot open the store",
            Assert
                .Throws<TrackingException>(() =>
                    TrackingStores.Open(scheme + path + "n", StoreAccess.Create, new ManualTime())
                )
                .Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public void Open_PathThatEndsWithASlash_IsAFolderAndIsNotMade(string scheme)
    {
        var path = _folder.File("runs/");

        var exception = Assert.Throws<TrackingException>(() =>
            TrackingStores.Open($"{scheme}:{path}", StoreAccess.Create, new ManualTime())
        );

        Assert.Equal($"'{path}' is a folder, not a store. Name a file in it, such as --store "
            + $"{scheme}:{path}sweeps.db", exception.Message);
        Assert.False(Directory.Exists(path));
    }
}
