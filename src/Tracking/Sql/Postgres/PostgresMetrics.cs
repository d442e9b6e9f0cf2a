using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>Points in PostgreSQL: written by COPY, and read with one query for each trial.</summary>
internal sealed partial class PostgresMetrics(PostgresDatabase database) : SqlMetrics(database)
{
    protected override string ValueColumns => "value";

    public override void Insert(
        SqlSession session, TrialRow trial, TrialId id, IReadOnlyCollection<MetricPoint> points)
    {
        var connection = ((PostgresSession)session).Connection;
        var ids = Intern(connection, [.. points.Select(point => NameOf(point)).Distinct()]);
        try
        {
            using var rows = connection.BeginBinaryImport(
                "COPY metrics (trial_id, metric_id, step, epoch, value, time_ms) FROM STDIN (FORMAT BINARY)");
            foreach (var point in points)
            {
                rows.StartRow();
                rows.Write(trial.Id, NpgsqlDbType.Bigint);
                rows.Write(ids[NameOf(point)], NpgsqlDbType.Bigint);
                rows.Write(point.Step, NpgsqlDbType.Bigint);
                rows.Write(point.Epoch, NpgsqlDbType.Integer);
                rows.Write(point.Value, NpgsqlDbType.Double);
                rows.Write(point.TimeUtc.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
            }

            rows.Complete();
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            var key = Key().Match(exception.Detail!);
            var metric = long.Parse(key.Groups["metric"].Value, CultureInfo.InvariantCulture);
            throw MetricPoint.Duplicate(
                id,
                ids.First(each => each.Value == metric).Key,
                long.Parse(key.Groups["step"].Value, CultureInfo.InvariantCulture),
                exception);
        }
    }

    protected override double Value(DbDataReader row, int first) => row.GetDouble(first);

    // One query for each trial: each costs a message to the server and back.
    protected override IEnumerable<TrialMetricPoint> Points(
        SqlSession session, List<(long Id, int Number)> trials, List<(long Id, string Name)> metrics)
    {
        var names = metrics.ToDictionary(metric => metric.Id, metric => metric.Name);
        using var command = new NpgsqlCommand(
            $"""
            SELECT step, epoch, time_ms, {ValueColumns}, metric_id FROM metrics
            WHERE trial_id = $1 AND metric_id = ANY($2) ORDER BY array_position($2, metric_id), step
            """,
            ((PostgresSession)session).Connection);
        var trial = command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = metrics.Select(metric => metric.Id).ToArray() });
        foreach (var (id, number) in trials)
        {
            trial.Value = id;
            using var row = command.ExecuteReader();
            while (row.Read())
                yield return new TrialMetricPoint(number, Point(row, names[row.GetInt64(4)]));
        }
    }

    private static string NameOf(MetricPoint point)
    {
        ArgumentNullException.ThrowIfNull(point.Metric);
        return StorableText.Of(point.Metric);
    }

    // In one order, so that two transactions that add the same names do not wait for each other in a circle.
    private static Dictionary<string, long> Intern(NpgsqlConnection connection, string[] names)
    {
        var ids = Find(connection, names);
        if (ids.Count == names.Length)
            return ids;
        using var insert = new NpgsqlCommand(
            "INSERT INTO metric_names (name) SELECT name FROM unnest($1) name ORDER BY name ON CONFLICT DO NOTHING",
            connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = names.Where(name => !ids.ContainsKey(name)).ToArray() });
        insert.ExecuteNonQuery();
        return Find(connection, names);
    }

    private static Dictionary<string, long> Find(NpgsqlConnection connection, string[] names)
    {
        using var select = new NpgsqlCommand("SELECT name, id FROM metric_names WHERE name = ANY($1)", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = names });
        using var row = select.ExecuteReader();
        var ids = new Dictionary<string, long>();
        while (row.Read())
            ids.Add(row.GetString(0), row.GetInt64(1));
        return ids;
    }

    // "Key (trial_id, metric_id, step)=(1, 2, 3) already exists.", in whatever language.
    [GeneratedRegex(@"=\(\d+, (?<metric>\d+), (?<step>-?\d+)\)")]
    private static partial Regex Key();
}
