using Microsoft.Data.Sqlite;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sqlite;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Sqlite;

public sealed class SqliteUpgradeTests : IDisposable
{
    private static readonly SqliteSchema Third = SqliteSchema.Current with
    {
        Version = 3,
        Upgrades = new Dictionary<int, string>
        {
            [1] = "ALTER TABLE sweeps ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",
            [2] = "UPDATE sweeps SET colour = colour || '-ish'",
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
        WriteFirst();

        using var store = Open(Third, access);

        Assert.NotNull(store.FindSweep("s"));
        Assert.Equal("red-ish", Scalar(Path, "SELECT colour FROM sweeps"));
        Assert.Equal(3L, Scalar(Path, "PRAGMA user_version"));
        Assert.Equal(1L, Scalar(Path + ".v1.bak", "PRAGMA user_version"));
        Assert.Equal("s", Scalar(Path + ".v1.bak", "SELECT name FROM sweeps"));
        Assert.Equal((long)SqliteSchema.ApplicationId, Scalar(Path + ".v1.bak", "PRAGMA application_id"));
    }

    [Fact]
    public void Open_UpgradeFails_LeavesTheOlderStoreAsItWas()
    {
        WriteFirst();
        var broken = Third with { Upgrades = new Dictionary<int, string> { [1] = Third.Upgrades[1], [2] = "UPDATE nowhere SET x = 1" } };

        Assert.Throws<TrackingException>(() => Open(broken, StoreAccess.Create));

        Assert.Equal(1L, Scalar(Path, "PRAGMA user_version"));
        Assert.Equal(0L, Scalar(Path, "SELECT count(*) FROM pragma_table_info('sweeps') WHERE name = 'colour'"));
        using var first = Open(SqliteSchema.Current, StoreAccess.Create);
        Assert.NotNull(first.FindSweep("s"));
    }

    [Fact]
    public void Open_NoWayFromTheOlderSchema_SaysSo()
    {
        WriteFirst();

        var exception = Assert.Throws<TrackingException>(() => Open(SqliteSchema.Current with { Version = 2 }, StoreAccess.Create));

        Assert.Equal(
            $"The store '{Path}' has schema version 1, from which this build knows no way to version 2. Use an older build, or name another store with --store.",
            exception.Message);
    }

    [Fact]
    public async Task Open_OlderSchemaByManyAtOnce_IsUpgradedOnce()
    {
        WriteFirst();

        var opening = Enumerable.Range(0, 6).Select(_ => Task.Run(() => Open(Third, StoreAccess.Create)));
        var stores = await Task.WhenAll(opening).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("red-ish", Scalar(Path, "SELECT colour FROM sweeps"));
        Assert.Equal(1L, Scalar(Path + ".v1.bak", "PRAGMA user_version"));
        Array.ForEach(stores, store => store.Dispose());
    }

    private void WriteFirst()
    {
        using var store = Open(SqliteSchema.Current, StoreAccess.Create);
        store.CreateSweep(SampleSweeps.Named("s"));
    }

    private SqliteTrackingStore Open(SqliteSchema schema, StoreAccess access) => SqliteTrackingStore.Open(
        Path, access, new SqliteStoreOptions { Time = new ManualTime(), Processes = new FakeProcesses(), Schema = schema });

    private static object? Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
