using System.Data;
using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>Points in SQLite: the column <c>kind</c> names a value that a REAL column loses.</summary>
internal sealed class SqliteMetrics(SqliteDatabase database) : SqlMetrics(database)
{
    // SQLite turns NaN into NULL, and drops the sign of a zero.
    private const string NotANumber = "nan", PositiveInfinity = "inf", NegativeInfinity = "-inf", NegativeZero = "-0";

    protected override string ValueColumns => "value, kind";

    public override void Insert(
        SqlSession session, TrialRow trial, TrialId id, IReadOnlyCollection<MetricPoint> points)
    {
        var ids = new Dictionary<string, long>();
        using var command = session.Connection.CreateCommand();
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
            catch (SqliteException exception) when (SqliteFaults.IsDuplicateKey(exception))
            {
                throw MetricPoint.Duplicate(id, point.Metric, point.Step, exception);
            }
        }
    }

    protected override double Value(DbDataReader row, int first) =>
        row.IsDBNull(first + 1) ? row.GetDouble(first) : ValueOf(row.GetString(first + 1));

    private static long Intern(SqlSession session, string name)
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
