using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>
/// Adds rows to <c>metrics</c> by SQLite's own functions: the provider looks every parameter up by its name for every row,
/// which costs several times what SQLite itself needs.
/// </summary>
internal sealed class SqliteMetricWriter : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteMetricWriter(SqliteConnection connection, long trialId)
    {
        _database = connection.Handle!;
        const string Sql = "INSERT INTO metrics (trial_id, metric_id, step, epoch, value, kind, time_ms) VALUES (?, ?, ?, ?, ?, ?, ?)";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, Sql, out _statement), _database);
        raw.sqlite3_bind_int64(_statement, 1, trialId);
    }

    /// <summary>Adds a row.</summary>
    /// <returns>False where the trial has a point of that metric and step.</returns>
    /// <exception cref="SqliteException">The row cannot be written for another reason.</exception>
    public bool TryAdd(long metricId, in MetricPoint point)
    {
        raw.sqlite3_bind_int64(_statement, 2, metricId);
        raw.sqlite3_bind_int64(_statement, 3, point.Step);
        raw.sqlite3_bind_int64(_statement, 4, point.Epoch);
        if (SqliteValueKinds.Of(point.Value) is { } kind)
        {
            raw.sqlite3_bind_null(_statement, 5);
            raw.sqlite3_bind_text(_statement, 6, kind);
        }
        else
        {
            raw.sqlite3_bind_double(_statement, 5, point.Value);
            raw.sqlite3_bind_null(_statement, 6);
        }

        raw.sqlite3_bind_int64(_statement, 7, point.TimeUtc.ToUnixTimeMilliseconds());
        var result = raw.sqlite3_step(_statement);
        var isTaken = result != raw.SQLITE_DONE && raw.sqlite3_extended_errcode(_database) == raw.SQLITE_CONSTRAINT_PRIMARYKEY;
        if (!isTaken && result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
        raw.sqlite3_reset(_statement);
        return !isTaken;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();
}
