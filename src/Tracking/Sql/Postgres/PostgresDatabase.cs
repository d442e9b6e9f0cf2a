using System.Buffers.Binary;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Polly;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>One database of a PostgreSQL server: connections, transactions, and faults. Each call has a connection of
/// its own, so that idle workers hold none. A transaction keeps no state of the connection, so that a pool such as
/// PgBouncer may give each to another.</summary>
internal sealed class PostgresDatabase : ISqlDatabase
{
    // Between two rows that a reader takes, who locks nothing.
    private static readonly TimeSpan ReaderPatience = TimeSpan.FromHours(1);

    // While a sweep is read from another store. The server's keepalives notice a client that vanished before.
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMinutes(1);

    private readonly PostgresStoreOptions _options;
    private readonly NpgsqlDataSource _source;
    private readonly PostgresCommits _commits;
    private readonly ResiliencePipeline _opening, _retrying;
    private bool _isOpened;
    private int _isAway;

    public PostgresDatabase(PostgresUrl url, PostgresStoreOptions options)
    {
        (Url, _options, _isOpened) = (url, options, options.IsPatient);
        var settings = url.ToBuilder();
        settings.ApplicationName = PostgresUrl.DefaultSchema;
        settings.Pooling = false;
        settings.GssEncryptionMode = GssEncryptionMode.Disable;
        settings.Timeout = (int)ConnectPatience.TotalSeconds;
        settings.CommandTimeout = (int)AnswerPatience.TotalSeconds;
        // The details name the key that is taken.
        settings.IncludeErrorDetail = true;
        settings.TcpKeepAlive = true;
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        // Only basic types are used: the first connection of each process would read the names of all others.
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        _source = source.Build();
        _commits = new PostgresCommits(QuotedSchema);
        (_opening, _retrying) = (Retrying(isOpened: false), Retrying(isOpened: true));
    }

    public PostgresUrl Url { get; }

