using System.Data;

namespace SweepRunner.Tracking.Sql;

/// <summary>The tables <c>metrics</c> and <c>metric_names</c>: the bulk of a store. A kind of database inserts in its
/// fastest way, and stores values that its numbers cannot hold in its own.</summary>
internal abstract class SqlMetrics(ISqlDatabase database) : IMetricTable<SqlSession, TrialRow>
{
    /// <summary>The columns from which <see cref="Value"/> reads.</summary>
    protected abstract string ValueColumns { get; }

    public abstract void Insert(
        SqlSession session, TrialRow trial, TrialId id, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Reads the value of a point from <see cref="ValueColumns"/>, of which the first has this
    /// index.</summary>
    protected abstract double Value(DbDataReader row, int first);

    // Naming the metrics lets SQLite seek in the key; without them it would walk over every point of the trial.
    public void DeleteFrom(SqlSession session, TrialRow trial, long step) => session.Execute(
        "DELETE FROM metrics WHERE trial_id = @Id AND metric_id IN (SELECT id FROM metric_names) AND step >= @step",
        new { trial.Id, step });

    public long? LastStep(SqlSession session, TrialRow trial) => session.ExecuteScalar<long?>(
        """
        SELECT max((SELECT max(step) FROM metrics WHERE trial_id = @Id AND metric_id = metric_names.id))
        FROM metric_names
        """,
        new { trial.Id });

    public IEnumerable<TrialMetricPoint> Stream(string sweep, int? trial, string? metric) => database.Stream(
        session => (Trials(session, sweep, trial), Names(session, metric)),
        (session, begun) => Points(session, begun.Item1, begun.Item2));

    private static List<(long Id, int Number)> Trials(SqlSession session, string sweep, int? trial) => session
        .Query<(long Id, int Number)>(
            """
            SELECT id, number FROM trials
            WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @sweep) AND (@trial IS NULL OR number = @trial)
            ORDER BY number
            """,
            new { sweep, trial })
        .AsList();

    // SQL would compare UTF-8, which orders some characters otherwise than .NET does.
    private static List<(long Id, string Name)> Names(SqlSession session, string? only) =>
    [
        .. session
            .Query<(long Id, string Name)>(
                "SELECT id, name FROM metric_names WHERE @only IS NULL OR name = @only", new { only })
            .OrderBy(row => row.Name, StringComparer.Ordinal),
    ];

    /// <summary>Reads the points of trials and metrics in the order of both lists.</summary>
    protected virtual IEnumerable<TrialMetricPoint> Points(
        SqlSession session, List<(long Id, int Number)> trials, List<(long Id, string Name)> metrics)
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT step, epoch, time_ms, {ValueColumns} FROM metrics
            WHERE trial_id = @trial AND metric_id = @metric ORDER BY step
            """;
        var (trialId, metricId) = (Add(command, "@trial", DbType.Int64), Add(command, "@metric", DbType.Int64));
        foreach (var (id, number) in trials)
        {
            foreach (var (metric, name) in metrics)
            {
                (trialId.Value, metricId.Value) = (id, metric);
                using var row = command.ExecuteReader();
                while (row.Read())
                    yield return new TrialMetricPoint(number, Point(row, name));
            }
        }
    }

    /// <summary>Reads a point from a row of step, epoch, time and <see cref="ValueColumns"/>.</summary>
    protected MetricPoint Point(DbDataReader row, string metric) => new(
        metric,
        row.GetInt64(0),
        row.GetInt32(1),
        Value(row, first: 3),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));

    protected static DbParameter Add(DbCommand command, string name, DbType type)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType) = (name, type);
        command.Parameters.Add(parameter);
        return parameter;
    }
}
