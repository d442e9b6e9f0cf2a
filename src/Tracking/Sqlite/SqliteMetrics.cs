using Dapper;
using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>Points in the table <c>metrics</c>: the bulk of a store.</summary>
internal static class SqliteMetrics
{
    // SQLITE_CONSTRAINT_PRIMARYKEY of sqlite3.h.
    private const int ConstraintPrimaryKey = 1555;

    /// <summary>Adds points to a trial, inside the caller's transaction.</summary>
    /// <exception cref="ArgumentException">The trial has a point at that metric and step.</exception>
    public static void Insert(SqliteConnection connection, TrialRow trial, IReadOnlyCollection<MetricPoint> points)
    {
        if (points.Count == 0)
            return;
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO metrics VALUES (@trial, @metric, @step, @epoch, @value, @kind, @time)";
        command.Parameters.AddWithValue("@trial", trial.Id);
        var metric = command.Parameters.Add("@metric", SqliteType.Integer);
        var step = command.Parameters.Add("@step", SqliteType.Integer);
        var epoch = command.Parameters.Add("@epoch", SqliteType.Integer);
        var value = command.Parameters.Add("@value", SqliteType.Real);
        var kind = command.Parameters.Add("@kind", SqliteType.Text);
        var time = command.Parameters.Add("@time", SqliteType.Integer);
        foreach (var point in points)
        {
            if (!ids.TryGetValue(point.Metric, out var id))
                ids.Add(point.Metric, id = Intern(connection, point.Metric));
            var kindOfValue = SqliteValueKinds.Of(point.Value);
            (metric.Value, step.Value, epoch.Value) = (id, point.Step, point.Epoch);
            value.Value = kindOfValue is null ? point.Value : DBNull.Value;
            kind.Value = kindOfValue ?? (object)DBNull.Value;
            time.Value = point.TimeUtc.ToUnixTimeMilliseconds();
            try
            {
                command.ExecuteNonQuery();
            }
            catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == ConstraintPrimaryKey)
            {
                throw MetricPoint.IsThere(
                    new TrialId(trial.Sweep, trial.Number), point.Metric, point.Step, nameof(points), exception);
            }
        }
    }

    /// <summary>Removes the points of a trial at a step and later.</summary>
    // Naming the metrics lets SQLite seek in the key; without them it would walk over every point of the trial.
    public static void DeleteFrom(SqliteConnection connection, long trialId, long step) =>
        connection.Execute(
            "DELETE FROM metrics WHERE trial_id = @trialId AND metric_id IN (SELECT id FROM metric_names) "
                + "AND step >= @step",
            new { trialId, step });

    /// <summary>The highest step that a trial has a point at; null where it has none.</summary>
    public static long? LastStep(SqliteConnection connection, long trialId) =>
        connection.ExecuteScalar<long?>(
            "SELECT max((SELECT max(step) FROM metrics WHERE trial_id = @trialId AND metric_id = "
                + "metric_names.id)) FROM metric_names",
            new { trialId });

    /// <summary>The metrics that the store knows, by name in ordinal order.</summary>
    public static IEnumerable<(long Id, string Name)> Names(SqliteConnection connection, string? only) =>
        connection.Query<(long Id, string Name)>(
            "SELECT id, name FROM metric_names WHERE @only IS NULL OR name = @only", new { only })
            // SQLite would compare UTF-8, which orders some characters otherwise than .NET does.
            .OrderBy(row => row.Name, StringComparer.Ordinal);

    /// <summary>A command that reads the points of one trial and one metric by step; <see cref="Bind"/> it, then
    /// <see cref="Point"/> each row.</summary>
    public static SqliteCommand Reading(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText =
            "SELECT step, epoch, value, kind, time_ms FROM metrics WHERE trial_id = @trial AND metric_id = "
            + "@metric ORDER BY step";
        command.Parameters.Add("@trial", SqliteType.Integer);
        command.Parameters.Add("@metric", SqliteType.Integer);
        return command;
    }

    /// <summary>Names the trial and metric to read.</summary>
    public static void Bind(SqliteCommand reading, long trialId, long metricId)
    {
        reading.Parameters["@trial"].Value = trialId;
        reading.Parameters["@metric"].Value = metricId;
    }

    /// <summary>The row that the reader stands on.</summary>
    public static MetricPoint Point(SqliteDataReader reader, string metric) => new(
        metric,
        reader.GetInt64(0),
        reader.GetInt32(1),
        reader.IsDBNull(3) ? reader.GetDouble(2) : SqliteValueKinds.ValueOf(reader.GetString(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)));

    private static long Intern(SqliteConnection connection, string name)
    {
        connection.Execute("INSERT INTO metric_names (name) VALUES (@name) ON CONFLICT DO NOTHING", new { name });
        return connection.ExecuteScalar<long>("SELECT id FROM metric_names WHERE name = @name", new { name });
    }
}
