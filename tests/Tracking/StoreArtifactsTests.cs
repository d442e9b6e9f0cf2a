using Dapper;
using Microsoft.Data.Sqlite;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Storage;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public sealed class StoreArtifactsTests : IDisposable
{
    private const string Model = "sweeps/s/0/model";

    private readonly TemporaryFolder _folder = new();

    /// <summary>What a store finds of its artifacts.</summary>
    public enum Found
    {
        All,
        Nothing,
        Refusal,
    }

    public static TheoryData<string> Schemes => ["litedb:", "sqlite:"];

    /// <summary>What is done to a/live.db and its artifacts, which path is opened then, and what is found.</summary>
    public static TheoryData<string, string, string, Found, string?> Places
    {
        get
        {
            (string Command, string Path, Found Found, string? Words)[] places =
            [
                ("true", "a/live.db", Found.All, null),
                ("cp a/live.db a/live.old", "a/live.old", Found.Nothing, "a/live.old' comes without its artifacts"),
                ("mkdir b; cp a/live.db b", "b/live.db", Found.Nothing, "b/live.db' comes without its artifacts"),
                ("cp -r a b", "b/live.db", Found.All, null),
                ("mv a b", "b/live.db", Found.All, null),
                ("cp -r a b; rm -r a", "b/live.db", Found.All, null),
                ("mv a/live.db a/new.db; mv a/live.db.artifacts a/new.db.artifacts", "a/new.db", Found.All, null),
                ("mv a/live.db a/new.db", "a/new.db", Found.Refusal, "are still in 'FOLDER/a/live.db.artifacts'"),
                ("cp a/live.db x; rm a/live.db; mv x a/live.db", "a/live.db", Found.All, null),
                ("rm -r a/live.db.artifacts", "a/live.db", Found.Nothing, "a/live.db' comes without its artifacts"),
                ("ln -s a/live.db link", "link", Found.All, null),
                ("ln -s a b", "b/live.db", Found.All, null),
                ("ln -s a b; ln -s ../b/live.db a/link", "b/link", Found.All, null),
                ("ln a/live.db a/x", "a/x", Found.Refusal, "'FOLDER/a/x' and 'FOLDER/a/live.db' are one file"),
                ("mkdir b; ln a/live.db b/x", "b/x", Found.Refusal, "'FOLDER/b/x' and 'FOLDER/a/live.db' are one file"),
                ("cp -rl a b", "b/live.db", Found.Refusal, "'FOLDER/b/live.db' and 'FOLDER/a/live.db' are one file"),
                ("ln a/live.db a/x", "a/live.db", Found.All, null),
            ];
            var data = new TheoryData<string, string, string, Found, string?>();
            foreach (var (command, path, found, words) in places)
            {
                data.Add("litedb:", command, path, found, words);
                data.Add("sqlite:", command, path, found, words);
            }

            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public void PrepareArtifacts_FileWasCopiedMovedOrLinked_FindsItsOwnOrSaysThatThereAreNone(
        string scheme, string command, string path, Found found, string? words)
    {
        Make(scheme, "a/live.db");
        Run(command);

        string? said;
        try
        {
            using var store = Open(path);
            said = store.PrepareArtifacts();
            Assert.NotEqual(Found.Refusal, found);
            Assert.Equal(
                found == Found.All, File.Exists(Path.Join(store.TrialArtifacts(new TrialId("s", 0)), "model")));
        }
        catch (TrackingException exception) when (found == Found.Refusal)
        {
            said = exception.Message;
        }

        Assert.Equal(words is null, said is null);
        Assert.Contains(words ?? "", Clean(said ?? ""), StringComparison.Ordinal);
        if (path != "a/live.db" && Directory.Exists(_folder.File("a/live.db.artifacts")))
            Assert.Equal("live.db", File.ReadAllText(_folder.File($"a/live.db.artifacts/{Model}")));
    }

    [Theory]
    [InlineData("exp.a", "exp.b")]
    [InlineData("exp", "exp.a")]
    [InlineData("sweeps.db", "sweeps.db.bak")]
    public void TrialArtifacts_StoresOfSimilarNames_HaveFoldersOfTheirOwn(string first, string second)
    {
        foreach (var name in new[] { first, second })
            Make("", name);

        foreach (var name in new[] { first, second })
            Assert.Equal(name, File.ReadAllText(_folder.File($"{name}.artifacts/{Model}")));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void DeleteSweep_InACopyOfTheFile_LeavesTheFirstOnesArtifacts(string scheme)
    {
        Make(scheme, "live.db");
        Run("cp live.db live.backup");
        using var copy = Open("live.backup");

        Assert.True(copy.DeleteSweep("s"));
        Assert.True(File.Exists(_folder.File($"live.db.artifacts/{Model}")));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void PrepareArtifacts_FolderOfAnOlderBuild_IsRenamedAsAWholeByTheFirstWriter(string scheme)
    {
        MakeOlder(scheme, "live.db");
        using (var reader = Open("live.db"))
        {
            Assert.NotNull(reader.FindSweep("s"));
            Assert.Equal("FOLDER/live.artifacts/s/0/attempt-1.log", LogOf(reader));
        }

        Assert.False(Directory.Exists(_folder.File("live.db.artifacts")), "A reader renamed the folder.");
        using var store = Open("live.db");
        Assert.Null(store.PrepareArtifacts());

        Assert.Equal("live.db", File.ReadAllText(_folder.File($"live.db.artifacts/{Model}")));
        Assert.Equal(["live.db.artifacts"], Directory.GetDirectories(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(["store-id", "sweeps"], EntriesOf(store.ArtifactsFolder));
        Assert.Equal("FOLDER/live.db.artifacts/sweeps/s/0/attempt-1.log", LogOf(store));
    }

    [Theory]
    [InlineData("mkdir live.db.artifacts.unfinished")]
    [InlineData("mkdir live.db.artifacts.unfinished; mv live.artifacts live.db.artifacts.unfinished/sweeps")]
    [InlineData("mkdir new; mv live.artifacts new/sweeps; touch new/store-id.tmp; mv new live.db.artifacts.unfinished")]
    [InlineData("mkdir new; mv live.artifacts new/sweeps; rm new/sweeps/store-id; mv new live.db.artifacts.unfinished")]
    public void PrepareArtifacts_RenamingWasKilled_IsFinishedByTheNext(string command)
    {
        MakeOlder("", "live.db");
        Run(command);

        using var store = Open("live.db");
        store.PrepareArtifacts();

        Assert.Equal("live.db", File.ReadAllText(_folder.File($"live.db.artifacts/{Model}")));
        Assert.Equal(["live.db.artifacts"], Directory.GetDirectories(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(["store-id", "sweeps"], EntriesOf(store.ArtifactsFolder));
    }

    [Fact]
    public void PrepareArtifacts_NameOfAnOlderBuildHasNoExtension_MovesTheSweepsInsideTheFolder()
    {
        MakeOlder("", "live");
        using var store = Open("live");
        store.PrepareArtifacts();

        Assert.Equal("live", File.ReadAllText(_folder.File($"live.artifacts/{Model}")));
    }

    [Fact]
    public void PrepareArtifacts_FolderOfAnOlderBuildIsAnotherStores_IsLeftToThat()
    {
        MakeOlder("", "exp.a");
        using (var other = Open("exp.b", StoreAccess.Create))
            Assert.Null(other.PrepareArtifacts());
        using var store = Open("exp.a");
        store.PrepareArtifacts();

        Assert.True(File.Exists(_folder.File($"exp.a.artifacts/{Model}")));
        Assert.False(File.Exists(_folder.File($"exp.b.artifacts/{Model}")));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void PrepareArtifacts_TwoStoresMayMeanTheFolderOfAnOlderBuild_SaysHowToRenameIt(string scheme)
    {
        MakeOlder(scheme, "live.db");
        Run("cp live.db live.backup");
        foreach (var (path, other) in new[] { ("live.db", "live.backup"), ("live.backup", "live.db") })
        {
            using var store = Open(path);
            Assert.Equal(
                $"The artifacts in 'FOLDER/live.artifacts' may be those of 'FOLDER/{path}' or of "
                    + $"'FOLDER/{other}', one of "
                    + $"which is a copy of the other. Rename that folder to 'FOLDER/{path}.artifacts' or to "
                    + $"'FOLDER/{other}.artifacts', whichever store they belong to, or move the other store to "
                    + "another folder.",
                Refusal(store.PrepareArtifacts));
        }

        Run("mv live.artifacts live.db.artifacts");
        using var live = Open("live.db");
        live.PrepareArtifacts();
        Assert.True(File.Exists(_folder.File($"live.db.artifacts/{Model}")));
    }

    [Fact]
    public void PrepareArtifacts_HardLinkToAStoreOfAnOlderBuild_IsRefusedAndTheStoreKeepsItsArtifacts()
    {
        MakeOlder("litedb:", "live.db");
        Run("ln live.db link.db");
        using var link = Open("link.db");
        using var store = Open("live.db");

        Assert.Equal(
            "'FOLDER/link.db' has other paths too, by hard links, and its artifacts are not beside this one. "
            + "Name the path that they are beside with --store ('find / -samefile FOLDER/link.db' lists them). "
            + "To continue here without them, create the folder 'FOLDER/link.db.artifacts'.",
            Refusal(link.PrepareArtifacts));
        store.PrepareArtifacts();
        Assert.True(File.Exists(_folder.File($"live.db.artifacts/{Model}")));
    }

    [Fact]
    public void Attempts_StoreAndArtifactsWereMoved_NameLogsWhereTheyAre()
    {
        MakeOlder("", "a/live.db");
        Run("mv a b");
        using (var older = Open("b/live.db"))
            Assert.Equal("FOLDER/b/live.artifacts/s/0/attempt-1.log", LogOf(older));
        Make("", "c/live.db");
        Run("mv c d");
        using var moved = Open("d/live.db");

        Assert.Equal("FOLDER/d/live.db.artifacts/sweeps/s/0/attempt-1.log", LogOf(moved));
    }

    [Fact]
    public void PrepareArtifacts_OfAnotherStore_AreRefused()
    {
        Make("", "live.db");
        Make("", "other.db");
        Run("rm -r live.db.artifacts; mv other.db.artifacts live.db.artifacts");
        using var store = Open("live.db");

        Assert.Equal(
            "The artifacts in 'FOLDER/live.db.artifacts' belong to another store than 'FOLDER/live.db'. "
            + "Move that folder away, or name another store with --store.",
            Refusal(store.PrepareArtifacts));
    }

    [Fact]
    public void PrepareArtifacts_FolderOfItsNameIsAnOlderBuildsForAnotherStore_SaysWhoRenamesIt()
    {
        Make("", "live");
        Run("rm -r live.artifacts");
        MakeOlder("", "live.db");
        using var store = Open("live");

        Assert.Equal(
            "The artifacts in 'FOLDER/live.artifacts' belong to another store than 'FOLDER/live'. "
                + "An older build made them, perhaps for a store such as 'FOLDER/live.db'; the next "
                + "command that writes to that store renames them. "
                + "Move that folder away, or name another store with --store.",
            Refusal(store.PrepareArtifacts));
        using var older = Open("live.db");
        older.PrepareArtifacts();
        Assert.NotNull(store.PrepareArtifacts());
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Open_OnlyArtifactsAreThere_MakesNoStoreAndSaysWhy(string scheme)
    {
        Make(scheme, "live.db");
        Run("rm live.db");

        Assert.Equal(
            "There is no store at 'FOLDER/live.db', but 'FOLDER/live.db.artifacts' holds the artifacts "
                + "of one. Put that store back. To start a new one there, move that folder away first.",
            Refusal(() => Open("live.db", StoreAccess.Create, scheme)));
        Assert.False(File.Exists(_folder.File("live.db")));
    }

    [Theory]
    [InlineData("live.db-lock", "-lock")]
    [InlineData("live.db-wal", "-wal")]
    [InlineData("live.db.artifacts", ".artifacts")]
    public void Open_NameOfAFileBesideAStore_IsRefusedForANewStore(string name, string ending) =>
        Assert.Equal(
            $"Cannot create the store 'FOLDER/{name}': names that end in '{ending}' are reserved for the "
                + "files of a store. Choose another name with --store.",
            Refusal(() => Open(name, StoreAccess.Create)));

    [Theory]
    [InlineData("-gate")]
    [InlineData("-writer")]
    public void Open_LockOfAStoreThatIsThere_IsNotMadeAStore(string ending)
    {
        using var store = Open("live", StoreAccess.Create);

        Assert.StartsWith(
            $"Cannot create the store 'FOLDER/live{ending}'",
            Refusal(() => Open($"live{ending}", StoreAccess.Create)),
            StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(_folder.File($"live{ending}")).Length);
    }

    [Theory]
    [InlineData(StoreAccess.Create)]
    [InlineData(StoreAccess.Existing)]
    public void Open_Fifo_IsRefusedAtOnce(StoreAccess access)
    {
        Run("mkfifo pipe");

        Assert.Equal(
            "'FOLDER/pipe' is not a store: it is a FIFO. Name a file with --store, such as --store "
                + "runs/sweeps.db.",
            Refusal(() => Open("pipe", access)));
    }

    [Fact]
    public void Open_LinkToAStoreThatIsNotThereYet_MakesItWhereTheLinkLeads()
    {
        Run("mkdir a; ln -s ../b/live.db a/link.db");
        using var store = Open("a/link.db", StoreAccess.Create);

        Assert.Equal($"litedb:{_folder.File("b/live.db")}", store.Url);
        Assert.True(File.Exists(_folder.File("b/live.db")));
    }

    [Theory]
    [InlineData("store-id")]
    [InlineData("sweeps")]
    [InlineData("compare")]
    public void TrialArtifacts_SweepNamedLikeAFileOfOurs_HasItsFolder(string sweep)
    {
        using var store = Open("sweeps.db", StoreAccess.Create);
        store.PrepareArtifacts();

        Assert.Equal(
            _folder.File($"sweeps.db.artifacts/sweeps/{sweep}/12"), store.TrialArtifacts(new TrialId(sweep, 12)));
        Assert.True(Directory.Exists(_folder.File($"sweeps.db.artifacts/sweeps/{sweep}/12")));
    }

    [Fact]
    public void PrepareArtifacts_IdWasLostWithTheMachinesPower_IsWrittenAnew()
    {
        Make("", "sweeps.db");
        var file = _folder.File("sweeps.db.artifacts/store-id");
        var id = File.ReadAllText(file);
        File.WriteAllText(file, "");
        using var second = Open("sweeps.db");
        second.PrepareArtifacts();

        Assert.Equal(id, File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFiles(_folder.File("sweeps.db.artifacts")));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task TrialArtifacts_ManyProcessesAtOnce_FindTheSameId(string scheme)
    {
        MakeOlder(scheme, "sweeps.db");
        var stores = Enumerable.Range(0, 8).Select(_ => Open("sweeps.db")).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.TrialArtifacts(new TrialId("s", 0)))))
            .WaitAsync(TimeSpan.FromSeconds(60));
        stores.ForEach(store => store.Dispose());

        Assert.True(File.Exists(_folder.File($"sweeps.db.artifacts/{Model}")));
    }

    [Fact]
    public void TrialArtifacts_FileInTheWay_SaysWhere()
    {
        using var store = Open("sweeps.db", StoreAccess.Create);
        File.WriteAllText(_folder.File("sweeps.db.artifacts"), "");

        Assert.StartsWith(
            "Cannot change the artifacts in 'FOLDER/sweeps.db.artifacts': ",
            Refusal(() => store.TrialArtifacts(new TrialId("s", 0))),
            StringComparison.Ordinal);
    }

    // A store whose artifacts are one model, which holds the store's name, and one log.
    private void Make(string scheme, string path)
    {
        using var store = Open(path, StoreAccess.Create, scheme);
        store.CreateSweep(SampleSweeps.Named("s"));
        var claim = store.ClaimNext("s", new FakeProcesses().Start(7), keepsLog: true)!;
        File.WriteAllText(Path.Join(store.TrialArtifacts(new TrialId("s", 0)), "model"), Path.GetFileName(path));
        File.WriteAllText(claim.LogPath!, "");
        store.Finish(claim, SampleSweeps.Completed, []);
    }

    // As older builds left it: the store knows nothing of where it is, and has the whole paths of logs.
    private void MakeOlder(string scheme, string path)
    {
        Make(scheme, path);
        var folder = _folder.File(path) + ".artifacts";
        var older = Path.ChangeExtension(_folder.File(path), null) + ".artifacts";
        var id = File.ReadLines(Path.Join(folder, "store-id")).First();
        Run($"mv {folder} old; mv old/sweeps {older}; rm -r old; printf {id} > {older}/store-id");
        if (scheme == "sqlite:")
            MakeOlderSqlite(_folder.File(path), $"{older}/s/0/attempt-1.log");
        else
            MakeOlderLiteDb(_folder.File(path), $"{older}/s/0/attempt-1.log");
    }

    private static void MakeOlderSqlite(string file, string log)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Execute("DELETE FROM meta WHERE key = 'store_path'");
        connection.Execute("UPDATE attempts SET log_path = @log", new { log });
    }

    private static void MakeOlderLiteDb(string file, string log)
    {
        var options = new LiteDbStoreOptions { Time = new ManualTime(), Processes = new FakeProcesses() };
        using var database = new LiteDbDatabase(file, options);
        database.Write(WriteScope.OfStore, session =>
        {
            var store = session.Find(LiteDbSchema.Meta, LiteDbSchema.Store)!;
            store.Remove(LiteDbSchema.StorePath);
            session.Update(LiteDbSchema.Meta, store);
            var attempt = session.All(LiteDbSchema.Attempts).Single();
            attempt["logPath"] = log;
            session.Update(LiteDbSchema.Attempts, attempt);
            return true;
        });
    }

    private string Refusal(Func<object?> use) => Clean(Assert.Throws<TrackingException>(use).Message);

    private string Clean(string text) => text.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal);

    private static IEnumerable<string?> EntriesOf(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string LogOf(ITrackingStore store) => Clean(Assert.Single(store.Attempts("s")).LogPath!);

    private ITrackingStore Open(string path, StoreAccess access = StoreAccess.Existing, string scheme = "") =>
        TrackingStores.Open(scheme + _folder.File(path), access, new ManualTime());

    private void Run(string commands) => Shell.Run("sh", "-ec", $"cd '{_folder.Path}'; {commands}");
}