    /// <summary>The schema as a name in SQL.</summary>
    public string QuotedSchema => $"\"{Url.Schema.Replace("\"", "\"\"")}\"";

    public DateTimeOffset Now(SqlSession session) => _options.Clock(((PostgresSession)session).Now);

    public T Write<T>(WriteScope scope, Func<SqlSession, T> change, bool isSynced = true) =>
        Guarded(() => WriteOnce(scope, scope.IsLong ? LongPatience : _options.SilencePatience, change));

    public T Read<T>(Func<SqlSession, T> question) => Guarded(() =>
    {
        using var view = new View(this);
        var answer = question(view.Session);
        view.Commit();
        return answer;
    });

    /// <summary>The action runs once. If the connection broke meanwhile, the check is repeated: it passes only if
    /// nobody has claimed the trial since, so that the action was alone.</summary>
    public void Hold(WriteScope scope, Action<SqlSession> check, Action action)
    {
        var hasActed = false;
        Guarded(() => WriteOnce(scope, _options.HoldPatience, session =>
        {
            check(session);
            if (!hasActed)
                action();
            return hasActed = true;
        }));
    }

    public IEnumerable<T> Stream<TBegun, T>(
        Func<SqlSession, TBegun> begin, Func<SqlSession, TBegun, IEnumerable<T>> rows)
    {
        var (view, begun) = Guarded(() => Begun(begin));
        using (view)
        {
            using var row = rows(view.Session, begun).GetEnumerator();
            // Not tried again: an enumeration that failed would seem to have ended.
            while (Translated(row.MoveNext))
                yield return row.Current;
            Translated(() => { view.Commit(); return true; });
        }
    }

    /// <summary>From now on faults that may pass are retried for minutes: a worker outlives a restart of the
    /// server.</summary>
    public void KeepTrying() => _isOpened = true;

    public void Dispose() => _source.Dispose();

    /// <summary>Retries after faults that may pass, and translates others.</summary>
    public T Guarded<T>(Func<T> use)
    {
        var result = Translated(() => (_isOpened ? _retrying : _opening).Execute(use));
        if (Interlocked.Exchange(ref _isAway, 0) == 1)
            _options.OnWait?.Invoke($"The store '{Url.Text}' answers again.");
        return result;
    }

    /// <summary>Creates or changes the tables themselves, in a transaction that is not retried.</summary>
    public T Prepare<T>(Func<PostgresSession, T> change)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        var result = change(BeginWrite(connection, WriteScope.OfStore, _options.SilencePatience));
        transaction.Commit();
        return result;
    }

    private T WriteOnce<T>(WriteScope scope, TimeSpan patience, Func<PostgresSession, T> change)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        using var commit = _commits.Begin();
        var session = BeginWrite(connection, scope, patience, commit);
        var result = change(session);
        try
        {
            transaction.Commit();
        }
        catch (Exception exception) when (PostgresFaults.IsBroken(exception))
        {
            if (!_retrying.Execute(() => commit.IsMade(_source)))
                throw;
        }

        commit.IsAnswered = true;
        return result;
    }

    private (View View, TBegun Begun) Begun<TBegun>(Func<SqlSession, TBegun> begin)
    {
        var view = new View(this);
        try
        {
            return (view, begin(view.Session));
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    private PostgresSession BeginWrite(
        NpgsqlConnection connection, WriteScope scope, TimeSpan patience, PostgresCommit? commit = null)
    {
        var lockOf = scope.IsOfTrial ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock";
        return Begin(connection, patience, $"{lockOf}({LockKey(scope.Sweep)})", isWriting: true, commit);
    }

    private PostgresSession BeginRead(NpgsqlConnection connection) =>
        Begin(connection, ReaderPatience, "set_config('transaction_read_only', 'on', true)", isWriting: false);

    // The settings are those of this transaction alone. A transaction that is committed survives the death of the
    // server: its client, which is another machine, goes on from there. All of it is one statement, which BEGIN comes
    // with. A batch of several would need a thread of the pool to be sent, and they may all wait for such an answer.
    private PostgresSession Begin(
        NpgsqlConnection connection, TimeSpan patience, string first, bool isWriting, PostgresCommit? commit = null)
    {
        using var command = connection.CreateCommand();
        // Evaluated from left to right: the clock is read after the lock was given.
        command.CommandText =
            $"""
            {commit?.BeginSql} SELECT set_config('search_path', $1, true), set_config('synchronous_commit', 'on', true),
                set_config('idle_in_transaction_session_timeout', $2, true),
                set_config('tcp_keepalives_idle', '10', true), set_config('tcp_keepalives_interval', '5', true),
                set_config('tcp_keepalives_count', '3', true), {first}, clock_timestamp() AS time
            """;
        command.Parameters.Add(new NpgsqlParameter { Value = QuotedSchema });
        command.Parameters.Add(new NpgsqlParameter { Value = $"{patience.TotalMilliseconds}ms" });
        commit?.AddTo(command);
        using var row = command.ExecuteReader();
        row.Read();
        return new PostgresSession(connection, row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("time")), isWriting);
    }

    // The same in every process, and another for another schema.
    private long LockKey(string? sweep) => BinaryPrimitives.ReadInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Url.Schema}\n{sweep}")));

    private ResiliencePipeline Retrying(bool isOpened)
    {
        var pipeline = new ResiliencePipelineBuilder();
        if (!isOpened)
            pipeline.AddTries<Exception>(IsAbsent, _options.OpeningRetries, PostgresStoreOptions.FirstPause);
        pipeline.AddTries<Exception>(
            exception => PostgresFaults.IsTransient(exception) && (isOpened || !IsAbsent(exception)),
            _options.ConnectionRetries, PostgresStoreOptions.FirstPause, PostgresStoreOptions.LongestPause, SayAway);
        pipeline.AddTries<PostgresException>(PostgresFaults.IsDiskFull, _options.FullRetries, Retries.FullDiskPause);
        return pipeline.Build();
    }

    // Once for each time that it is away, and not for a moment.
    private void SayAway(int attempt, Exception exception)
    {
        if (attempt >= PostgresStoreOptions.SilentRetries && IsAbsent(exception)
            && Interlocked.Exchange(ref _isAway, 1) == 0)
            _options.OnWait?.Invoke(
                $"{PostgresFaults.Translated(exception, Url).Message} It is tried again for about five minutes; Ctrl+C "
                    + "twice ends the command at once.");
    }

    private static bool IsAbsent(Exception exception) =>
        PostgresFaults.IsTransient(exception) && !PostgresFaults.IsBusy(exception);

    private T Translated<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (PostgresFaults.IsOfServer(exception))
        {
            throw PostgresFaults.Translated(exception, Url);
        }
    }

    /// <summary>One unchanging view of the database for reading.</summary>
    private sealed class View : IDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlTransaction _transaction;

        public View(PostgresDatabase database)
        {
            _connection = database._source.OpenConnection();
            try
            {
                _transaction = _connection.BeginTransaction(IsolationLevel.RepeatableRead);
                Session = database.BeginRead(_connection);
            }
            catch
            {
                _connection.Dispose();
                throw;
            }
        }

        public PostgresSession Session { get; }

        /// <summary>Without it a pool would close the connection.</summary>
        public void Commit() => _transaction.Commit();

        public void Dispose()
        {
            _transaction.Dispose();
            _connection.Dispose();
        }
    }
}
