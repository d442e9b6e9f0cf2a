namespace SweepRunner.Tracking.Sql;

/// <summary>The table <c>attempts</c>.</summary>
internal sealed class SqlAttempts : IAttemptTable<SqlSession, TrialRow>
{
    private const string Rows =
        "SELECT attempts.*, trials.number AS trial FROM attempts JOIN trials ON trials.id = trial_id "
        + "WHERE sweep_id = @sweep";

    public void Insert(SqlSession session, TrialRow trial, AttemptRecord attempt) => session.Execute(
        """
        INSERT INTO attempts (trial_id, attempt, host, boot_id, pid, pid_start, started_ms, steps_before, log_path)
        VALUES (@Id, @Number, @Host, @BootId, @ProcessId, @ProcessStart, @startedMs, @StepsBefore, @LogPath)
        """,
        new
        {
            trial.Id,
            attempt.Number,
            attempt.Owner.Host,
            attempt.Owner.BootId,
            attempt.Owner.ProcessId,
            attempt.Owner.ProcessStart,
            startedMs = attempt.StartedUtc.ToUnixTimeMilliseconds(),
            attempt.StepsBefore,
            attempt.LogPath,
        });

    public void Update(SqlSession session, TrialRow trial, AttemptRecord attempt) => session.Execute(
        """
        UPDATE attempts SET ended_ms = @endedMs, ending = @ending, outcome = @outcome, reason = @Reason,
            is_death_seen = @IsDeathSeen, steps_after = @StepsAfter, exit_code = @ExitCode, signal = @Signal
        WHERE trial_id = @Id AND attempt = @Number
        """,
        new
        {
            trial.Id,
            attempt.Number,
            endedMs = attempt.EndedUtc?.ToUnixTimeMilliseconds(),
            ending = attempt.Ending?.Name(),
            outcome = attempt.Outcome?.Name(),
            attempt.Reason,
            attempt.IsDeathSeen,
            attempt.StepsAfter,
            attempt.ExitCode,
            attempt.Signal,
        });

    public IReadOnlyList<AttemptRecord> All(SqlSession session, long sweep, int? trial) =>
    [
        .. session
            .Query<AttemptRow>(
                $"{Rows}{(trial is null ? "" : " AND number = @trial")} ORDER BY number, attempt",
                new { sweep, trial })
            .Select(row => row.ToRecord()),
    ];

    public AttemptRecord? FindLast(SqlSession session, long sweep, LeaseOwner owner) => session
        .QueryFirstOrDefault<AttemptRow>(
            $"""
            {Rows} AND pid = @ProcessId AND pid_start = @ProcessStart AND host = @Host AND boot_id = @BootId
            ORDER BY attempts.id DESC LIMIT 1
            """,
            new { sweep, owner.ProcessId, owner.ProcessStart, owner.Host, owner.BootId })
        ?.ToRecord();
}
