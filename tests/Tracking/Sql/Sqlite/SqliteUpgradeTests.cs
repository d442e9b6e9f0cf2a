using Dapper;
using Microsoft.Data.Sqlite;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sql.Sqlite;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Sql.Sqlite;

public sealed class SqliteUpgradeTests : IDisposable
{
    private static readonly int Built = SqliteSchema.Current.Version;

    private static readonly SqliteSchema Later = SqliteSchema.Current with
    {
        Version = Built + 2,
        Upgrades = new Dictionary<int, string>
        {
            [Built] = "ALTER TABLE sweeps ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",
            [Built + 1] = "UPDATE sweeps SET colour = colour || '-ish'",
        },
    };

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("sweeps.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_OlderSchema_IsUpgradedStepByStepAfterACopy(StoreAccess access)
    {
        WriteBuilt();

        using var store = Open(Later, access);

        Assert.NotNull(store.FindSweep("s"));
        Assert.Equal("red-ish", Scalar(Path, "SELECT colour FROM sweeps"));
        Assert.Equal(Built + 2L, Scalar(Path, "PRAGMA user_version"));
        Assert.Equal((long)Built, Scalar($"{Path}.v{Built}.bak", "PRAGMA user_version"));
        Assert.Equal("s", Scalar($"{Path}.v{Built}.bak", "SELECT name FROM sweeps"));
        Assert.Equal((long)SqliteSchema.ApplicationId, Scalar($"{Path}.v{Built}.bak", "PRAGMA application_id"));
    }

    [Fact]
    public void Open_OlderSchemaOnAReadOnlyDisk_SaysToCopyTheStore()
    {
        using var disk = new SmallDisk(kilobytes: 1024);
        var path = disk.File("sweeps.db");
        WriteBuilt();
        File.Copy(Path, path);
        disk.SetReadOnly(true);

        var options = new SqliteStoreOptions
        {
            Time = new ManualTime(),
            Processes = new FakeProcesses(),
            Schema = Later,
        };
        Assert.Equal(
            $"The store '{path}' has schema version {Built} and is read-only. This build upgrades older "
                + $"stores to version {Built + 2}, but cannot write to this one. Copy the store to a folder of "
                + "your own and "
                + "name the copy with --store.",
            Assert
                .Throws<TrackingException>(() => SqliteTrackingStore.Open(path, StoreAccess.Existing, options))
                .Message);
    }

    [Fact]
    public void Open_UpgradeFails_LeavesTheOlderStoreAsItWas()
    {
        WriteBuilt();
        var broken = Later with
        {
            Upgrades = new Dictionary<int, string>
            {
                [Built] = Later.Upgrades[Built],
                [Built + 1] = "UPDATE nowhere SET x = 1",
            },
        };

        Assert.Throws<TrackingException>(() => Open(broken, StoreAccess.Create));

        Assert.Equal((long)Built, Scalar(Path, "PRAGMA user_version"));
        Assert.Equal(0L, Scalar(Path, "SELECT count(*) FROM pragma_table_info('sweeps') WHERE name = 'colour'"));
        using var untouched = Open(SqliteSchema.Current, StoreAccess.Create);
        Assert.NotNull(untouched.FindSweep("s"));
    }

    [Fact]
    public void Open_NoWayFromTheOlderSchema_SaysSo()
    {
        WriteBuilt();

        var exception = Assert.Throws<TrackingException>(() =>
            Open(SqliteSchema.Current with { Version = Built + 1 }, StoreAccess.Create)
        );

        Assert.Equal(
            $"The store '{Path}' has schema version {Built}, which this build cannot upgrade to version "
                + $"{Built + 1}. Use an older build, or name another store with --store.",
            exception.Message);
    }

    [Fact]
    public async Task Open_OlderSchemaByManyAtOnce_IsUpgradedOnce()
    {
        WriteBuilt();

        var opening = Enumerable.Range(0, 6).Select(_ => Task.Run(() => Open(Later, StoreAccess.Create)));
        var stores = await Task.WhenAll(opening).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("red-ish", Scalar(Path, "SELECT colour FROM sweeps"));
        Assert.Equal((long)Built, Scalar($"{Path}.v{Built}.bak", "PRAGMA user_version"));
        Array.ForEach(stores, store => store.Dispose());
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_Version1_KeepsEverythingAndEndsWithTheTablesOfANewStore(StoreAccess access)
    {
        Execute(Path, StoreOfVersion1.Sql);
        using (
            var made = SqliteTrackingStore.Open(
                _folder.File("new.db"), StoreAccess.Create, Options(SqliteSchema.Current))
        )
            made.CreateSweep(SampleSweeps.Named("other"));

        using var store = Open(SqliteSchema.Current, access);

        Assert.Equal(4L, Scalar(Path, "PRAGMA user_version"));
        Assert.Equal(1L, Scalar($"{Path}.v1.bak", "PRAGMA user_version"));
        Assert.Equal(3L, Scalar($"{Path}.v1.bak", "SELECT count(*) FROM trials"));
        Assert.Equal(Scalar(_folder.File("new.db"), Structure), Scalar(Path, Structure));
        Assert.Equal(
            [Outcome.Completed, Outcome.Running, Outcome.Queued], store.Trials("s").Select(trial => trial.Outcome));
        Assert.Equal(10, store.FindTrial(new TrialId("s", 0))!.End!.Steps);
        Assert.Equal([2.5, double.NaN, 0.5], store.Metrics("s").Select(point => point.Point.Value));
        Assert.False(store.IsStopRequested("s"));
        Assert.False(store.IsOpen("s"));
        Assert.True(store.Decide("s", 0, new NewDecision(DecisionKind.Begin, "") { Added = [SampleSweeps.Trial(3)] }));
        Assert.Equal([3], Assert.Single(store.Decisions("s")).Trials);
    }

    [Fact]
    public void Open_Version1WithATrialRunning_KnowsItsAttempt()
    {
        Execute(Path, StoreOfVersion1.Sql);
        using var store = Open(SqliteSchema.Current, StoreAccess.Existing);
        var owner = new LeaseOwner("here", "boot-1", 7, 1000);

        Assert.Equal(
            new AttemptRecord
            {
                Trial = 1,
                Number = 2,
                Owner = owner,
                StartedUtc = DateTimeOffset.FromUnixTimeMilliseconds(1700000002000),
                StepsBefore = 0,
            },
            store.LastAttemptOf("s", owner));
        store.RecordDeath(
            new TrialId("s", 1), 2, new WorkerDeath(null, 9, DateTimeOffset.FromUnixTimeMilliseconds(1700000003000)));

        Assert.Equal(3, store.ClaimNext("s", owner)?.Attempt);
        Assert.Equal(
            (AttemptEnding.Died, 5L),
            (store.Attempts(new TrialId("s", 1))[0].Ending, store.Attempts(new TrialId("s", 1))[0].StepsAfter));
    }

    /// <summary>Every column and index of every table, in one text.</summary>
    private const string Structure = """
        SELECT group_concat(part, char(10)) FROM (
            SELECT format(
                '%s.%s %s %d %s %d %d', tables.name, columns.name, columns.type, "notnull", dflt_value, pk, cid) AS part
            FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'
            UNION ALL SELECT format('%s on %s', name, tbl_name) FROM sqlite_schema WHERE type = 'index'
            ORDER BY part)
        """;

    private void WriteBuilt()
    {
        using var store = Open(SqliteSchema.Current, StoreAccess.Create);
        store.CreateSweep(SampleSweeps.Named("s"));
    }

    private ITrackingStore Open(SqliteSchema schema, StoreAccess access) =>
        SqliteTrackingStore.Open(Path, access, Options(schema));

    private static SqliteStoreOptions Options(SqliteSchema schema) =>
        new() { Time = new ManualTime(), Processes = new FakeProcesses(), Schema = schema };

    private static object? Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection.ExecuteScalar<object?>(sql);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
