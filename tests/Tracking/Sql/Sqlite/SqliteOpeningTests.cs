using Microsoft.Data.Sqlite;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sql.Sqlite;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Sql.Sqlite;

public sealed class SqliteOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("sweeps.db");

    public void Dispose() => _folder.Dispose();

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
        File.WriteAllText(Path, string.Concat(Enumerable.Repeat("this is a letter, not a database\n", 200)));

        Assert.Equal(
            $"'{Path}' is not a store: the file is not a database. Move it away, or name another store with "
                + "--store.",
            Refusal(access));
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_Folder_IsRefused(StoreAccess access)
    {
        Directory.CreateDirectory(Path);

        Assert.Equal(
            $"'{Path}' is a folder, not a store. Name a file in it, such as --store sqlite:{Path}/sweeps.db",
            Refusal(access));
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_DatabaseOfAnotherProgram_IsRefused(StoreAccess access)
    {
        Execute("CREATE TABLE songs (title TEXT); PRAGMA user_version=1;");

        Assert.Equal(
            $"'{Path}' is a SQLite database but not a store of sweeps. Name another store with --store.",
            Refusal(access));
    }

    [Fact]
    public void Open_EmptyFileToRead_IsRefused()
    {
        File.WriteAllBytes(Path, []);

        Assert.Equal(
            $"'{Path}' is a SQLite database but not a store of sweeps. Name another store with --store.",
            Refusal(StoreAccess.Existing));
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
            SqliteTrackingStore.Open(path, StoreAccess.Create, Options())
        );

        Assert.Equal(
            $"Cannot create the store '{path}': the folder '{_folder.File("runs")}' cannot be made: "
                + $"'{_folder.File("runs")}' is a file, not a folder. Change that, or name another store with --store.",
            exception.Message);
    }

    [Fact]
    public void Open_FolderOfTheKernel_IsRefused()
    {
        // Not even root can make a folder there.
        var exception = Assert.Throws<TrackingException>(() =>
            SqliteTrackingStore.Open("/proc/sweep/sweeps.db", StoreAccess.Create, Options())
        );

        Assert.Equal(
            "Cannot create the store '/proc/sweep/sweeps.db': the folder '/proc/sweep' cannot be made: "
                + "it does not exist and cannot be created. Change that, or name another store with --store.",
            exception.Message);
    }

    [Fact]
    public void Open_FileInAFolderOfTheKernel_IsRefused()
    {
        var exception = Assert.Throws<TrackingException>(() =>
            SqliteTrackingStore.Open("/proc/sweeps.db", StoreAccess.Create, Options())
        );

        Assert.Equal(
            "Cannot open the store '/proc/sweeps.db': the file, or one of those beside it, cannot be opened: "
                + "permissions do not allow it, or too many files are open ('ulimit -n'). Change that, or name "
                + "another store with --store.",
            exception.Message);
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedAndLeftAlone()
    {
        Open(StoreAccess.Create).Dispose();
        Execute("PRAGMA user_version=7");

        Assert.Equal(
            $"The store '{Path}' has schema version 7; this build knows versions up to 4. Use a newer "
                + "build, or name another store with --store.",
            Refusal(StoreAccess.Create));
    }

    [Fact]
    public void CreateSweep_AnotherProcessHoldsTheLock_SaysSo()
    {
        using var store = Open(StoreAccess.Create);
        using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction(deferred: false);

        var exception = Assert.Throws<TrackingException>(() => store.CreateSweep(SampleSweeps.Named("s")));

        Assert.Equal(
            $"The store '{Path}' stayed locked by another process, and nothing was written. End that "
                + $"process ('fuser {Path}' names it), then try again.",
            exception.Message);
        Assert.Empty(store.Sweeps());
    }

    [Fact]
    public async Task CreateSweep_LockFreedInTime_IsWritten()
    {
        using var store = Open(
            StoreAccess.Create,
            Options() with
            {
                BusyTimeout = TimeSpan.FromMilliseconds(1),
                BusyRetries = 12,
            });
        using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction(deferred: false);

        var writing = Task.Run(() => store.CreateSweep(SampleSweeps.Named("s")));
        await Task.Delay(100);
        Assert.False(writing.IsCompleted);
        transaction.Rollback();

        await writing.WaitAsync(TimeSpan.FromSeconds(120));
        Assert.NotNull(store.FindSweep("s"));
    }

    [Theory]
    [InlineData(
        8,
        "Cannot write to the store 'x.db': the file or its folder is read-only. Change the permissions, or "
            + "name another store with --store.")]
    [InlineData(11, "The store 'x.db' is damaged. Put a copy in its place, or name another store with --store.")]
    [InlineData(13, "The store 'x.db' cannot grow: the disk is full. Free some space, then try again.")]
    [InlineData(10, "The store 'x.db' failed: disk I/O error")]
    public void Translated_CodeOfSqlite_SaysWhatAndWhatToDo(int code, string message) =>
        Assert.Equal(message, SqliteFaults.Translated(new SqliteException("disk I/O error", code), "x.db").Message);

    [Fact]
    public void Sweeps_FileDamaged_SaysSo()
    {
        using (var store = Open(StoreAccess.Create))
            store.CreateSweep(SampleSweeps.Named("s", trials: 3000));
        using (var file = File.OpenWrite(Path))
        {
            // Behind the pages that say which tables there are: those are read when the file is opened.
            file.Position = 40 * 4096;
            file.Write(Enumerable.Repeat((byte)0xAB, (int)(file.Length - file.Position)).ToArray());
        }

        using var damaged = Open(StoreAccess.Existing);
        var exception = Assert.Throws<TrackingException>(() => damaged.Trials("s"));

        Assert.Equal(
            $"The store '{Path}' is damaged. Put a copy in its place, or name another store with --store.",
            exception.Message);
    }

    [Fact]
    public void Open_FileOfAStore_IsInWalMode()
    {
        using var store = Open(StoreAccess.Create);
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";

        Assert.Equal("wal", command.ExecuteScalar());
    }

    [Fact]
    public async Task Open_ManyAtOnceOnNoFile_MakeOneStore()
    {
        var opening = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open(StoreAccess.Create, new SqliteStoreOptions
        {
            Time = new ManualTime(),
            Processes = new FakeProcesses(),
        })));

        var stores = await Task.WhenAll(opening).WaitAsync(TimeSpan.FromSeconds(60));

        stores[0].CreateSweep(SampleSweeps.Named("s"));
        Assert.All(stores, store => Assert.NotNull(store.FindSweep("s")));
        Array.ForEach(stores, store => store.Dispose());
    }

    private static SqliteStoreOptions Options() => new()
    {
        Time = new ManualTime(),
        Processes = new FakeProcesses(),
        BusyTimeout = TimeSpan.FromMilliseconds(1),
        BusyRetries = 1,
    };

    private ITrackingStore Open(StoreAccess access, SqliteStoreOptions? options = null) =>
        SqliteTrackingStore.Open(Path, access, options ?? Options());

    private string Refusal(StoreAccess access) => Assert.Throws<TrackingException>(() => Open(access)).Message;

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
