using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Polly;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>One database file: its connections, their settings, transactions, and faults in the product's
/// words.</summary>
internal sealed class SqliteDatabase : ISqlDatabase
{
    private readonly SqliteStoreOptions _options;
    private readonly ResiliencePipeline _retrying;
    private readonly Lock _writing = new();
    private SqliteConnection? _writer;

    public SqliteDatabase(string path, SqliteStoreOptions options)
    {
        Path = path;
        _options = options;
        _retrying = Retrying(options);
    }

    /// <summary>The file, as an absolute path.</summary>
    public string Path { get; }

    /// <summary>SQLite's log beside it, which has what was committed and is not yet in the file.</summary>
    public string Log => Path + "-wal";

    /// <summary>The index of the log, which the processes share that have the file open.</summary>
    public string SharedMemory => Path + "-shm";

    /// <summary>Carries a change out whole in one transaction that holds the write lock from its first statement, or
    /// not at all.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isSynced">
    /// False where the change may be lost with the machine's power, though not with the process: it then waits for no
    /// disk. It becomes as durable as any with the next change that is synced.
    /// </param>
    /// <exception cref="TrackingException">The file cannot be written.</exception>
    public T Write<T>(Func<DbConnection, T> change, bool isSynced = true)
    {
        lock (_writing)
        {
            return Guarded(() =>
            {
                if (!StoreFiles.IsWritable(Path))
                    throw StoreFaults.ReadOnly(Path);
                _writer ??= Connect(SqliteOpenMode.ReadWrite);
                SetSync(_writer, isSynced);
                using var transaction = _writer.BeginTransaction(deferred: false);
                var result = change(_writer);
                transaction.Commit();
                return result;
            });
        }
    }

    /// <summary>Reads from one unchanging view of the file, on a connection of its own: no writer waits for it, nor it
    /// for a writer.</summary>
    /// <exception cref="TrackingException">The file cannot be read.</exception>
    public T Read<T>(Func<DbConnection, T> question) => Guarded(() =>
    {
        while (true)
        {
            using var view = new SqliteView(this);
            try
            {
                var answer = question(view.Connection);
                if (!view.IsTorn())
                    return answer;
            }
            catch (SqliteException) when (view.IsTorn())
            {
                // Read again: now that somebody writes, there is a lock to read under.
            }
        }
    });

    public void Hold(Action<DbConnection> check, Action action) => Write(connection =>
    {
        check(connection);
        action();
        return true;
    });

    public bool IsDuplicateKey(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: SqliteFaults.DuplicateKey };

    public IEnumerable<T> Stream<TBegun, T>(
        Func<DbConnection, TBegun> begin, Func<DbConnection, TBegun, IEnumerable<T>> rows)
    {
        using var view = Guarded(() => new SqliteView(this));
        var begun = Guarded(() => begin(view.Connection));
        using var row = rows(view.Connection, begun).GetEnumerator();
        // Not tried again: an enumeration that failed would seem to have ended.
        while (Translated(row.MoveNext))
            yield return row.Current;
        if (view.IsTorn())
            throw StoreFaults.Torn(Path);
    }

    /// <summary>Runs what touches the file: tries again while it is locked or the disk is full, and turns SQLite's
    /// errors into faults.</summary>
    /// <exception cref="TrackingException">The file cannot be used.</exception>
    public T Guarded<T>(Func<T> use) => Translated(() => _retrying.Execute(use));

    private T Translated<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Translated(exception, Path);
        }
    }

    /// <summary>A new connection with the settings that every one of this store has.</summary>
    /// <param name="mode">What it may do.</param>
    /// <param name="unlockedUri">A URI by which SQLite opens the file without locks; null for the path and
    /// locks.</param>
    public SqliteConnection Connect(SqliteOpenMode mode, string? unlockedUri = null)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = unlockedUri ?? Path,
            Mode = mode,
            // A pool would keep handles to a file that has been replaced meanwhile.
            Pooling = false,
            ForeignKeys = true,
            // SQLite waits (busy_timeout); the provider's own wait polls every 150 ms and would come on top of it.
            DefaultTimeout = 1,
        };
        var connection = new SqliteConnection(text.ConnectionString);
        try
        {
            connection.Open();
            // Before the file is first touched: SQLite then keeps the log's index in its own memory.
            if (unlockedUri is not null)
                connection.Execute("PRAGMA locking_mode=EXCLUSIVE");
            connection.Execute($"PRAGMA busy_timeout={(int)_options.BusyTimeout.TotalMilliseconds};");
            SetSync(connection, isSynced: true);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    // In WAL mode NORMAL keeps the file whole, but may lose the last commits with the machine's power; FULL syncs at
    // each.
    private static void SetSync(SqliteConnection connection, bool isSynced) =>
        connection.Execute(isSynced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");

    private static ResiliencePipeline Retrying(SqliteStoreOptions options)
    {
        var pipeline = new ResiliencePipelineBuilder();
        pipeline.AddTries<SqliteException>(SqliteFaults.IsBusy, options.BusyRetries, TimeSpan.FromMilliseconds(20));
        pipeline.AddTries<SqliteException>(SqliteFaults.IsDiskFull, options.FullRetries, Retries.FullDiskPause);
        return pipeline.Build();
    }
}

/// <summary>What a <see cref="SqliteTrackingStore"/> needs, and its own patience.</summary>
internal sealed record SqliteStoreOptions : StoreOptions
{
    /// <summary>How long SQLite itself waits for a lock before a try counts as failed.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a try that met a lock is repeated.</summary>
    public int BusyRetries { get; init; } = 5;

    /// <summary>The tables and how older ones become them.</summary>
    public SqliteSchema Schema { get; init; } = SqliteSchema.Current;
}
