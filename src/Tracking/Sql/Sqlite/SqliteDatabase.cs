using Microsoft.Data.Sqlite;
using Polly;

namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>One SQLite file: connections and their settings, transactions, and faults.</summary>
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

    public string Path { get; }

    /// <summary>SQLite's log: what was committed and is not yet in the file.</summary>
    public string Log => Path + "-wal";

    /// <summary>The index of the log, which all processes share that have the file open.</summary>
    public string SharedMemory => Path + "-shm";

    public DateTimeOffset Now(SqlSession session) => _options.Time.GetUtcNow();

    public T Write<T>(WriteScope scope, Func<SqlSession, T> change, bool isSynced = true)
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
                var result = change(new SqlSession(_writer));
                transaction.Commit();
                return result;
            });
        }
    }

    /// <summary>Reads on a connection of its own: readers and writers never wait for each other.</summary>
    public T Read<T>(Func<SqlSession, T> question) => Guarded(() =>
    {
        while (true)
        {
            using var view = new SqliteView(this);
            try
            {
                var answer = question(new SqlSession(view.Connection));
                if (!view.IsTorn())
                    return answer;
            }
            catch (SqliteException) when (view.IsTorn())
            {
                // Read again: now that somebody writes, there is a lock to read under.
            }
        }
    });

    public void Hold(WriteScope scope, Action<SqlSession> check, Action action) => Write(scope, session =>
    {
        check(session);
        action();
        return true;
    });

    public IEnumerable<T> Stream<TBegun, T>(
        Func<SqlSession, TBegun> begin, Func<SqlSession, TBegun, IEnumerable<T>> rows)
    {
        using var view = Guarded(() => new SqliteView(this));
        var session = new SqlSession(view.Connection);
        var begun = Guarded(() => begin(session));
        using var row = rows(session, begun).GetEnumerator();
        // Not tried again: an enumeration that failed would seem to have ended.
        while (Translated(row.MoveNext))
            yield return row.Current;
        if (view.IsTorn())
            throw StoreFaults.Torn(Path);
    }

    /// <summary>Retries while the file is locked or the disk is full, and translates SQLite's errors into
    /// faults.</summary>
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

    /// <summary>Opens a connection; by <paramref name="unlockedUri"/>, SQLite opens the file without locks.</summary>
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

    public void Dispose()
    {
        lock (_writing)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    // In WAL mode NORMAL keeps the file whole, but a power failure may lose the last commits; FULL syncs at each.
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

internal sealed record SqliteStoreOptions : FileStoreOptions
{
    /// <summary>How long SQLite waits for a lock before an attempt fails.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Retries after a lock.</summary>
    public int BusyRetries { get; init; } = 5;

    /// <summary>The tables, and how to upgrade older ones.</summary>
    public SqliteSchema Schema { get; init; } = SqliteSchema.Current;
}
