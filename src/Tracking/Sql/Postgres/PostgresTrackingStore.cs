namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>A store in a schema of a PostgreSQL database.</summary>
internal static class PostgresTrackingStore
{
    public static ITrackingStore Open(PostgresUrl url, StoreAccess access, PostgresStoreOptions options)
    {
        // Npgsql takes an empty variable for a password, and then reads no password file.
        if (Environment.GetEnvironmentVariable(PostgresUrl.PasswordVariable) is "")
            Environment.SetEnvironmentVariable(PostgresUrl.PasswordVariable, null);
        var database = new PostgresDatabase(url, options);
        PostgresOpening.Prepare(database, access, options.Schema);
        return new TrackingStore<SqlSession, TrialRow>(
            database, SqlTables.With(new PostgresMetrics(database)) with { Files = new SqlFiles() },
            PostgresHome.Artifacts(database, Environment.GetEnvironmentVariable(SharedFolder.Variable)),
            options.Processes)
        {
            Url = url.Text,
            IsShared = true,
            PollingInterval = TimeSpan.FromSeconds(2) + TimeSpan.FromMilliseconds(Environment.ProcessId % 500),
        };
    }
}
