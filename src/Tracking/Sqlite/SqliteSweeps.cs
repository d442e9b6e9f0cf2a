using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>Sweeps and the trials that they consist of, as they are created, grow and are queued anew.</summary>
internal static class SqliteSweeps
{
    /// <summary>Writes a sweep and its trials.</summary>
    public static void Create(SqliteConnection connection, NewSweep sweep, long now)
    {
        var sweepId = Insert(connection, sweep, now);
        for (var number = 0; number < sweep.Trials.Count; number++)
            Insert(connection, sweepId, number, sweep.Trials[number]);
    }

    /// <summary>Brings a sweep to a larger space.</summary>
    /// <exception cref="SweepShrunkException">A trial of the sweep is not in the larger space.</exception>
    public static void Extend(SqliteConnection connection, long sweepId, NewSweep grown)
    {
        var trials = connection.Query<(long Number, long Cell, string Identity)>(
            "SELECT number, cell, identity FROM trials WHERE sweep_id = @sweepId ORDER BY number", new { sweepId });
        var growth = SweepGrowth.Of(
            [.. trials.Select(trial => ((int)trial.Number, (int)trial.Cell, trial.Identity))], grown);

        Update(connection, sweepId, grown);
        foreach (var (number, values) in growth.Kept)
        {
            connection.Execute(
                "UPDATE trials SET space_values_json = @values WHERE sweep_id = @sweepId AND number = @number",
                new { sweepId, number, values = Json(values) });
        }

        foreach (var (number, trial) in growth.Added)
            Insert(connection, sweepId, number, trial);
    }

    /// <summary>Writes the end of a trial and gives its lease up.</summary>
    public static void End(SqliteConnection connection, TrialRow trial, TrialEnd end, long now) =>
        connection.Execute(
            """
            UPDATE trials SET outcome = @outcome, outcome_kind = @Kind, outcome_step = @Step, epochs = @Epochs, steps = @Steps,
                last_finite_loss = @LastFiniteLoss, elapsed_seconds = @ElapsedSeconds, error = @Error, divergence_json = @DivergenceJson,
                ended_ms = @now,
                lease_host = NULL, lease_boot_id = NULL, lease_pid = NULL, lease_pid_start = NULL, lease_expires_ms = NULL
            WHERE id = @Id
            """,
            new
            {
                trial.Id,
                outcome = end.Outcome.Name(),
                end.Kind,
                end.Step,
                end.Epochs,
                end.Steps,
                end.LastFiniteLoss,
                end.ElapsedSeconds,
                end.Error,
                end.DivergenceJson,
                now,
            });

    /// <summary>Queues an ended trial anew.</summary>
    public static void Requeue(SqliteConnection connection, TrialRow trial, bool fromStart)
    {
        if (fromStart)
            Clear(connection, trial.Id);
        connection.Execute(
            """
            UPDATE trials SET outcome = 'queued', outcome_kind = NULL, outcome_step = NULL, epochs = 0, steps = 0, last_finite_loss = NULL,
                elapsed_seconds = 0, error = NULL, divergence_json = NULL, started_ms = NULL, ended_ms = NULL
            WHERE id = @Id
            """,
            new { trial.Id });
    }

    private static void Clear(SqliteConnection connection, long trialId)
    {
        SqliteMetrics.DeleteFrom(connection, trialId, step: long.MinValue);
        connection.Execute("DELETE FROM checkpoints WHERE trial_id = @trialId", new { trialId });
    }

    private static long Insert(SqliteConnection connection, NewSweep sweep, long now) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO sweeps (name, description, config_text, config_json, overrides_json, space_paths_json, objective_metric,
                is_objective_maximized, device, threads, provenance_json, created_ms)
            VALUES (@Name, @Description, @ConfigText, @ConfigJson, @overrides, @paths, @ObjectiveMetric,
                @IsObjectiveMaximized, @Device, @Threads, @ProvenanceJson, @now)
            RETURNING id
            """,
            new
            {
                sweep.Name,
                sweep.Description,
                sweep.ConfigText,
                sweep.ConfigJson,
                overrides = Json(sweep.Overrides),
                paths = Json(sweep.SpacePaths),
                sweep.ObjectiveMetric,
                sweep.IsObjectiveMaximized,
                sweep.Device,
                sweep.Threads,
                sweep.ProvenanceJson,
                now,
            });

    private static void Update(SqliteConnection connection, long sweepId, NewSweep grown) =>
        connection.Execute(
            """
            UPDATE sweeps SET description = @Description, config_text = @ConfigText, config_json = @ConfigJson, overrides_json = @overrides,
                space_paths_json = @paths, objective_metric = @ObjectiveMetric, is_objective_maximized = @IsObjectiveMaximized
            WHERE id = @sweepId
            """,
            new
            {
                sweepId,
                grown.Description,
                grown.ConfigText,
                grown.ConfigJson,
                overrides = Json(grown.Overrides),
                paths = Json(grown.SpacePaths),
                grown.ObjectiveMetric,
                grown.IsObjectiveMaximized,
            });

    private static void Insert(SqliteConnection connection, long sweepId, int number, NewTrial trial) =>
        connection.Execute(
            """
            INSERT INTO trials (sweep_id, number, cell, seed, identity, config_json, space_values_json)
            VALUES (@sweepId, @number, @Cell, @Seed, @Identity, @ConfigJson, @values)
            """,
            new
            {
                sweepId,
                number,
                trial.Cell,
                trial.Seed,
                trial.Identity,
                trial.ConfigJson,
                values = Json(trial.SpaceValues),
            });

    private static string Json(IReadOnlyList<string?> texts) => JsonSerializer.Serialize(texts);
}
