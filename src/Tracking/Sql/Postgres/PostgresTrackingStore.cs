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

internal sealed record PostgresStoreOptions : StoreOptions
{
    /// <summary>The pauses between retries double from the first to the longest, and vary.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.1), LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Retries while the store is opened and nothing answers: about 3 seconds.</summary>
    public int OpeningRetries { get; init; } = 5;

    /// <summary>Retries after faults that may pass: about 5 minutes.</summary>
    public int ConnectionRetries { get; init; } = 150;

    /// <summary>The time after which the server ends a transaction whose client has fallen silent, such as on a node
    /// that lost its network: it frees what the transaction has locked.</summary>
    public TimeSpan SilencePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same while an action runs under a claim, such as renaming a file on a slow shared folder.</summary>
    public TimeSpan HoldPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first retries, of about a second, which nobody is told about.</summary>
    public const int SilentRetries = 3;

    /// <summary>True to retry for minutes also while the store is opened: for a process that was started for a store
    /// that others have open.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Is told in a sentence when the server is away, and when it answers again; called from any
    /// thread.</summary>
    public Action<string>? OnWait { get; init; }

    /// <summary>The store's time at a time of the server's clock. A test moves it.</summary>
    public Func<DateTimeOffset, DateTimeOffset> Clock { get; init; } = server => server;

    /// <summary>The tables, and how to upgrade older ones.</summary>
    public PostgresSchema Schema { get; init; } = PostgresSchema.Current;
}
