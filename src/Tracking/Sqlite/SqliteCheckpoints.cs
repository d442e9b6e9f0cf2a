using Dapper;
using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>Where trials can go on from: the table <c>checkpoints</c>.</summary>
internal static class SqliteCheckpoints
{
    /// <summary>Adds a checkpoint to a trial, in place of one in the same file.</summary>
    public static void Insert(SqliteConnection connection, long trialId, CheckpointRecord checkpoint) =>
        connection.Execute(
            """
            INSERT OR REPLACE INTO checkpoints (trial_id, steps, epochs, file, sha256, bytes, time_ms)
            VALUES (@trialId, @Steps, @Epochs, @File, @Sha256, @Bytes, @time)
            """,
            new
            {
                trialId,
                checkpoint.Steps,
                checkpoint.Epochs,
                checkpoint.File,
                checkpoint.Sha256,
                checkpoint.Bytes,
                time = checkpoint.TimeUtc.ToUnixTimeMilliseconds(),
            });

    /// <summary>The checkpoints of a trial, those of most steps first, and of as many steps the newest.</summary>
    public static IReadOnlyList<CheckpointRecord> Of(SqliteConnection connection, TrialId trial) =>
        connection
            .Query<(long Steps, int Epochs, string File, string Sha256, long Bytes, long TimeMs)>(
                """
                SELECT steps, epochs, file, sha256, bytes, time_ms FROM checkpoints
                WHERE trial_id = (SELECT id FROM trials WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @Sweep) AND number = @Number)
                ORDER BY steps DESC, id DESC
                """,
                new { trial.Sweep, trial.Number })
            .Select(row => new CheckpointRecord(
                row.Steps,
                row.Epochs,
                row.File,
                row.Sha256,
                row.Bytes,
                DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMs)))
            .ToList();

    /// <summary>Removes checkpoints of a trial by their files' names.</summary>
    public static void Delete(SqliteConnection connection, long trialId, IReadOnlyCollection<string> files) =>
        connection.Execute(
            "DELETE FROM checkpoints WHERE trial_id = @trialId AND file IN @files", new { trialId, files });

    /// <summary>Removes the checkpoints of a trial.</summary>
    public static void DeleteAll(SqliteConnection connection, long trialId) =>
        connection.Execute("DELETE FROM checkpoints WHERE trial_id = @trialId", new { trialId });

    /// <summary>Removes the checkpoints of a trial that are of more steps.</summary>
    public static void DeleteAfter(SqliteConnection connection, long trialId, long steps) =>
        connection.Execute(
            "DELETE FROM checkpoints WHERE trial_id = @trialId AND steps > @steps", new { trialId, steps });

    /// <summary>The most steps that a trial has a checkpoint of, or 0.</summary>
    public static long MostSteps(SqliteConnection connection, long trialId) =>
        connection.ExecuteScalar<long>(
            "SELECT coalesce(max(steps), 0) FROM checkpoints WHERE trial_id = @trialId", new { trialId });
}
