using System.Data;

namespace SweepRunner.Tracking.Sql;

/// <summary>A SQL database: connections, transactions and how a reader streams.</summary>
internal interface ISqlDatabase : IStoreDatabase<DbConnection>
{
    /// <summary>True for the fault of a row whose primary key is taken.</summary>
    bool IsDuplicateKey(DbException exception);

    /// <summary>Streams rows from one unchanging view of the database. <paramref name="begin"/> begins it with a first
    /// query, which is retried while the database is busy.</summary>
    IEnumerable<T> Stream<TBegun, T>(Func<DbConnection, TBegun> begin, Func<DbConnection, TBegun, IEnumerable<T>> rows);
}

/// <summary>The tables <c>metrics</c> and <c>metric_names</c>: the bulk of a store.</summary>
internal sealed class SqlMetrics(ISqlDatabase database) : IMetricTable<DbConnection, TrialRow>
{
    // Values that a REAL column loses: SQLite turns NaN into NULL, and drops the sign of a zero.
    private const string NotANumber = "nan", PositiveInfinity = "inf", NegativeInfinity = "-inf", NegativeZero = "-0";

    public void Insert(DbConnection session, TrialRow trial, TrialId id, IReadOnlyCollection<MetricPoint> points)
    {
        var ids = new Dictionary<string, long>();
        using var command = session.CreateCommand();
        command.CommandText = "INSERT INTO metrics VALUES (@trial, @metric, @step, @epoch, @value, @kind, @time)";
        Add(command, "@trial", DbType.Int64).Value = trial.Id;
        var metric = Add(command, "@metric", DbType.Int64);
        var step = Add(command, "@step", DbType.Int64);
        var epoch = Add(command, "@epoch", DbType.Int32);
        var value = Add(command, "@value", DbType.Double);
        var kind = Add(command, "@kind", DbType.String);
        var time = Add(command, "@time", DbType.Int64);
        foreach (var point in points)
        {
            if (!ids.TryGetValue(point.Metric, out var metricId))
                ids.Add(point.Metric, metricId = Intern(session, point.Metric));
            (metric.Value, step.Value, epoch.Value) = (metricId, point.Step, point.Epoch);
            var kindOfValue = KindOf(point.Value);
            value.Value = kindOfValue is null ? point.Value : DBNull.Value;
            kind.Value = kindOfValue ?? (object)DBNull.Value;
            time.Value = point.TimeUtc.ToUnixTimeMilliseconds();
            try
            {
                command.ExecuteNonQuery();
            }
            catch (DbException exception) when (database.IsDuplicateKey(exception))
            {
                throw MetricPoint.Duplicate(id, point.Metric, point.Step, exception);
            }
        }
    }

    // Naming the metrics lets SQLite seek in the key; without them it would walk over every point of the trial.
    public void DeleteFrom(DbConnection session, TrialRow trial, long step) => session.Execute(
        "DELETE FROM metrics WHERE trial_id = @Id AND metric_id IN (SELECT id FROM metric_names) AND step >= @step",
        new { trial.Id, step });

    public long? LastStep(DbConnection session, TrialRow trial) => session.ExecuteScalar<long?>(
        """
        SELECT max((SELECT max(step) FROM metrics WHERE trial_id = @Id AND metric_id = metric_names.id))
        FROM metric_names
        """,
        new { trial.Id });

    public IEnumerable<TrialMetricPoint> Stream(string sweep, int? trial, string? metric) => database.Stream(
        session => (Trials(session, sweep, trial), Names(session, metric)),
        (session, begun) => Points(session, begun.Item1, begun.Item2));

    private static List<(long Id, int Number)> Trials(DbConnection session, string sweep, int? trial) => session
        .Query<(long Id, int Number)>(
            """
            SELECT id, number FROM trials
            WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @sweep) AND (@trial IS NULL OR number = @trial)
            ORDER BY number
            """,
            new { sweep, trial })
        .AsList();

    // SQL would compare UTF-8, which orders some characters otherwise than .NET does.
    private static List<(long Id, string Name)> Names(DbConnection session, string? only) =>
    [
        .. session
            .Query<(long Id, string Name)>(
                "SELECT id, name FROM metric_names WHERE @only IS NULL OR name = @only", new { only })
            .OrderBy(row => row.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<TrialMetricPoint> Points(
        DbConnection session, List<(long Id, int Number)> trials, List<(long Id, string Name)> metrics)
    {
        using var command = session.CreateCommand();
        command.CommandText =
            """
            SELECT step, epoch, value, kind, time_ms FROM metrics
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

    private static MetricPoint Point(DbDataReader row, string metric) => new(
        metric,
        row.GetInt64(0),
        row.GetInt32(1),
        row.IsDBNull(3) ? row.GetDouble(2) : ValueOf(row.GetString(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)));

    private static DbParameter Add(DbCommand command, string name, DbType type)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType) = (name, type);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static long Intern(DbConnection session, string name)
    {
        session.Execute("INSERT INTO metric_names (name) VALUES (@name) ON CONFLICT DO NOTHING", new { name });
        return session.ExecuteScalar<long>("SELECT id FROM metric_names WHERE name = @name", new { name });
    }

    private static string? KindOf(double value) => value switch
    {
        double.NaN => NotANumber,
        double.PositiveInfinity => PositiveInfinity,
        double.NegativeInfinity => NegativeInfinity,
        0 when double.IsNegative(value) => NegativeZero,
        _ => null,
    };

    private static double ValueOf(string kind) => kind switch
    {
        NotANumber => double.NaN,
        PositiveInfinity => double.PositiveInfinity,
        NegativeInfinity => double.NegativeInfinity,
        NegativeZero => -0.0,
        _ => throw new TrackingException(
            $"The store holds a metric value of the unknown kind '{kind}'. Another program wrote it."),
    };
}
