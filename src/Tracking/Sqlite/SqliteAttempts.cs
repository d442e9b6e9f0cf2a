using Dapper;
using Microsoft.Data.Sqlite;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>Who worked on trials and how it ended: the table <c>attempts</c>, one row a claim.</summary>
internal static class SqliteAttempts
{
    private const string Rows =
        $"SELECT {AttemptRow.Columns} FROM attempts JOIN trials ON trials.id = trial_id JOIN sweeps ON "
        + "sweeps.id = sweep_id";

    /// <summary>Begins the attempt that a trial has just been given to.</summary>
    public static void Begin(
        SqliteConnection connection, long trialId, int attempt, LeaseOwner owner, string? logPath, long now)
    {
        // Measured against every attempt since the trial was queued anew, not the one before alone: a trial that dies
        // around the same step each time would else pass for one that moves, whenever it gets a little further than the
        // last time.
        var furthest = connection.ExecuteScalar<long>(
            """
            SELECT coalesce(max(max(steps_before, coalesce(steps_after, 0))), 0) FROM attempts
            WHERE trial_id = @trialId
                AND attempt > coalesce((SELECT max(attempt) FROM attempts WHERE trial_id = @trialId AND ending = 'finished'), 0)
            """,
            new { trialId });
        connection.Execute("""
            INSERT INTO attempts (trial_id, attempt, host, boot_id, pid, pid_start, started_ms, steps_before, log_path)
            VALUES (@trialId, @attempt, @Host, @BootId, @ProcessId, @ProcessStart, @now, @before, @logPath)
            """,
            new
            {
                trialId,
                attempt,
                owner.Host,
                owner.BootId,
                owner.ProcessId,
                owner.ProcessStart,
                now,
                logPath,
                before = Math.Max(furthest, StepsRecorded(connection, trialId)),
            });
    }

    /// <summary>Ends the attempt that wrote its trial's end.</summary>
    public static void Finish(SqliteConnection connection, TrialRow trial, TrialEnd end, long now) =>
        End(
            connection,
            trial,
            AttemptEnding.Finished,
            end.Outcome,
            end.Kind,
            Math.Max(end.Steps, StepsRecorded(connection, trial.Id)),
            now);

    /// <summary>Ends the attempt that gave its trial back.</summary>
    public static void Release(SqliteConnection connection, TrialRow trial, string? reason, long now) =>
        End(connection, trial, AttemptEnding.Released, null, reason, StepsRecorded(connection, trial.Id), now);

    /// <summary>Ends the attempt whose lease no longer holds.</summary>
    public static void Abandon(SqliteConnection connection, TrialRow trial, IProcessTable processes, long now) =>
        End(
            connection,
            trial,
            trial.Lease.EndingOfTheAbandoned(processes),
            null,
            null,
            StepsRecorded(connection, trial.Id),
            now);

    /// <summary>Writes a death that a supervisor saw, unless the attempt's holder had ended it before.</summary>
    public static void RecordDeath(SqliteConnection connection, long trialId, int attempt, WorkerDeath death) =>
        connection.Execute(
            """
            UPDATE attempts SET ending = coalesce(ending, 'died'), is_death_seen = ending IS NULL OR ending = 'died',
                ended_ms = coalesce(ended_ms, @time), steps_after = coalesce(steps_after, @after),
                exit_code = @ExitCode, signal = @Signal
            WHERE trial_id = @trialId AND attempt = @attempt AND (ending IS NULL OR ending IN ('died', 'lost'))
            """,
            new
            {
                trialId,
                attempt,
                death.ExitCode,
                death.Signal,
                time = death.TimeUtc.ToUnixTimeMilliseconds(),
                after = StepsRecorded(connection, trialId),
            });

    /// <summary>The attempts at a trial, or at all of a sweep by trial, the oldest of each first.</summary>
    public static IReadOnlyList<AttemptRecord> Of(SqliteConnection connection, string sweep, int? trial) =>
        connection
            .Query<AttemptRow>(
                $"{Rows} WHERE sweeps.name = @sweep{(trial is null ? "" : " AND number = @trial")} ORDER BY "
                    + "number, attempt",
                new { sweep, trial })
            .Select(row => row.ToRecord())
            .ToList();

    /// <summary>The newest attempt of a process in a sweep, or null.</summary>
    public static AttemptRecord? LastOf(SqliteConnection connection, string sweep, LeaseOwner owner) =>
        connection
            .QueryFirstOrDefault<AttemptRow>(
                $"""
                {Rows}
                WHERE pid = @ProcessId AND pid_start = @ProcessStart AND host = @Host AND boot_id = @BootId AND sweeps.name = @sweep
                ORDER BY attempts.id DESC LIMIT 1
                """,
                new
                {
                    owner.ProcessId,
                    owner.ProcessStart,
                    owner.Host,
                    owner.BootId,
                    sweep,
                })
            ?.ToRecord();

    private static void End(
        SqliteConnection connection,
        TrialRow trial,
        AttemptEnding ending,
        Outcome? outcome,
        string? reason,
        long after,
        long now) =>
        connection.Execute(
            """
            UPDATE attempts SET ended_ms = @now, ending = @ending, outcome = @outcome, reason = @reason, steps_after = @after
            WHERE trial_id = @Id AND attempt = @Attempts
            """,
            new
            {
                trial.Id,
                trial.Attempts,
                ending = ending.Name(),
                outcome = outcome?.Name(),
                reason,
                after,
                now,
            });

    private static long StepsRecorded(SqliteConnection connection, long trialId) =>
        AttemptRecord.StepsRecorded(
            SqliteMetrics.LastStep(connection, trialId), SqliteCheckpoints.MostSteps(connection, trialId));
}
