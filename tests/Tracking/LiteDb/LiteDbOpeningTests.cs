using LiteDB;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.LiteDb;

public sealed class LiteDbOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("sweeps.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Url_OpensTheFileThatItMade()
    {
        var path = _folder.File("a b:c.db");

        using (var store = TrackingStores.Open("litedb:" + path, StoreAccess.Create, new ManualTime()))
            store.CreateSweep(SampleSweeps.Named("s"));
        using var again = TrackingStores.Open("litedb:" + path, StoreAccess.Existing, new ManualTime());

        Assert.Equal("litedb:" + path, again.Url);
        Assert.NotNull(again.FindSweep("s"));
    }

    [Fact]
    public void Open_NoFileToRead_SaysSoAndMakesNothing()
    {
        Assert.Equal(
            $"There is no store at '{Path}'. Run a sweep first, or name another store with --store.",
            Refusal(StoreAccess.Existing));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_TextFile_IsNoDatabase(StoreAccess access)
    {
        File.WriteAllText(Path, string.Concat(Enumerable.Repeat("this is a letter, not a database\n", 600)));

        Assert.Equal(
            $"'{Path}' is not a store: the file is not a database. Move it away, or name another store with "
                + "--store.",
            Refusal(access));
        Assert.Equal([Path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_StoreOfSqlite_SaysHowToNameIt(StoreAccess access)
    {
        TrackingStores.Open("sqlite:" + Path, StoreAccess.Create, new ManualTime()).Dispose();

        Assert.Equal(
            $"'{Path}' is a SQLite database, not one of LiteDB. Name it as --store sqlite:{Path}", Refusal(access));
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_StoreOfLiteDbAsSqlite_SaysHowToNameIt(StoreAccess access)
    {
        Open(StoreAccess.Create).Dispose();

        var exception = Assert.Throws<TrackingException>(() =>
            TrackingStores.Open("sqlite:" + Path, access, new ManualTime())
        );

        Assert.Equal(
            $"'{Path}' is a LiteDB file, not a SQLite database. Name it as --store litedb:{Path}", exception.Message);
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_Folder_IsRefused(StoreAccess access)
    {
        Directory.CreateDirectory(Path);

        Assert.Equal(
            $"'{Path}' is a folder, not a store. Name a file in it, such as --store litedb:{Path}/sweeps.db",
            Refusal(access));
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndLeftAlone(StoreAccess access)
    {
        using (var database = new LiteDatabase(Path))
            database.GetCollection("songs").Insert(new BsonDocument { ["title"] = "x" });
        var bytes = File.ReadAllBytes(Path);

        Assert.Equal(
            $"'{Path}' is a LiteDB database but not a store of sweeps. Name another store with --store.",
            Refusal(access));
        Assert.Equal(bytes, File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Open_EmptyFileToRead_IsRefused()
    {
        File.WriteAllBytes(Path, []);

        Assert.Equal(
            $"'{Path}' is not a store: the file is not a database. Move it away, or name another store with "
                + "--store.",
            Refusal(StoreAccess.Existing));
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_Device_IsRefusedAndLeftAlone(StoreAccess access)
    {
        const string Device = "/dev/full";

        var exception = Assert.Throws<TrackingException>(() => LiteDbTrackingStore.Open(Device, access, Options()));

        Assert.StartsWith(
            $"'{Device}' is not a store: the file is not a database.", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Device + "-writer"));
    }

    [Fact]
    public void Open_EmptyFileToWrite_BecomesAStore()
    {
        File.WriteAllBytes(Path, []);

        using var store = Open(StoreAccess.Create);

        Assert.Empty(store.Sweeps());
    }

    [Fact]
    public void Open_ParentIsAFile_IsRefused()
    {
        File.WriteAllText(_folder.File("runs"), "");
        var path = _folder.File("runs/sweeps.db");

        var exception = Assert.Throws<TrackingException>(() =>
            LiteDbTrackingStore.Open(path, StoreAccess.Create, Options())
        );

        Assert.Equal(
            $"Cannot create the store '{path}': the folder '{_folder.File("runs")}' cannot be made: "
                + $"'{_folder.File("runs")}' is a file, not a folder. Change that, or name another store with --store.",
            exception.Message);
    }

    [Fact]
    public void Open_FileInAFolderOfTheKernel_IsRefused()
    {
        // Not even root can make a file there.
        var exception = Assert.Throws<TrackingException>(() =>
            LiteDbTrackingStore.Open("/proc/sweeps.db", StoreAccess.Create, Options())
        );

        Assert.Equal(
            "Cannot open the store '/proc/sweeps.db': the file, or one of those beside it, cannot be "
                + "opened: it does not exist and cannot be created. Change that, or name another store with "
                + "--store.",
            exception.Message);
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedAndLeftAlone()
    {
        Open(StoreAccess.Create).Dispose();
        using (var database = new LiteDatabase(Path))
        {
            database.UserVersion = LiteDbSchema.UserVersion(7);
            database.Checkpoint();
        }

        var bytes = File.ReadAllBytes(Path);

        Assert.Equal(
            $"The store '{Path}' has schema version 7; this build knows versions up to 2. Use a newer "
                + "build, or name another store with --store.",
            Refusal(StoreAccess.Create));
        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Version_OfTheFile_RisesWithTheFirstDecision()
    {
        using var store = Open(StoreAccess.Create);
        store.CreateSweep(SampleSweeps.Named("s"));
        store.Dispose();
        Assert.Equal(1, LiteDbSchema.VersionOf(LiteDbHeader.Read(Path).UserVersion));

        // Not disposed: other processes look at the file while this one lives.
        Assert.False(store.Decide("s", 1, new NewDecision(DecisionKind.Begin, "")));
        Assert.Equal(1, LiteDbSchema.VersionOf(LiteDbHeader.Read(Path).UserVersion));
        Assert.True(store.Decide("s", 0, new NewDecision(DecisionKind.Begin, "")));

        Assert.Equal(2, LiteDbSchema.VersionOf(LiteDbHeader.Read(Path).UserVersion));
        Assert.True(store.Decide("s", 1, new NewDecision(DecisionKind.End, "")));
        Assert.Equal(2, store.Decisions("s").Count);
    }

    [Fact]
    public void Open_TrialsOfABuildBeforeDecisions_ReadAndPause()
    {
        using (var made = Open(StoreAccess.Create))
            made.CreateSweep(SampleSweeps.Named("s", trials: 1));
        using (var database = new LiteDatabase(Path))
        {
            var trials = database.GetCollection("trials");
            var trial = trials.FindAll().Single();
            Assert.True(trial.Remove("pauseAfterEpochs"));
            trials.Update(trial);
        }

        using var store = Open(StoreAccess.Existing);

        Assert.Null(store.Trials("s")[0].PauseAfterEpochs);
        Assert.False(store.IsOpen("s"));
        store.Pause(store.ClaimNext("s", Options().Processes.Current)!, []);
        Assert.Equal(Outcome.Paused, store.Trials("s")[0].Outcome);
    }

    [Fact]
    public void Open_FileIsGoneItsLogIsNot_IsNotTakenForANewStore()
    {
        using var store = Open(StoreAccess.Create);
        store.CreateSweep(SampleSweeps.Named("s"));
        File.Delete(Path);

        var log = _folder.File("sweeps-log.db");
        Assert.Equal(
            $"There is no store at '{Path}', but '{log}' holds its latest changes. Put the store back, "
                + "or move that file away to start a new store.",
            Refusal(StoreAccess.Create));
        Assert.Equal(
            $"There is no store at '{Path}'. Run a sweep first, or name another store with --store.",
            Refusal(StoreAccess.Existing));
        Assert.Throws<TrackingException>(() => store.RequestStop("s"));
        Assert.False(File.Exists(Path));
        Assert.True(File.Exists(log));
    }

    [Theory]
    [InlineData("runs/train", "runs/train-log")]
    [InlineData("runs/a.db", "runs/a-log.db")]
    public void Open_AnothersFileHasTheNameOfItsLog_IsRefusedAndLeftAlone(string name, string other)
    {
        var (path, log) = (_folder.File(name), _folder.File(other));
        Directory.CreateDirectory(_folder.File("runs"));
        foreach (var length in new[] { 0, 100, LiteDbFiles.PageLength + 100 })
        {
            File.WriteAllBytes(log, Enumerable.Repeat((byte)'x', length).ToArray());

            var exception = Assert.Throws<TrackingException>(() =>
                LiteDbTrackingStore.Open(path, StoreAccess.Create, Options())
            );

            Assert.Equal(
                $"There is no store at '{path}', but '{log}' holds its latest changes. Put the store "
                    + "back, or move that file away to start a new store.",
                exception.Message);
            Assert.Equal(Enumerable.Repeat((byte)'x', length), File.ReadAllBytes(log));
            Assert.Equal([log], Directory.EnumerateFileSystemEntries(_folder.File("runs")));
        }
    }

    [Fact]
    public void Write_FileIsGoneMeanwhileAndItsLogAnothers_LeavesThatAlone()
    {
        using var store = Open(StoreAccess.Create);
        File.Delete(Path);
        var log = _folder.File("sweeps-log.db");
        File.WriteAllText(log, "a letter");

        Assert.Equal(
            $"There is no store at '{Path}'. Run a sweep first, or name another store with --store.",
            Assert.Throws<TrackingException>(() => store.RequestStop("s")).Message);
        Assert.Equal("a letter", File.ReadAllText(log));
    }

    [Fact]
    public void Open_FileNamedAsOneThatIsMade_IsLeftAlone()
    {
        File.WriteAllText(Path + ".new", "a letter");

        Open(StoreAccess.Create).Dispose();

        Assert.Equal("a letter", File.ReadAllText(Path + ".new"));
    }

    [Fact]
    public void Open_FileIsGone_BeginsANewStore()
    {
        using (var store = Open(StoreAccess.Create))
            store.CreateSweep(SampleSweeps.Named("s"));
        File.Delete(Path);

        Assert.Empty(Open(StoreAccess.Create).Sweeps());
    }

    [Fact]
    public void Open_NameOfAnotherStoresLog_IsRefused()
    {
        Open(StoreAccess.Create).Dispose();
        var log = _folder.File("sweeps-log.db");

        Assert.Equal(
            $"Cannot use the store '{log}': LiteDB would treat it and the store '{Path}' as one file and "
                + "its log. Name another store with --store.",
            Assert.Throws<TrackingException>(() => LiteDbTrackingStore.Open(log, StoreAccess.Create, Options())).Message
        );
    }

    [Fact]
    public void Open_ItsLogWouldBeAnotherStore_IsRefused()
    {
        var log = _folder.File("sweeps-log.db");
        LiteDbTrackingStore.Open(log, StoreAccess.Create, Options()).Dispose();

        Assert.Equal(
            $"Cannot use the store '{Path}': LiteDB would treat it and the store '{log}' as one file and "
                + "its log. Name another store with --store.",
            Refusal(StoreAccess.Create));
    }

    [Fact]
    public void Dispose_AfterWrites_LeavesOneFileThatAnyLiteDbReads()
    {
        using (var store = Open(StoreAccess.Create))
            store.CreateSweep(SampleSweeps.Named("s", trials: 3));

        Assert.Equal(
            ["sweeps.db", "sweeps.db-gate", "sweeps.db-lock", "sweeps.db-writer"],
            Directory.EnumerateFiles(_folder.Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
        using var database = new LiteDatabase(Path);
        Assert.Equal(["s"], database.GetCollection("sweeps").FindAll().Select(sweep => sweep["name"].AsString));
        Assert.Equal(3, database.GetCollection("trials").Count());
    }

    [Fact]
    public void Open_CopiedWithoutItsLock_HasWhatTheLogHas()
    {
        using var store = Open(StoreAccess.Create);
        store.CreateSweep(SampleSweeps.Named("s"));
        File.Copy(Path, _folder.File("copy.db"));
        File.Copy(_folder.File("sweeps-log.db"), _folder.File("copy-log.db"));

        using var copy = LiteDbTrackingStore.Open(_folder.File("copy.db"), StoreAccess.Existing, Options());

        Assert.NotNull(copy.FindSweep("s"));
    }

    [Theory]
    [InlineData("-writer")]
    [InlineData("-lock")]
    public void CreateSweep_AnotherProcessHoldsALock_SaysSo(string suffix)
    {
        using var store = Open(StoreAccess.Create);
        using (File.Open(Path + suffix, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(
                $"The store '{Path}' stayed locked by another process, and nothing was written. End that "
                    + $"process ('fuser {Path}{suffix}' names it), then try again.",
                Assert.Throws<TrackingException>(() => store.CreateSweep(SampleSweeps.Named("s"))).Message);
        }

        Assert.Empty(store.Sweeps());
    }

    [Fact]
    public async Task CreateSweep_LockFreedInTime_IsWritten()
    {
        using var store = Open(StoreAccess.Create, Options() with { LockPatience = TimeSpan.FromSeconds(60) });
        var other = File.Open(Path + "-writer", FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var writing = Task.Run(() => store.CreateSweep(SampleSweeps.Named("s")));
        await Task.Delay(100);
        Assert.False(writing.IsCompleted);
        await other.DisposeAsync();

        await writing.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.NotNull(store.FindSweep("s"));
    }

    [Fact]
    public async Task Open_AnotherProcessIsFoldingItsLog_WaitsAndFindsNoDamage()
    {
        using (var store = Open(StoreAccess.Create))
            store.CreateSweep(SampleSweeps.Named("s"));
        var whole = await File.ReadAllBytesAsync(Path);
        var other = File.Open(Path + "-lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        // The first page tells of more pages than are there yet.
        await File.WriteAllBytesAsync(Path, whole[..LiteDbFiles.PageLength]);

        var opening = Task.Run(() =>
            Open(StoreAccess.Existing, Options() with { LockPatience = TimeSpan.FromSeconds(60) })
        );
        await Task.Delay(100);
        Assert.False(opening.IsCompleted);
        await File.WriteAllBytesAsync(Path, whole);
        await other.DisposeAsync();

        using var opened = await opening.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.NotNull(opened.FindSweep("s"));
    }

    [Fact]
    public void Hold_WhileItActs_ReadersDoNotWait()
    {
        using var store = Open(StoreAccess.Create);
        using var other = Open(StoreAccess.Existing);
        store.CreateSweep(SampleSweeps.Named("s"));
        var claim = store.ClaimNext("s", Options().Processes.Current)!;

        store.Hold(claim, () => Assert.NotNull(other.FindSweep("s")));
    }

    [Fact]
    public async Task Open_ManyAtOnceOnNoFile_MakeOneStore()
    {
        var opening = Enumerable
            .Range(0, 8)
            .Select(_ =>
                Task.Run(() => Open(StoreAccess.Create, Options() with { LockPatience = TimeSpan.FromSeconds(60) }))
            );

        var stores = await Task.WhenAll(opening).WaitAsync(TimeSpan.FromSeconds(60));

        stores[0].CreateSweep(SampleSweeps.Named("s"));
        Assert.All(stores, store => Assert.NotNull(store.FindSweep("s")));
        Array.ForEach(stores, store => store.Dispose());
    }

    private static LiteDbStoreOptions Options() => new()
    {
        Time = new ManualTime(),
        Processes = new FakeProcesses(),
        LockPatience = TimeSpan.FromMilliseconds(50),
    };

    private ITrackingStore Open(StoreAccess access, LiteDbStoreOptions? options = null) =>
        LiteDbTrackingStore.Open(Path, access, options ?? Options());

    private string Refusal(StoreAccess access) => Assert.Throws<TrackingException>(() => Open(access)).Message;
}
