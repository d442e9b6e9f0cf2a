namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>A store in one SQLite file in WAL mode.</summary>
internal static class SqliteTrackingStore
{
    public const string Scheme = "sqlite";

    public static ITrackingStore Open(string path, StoreAccess access, SqliteStoreOptions options)
    {
        var database = new SqliteDatabase(NativeFiles.RealPath(path), options);
        SqliteOpening.Prepare(database, access, options.Schema);
        var artifacts = new StoreArtifacts(database.Path, new SqliteHome(database, options));
        artifacts.ThrowIfSecondPath();
        return new TrackingStore<SqlSession, TrialRow>(
            database, SqlTables.With(new SqliteMetrics(database)), artifacts, options.Processes)
        {
            Url = $"{Scheme}:{database.Path}",
        };
    }
}

/// <summary>The id and the place of a store, in rows of <c>meta</c>.</summary>
internal sealed class SqliteHome(SqliteDatabase database, SqliteStoreOptions options) : IStoreHome
{
    public StoreHome Read() => database.Read(session => new StoreHome(
        session.ExecuteScalar<string>("SELECT value FROM meta WHERE key = 'store_id'")!,
        session.ExecuteScalar<string?>("SELECT value FROM meta WHERE key = 'store_path'")));

    public string? IdOf(string file)
    {
        using var other = new SqliteDatabase(file, options);
        return new SqliteHome(other, options).Read().Id;
    }

    public void Move(string path, Action action) => database.Write(WriteScope.OfStore, session =>
    {
        action();
        return session.Execute(
            """
            INSERT INTO meta VALUES ('store_path', @path) ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """,
            new { path });
    });
}
