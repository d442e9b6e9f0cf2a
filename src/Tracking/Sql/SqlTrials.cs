namespace SweepRunner.Tracking.Sql;

/// <summary>The tables <c>trials</c> and <c>checkpoints</c>.</summary>
internal sealed class SqlTrials : ITrialTable<SqlSession, TrialRow>
{
    private const string Rows = "SELECT * FROM trials WHERE sweep_id = @sweep";

    private const string NoLease =
        "lease_host = NULL, lease_boot_id = NULL, lease_pid = NULL, lease_pid_start = NULL, lease_expires_ms = NULL";

    // Released for a fault since the trial last finished or paused.
    private const string IsFaulted = """
        EXISTS (SELECT 1 FROM attempts WHERE trial_id = trials.id AND ending = 'released' AND reason IS NOT NULL
            AND attempt > coalesce((SELECT max(attempt) FROM attempts
                WHERE trial_id = trials.id AND ending IN ('finished', 'paused')), 0))
        """;

    public IReadOnlyList<TrialRow> All(SqlSession session, long sweep) =>
        session.Query<TrialRow>($"{Rows} ORDER BY number", new { sweep }).AsList();

    public TrialRow? Find(SqlSession session, long sweep, int number) =>
        session.QueryFirstOrDefault<TrialRow>($"{Rows} AND number = @number {session.Lock}", new { sweep, number });

    public IReadOnlyList<string> Identities(SqlSession session, long sweep) => session
        .Query<string>("SELECT identity FROM trials WHERE sweep_id = @sweep ORDER BY number", new { sweep })
        .AsList();

    public IReadOnlyList<TrialRow> WithOutcome(SqlSession session, long sweep, Outcome outcome) => session
        .Query<TrialRow>($"{Rows} AND outcome = @outcome ORDER BY number", new { sweep, outcome = outcome.Name() })
        .AsList();

    public TrialRow? FirstQueued(SqlSession session, long sweep, bool isFaulted) =>
        session.QueryFirstOrDefault<TrialRow>(
            $"{Rows} AND outcome = 'queued' AND {(isFaulted ? "" : "NOT ")}{IsFaulted} ORDER BY number LIMIT 1 "
                + session.LockIfFree,
            new { sweep });

    public TrialRow? FirstAbandoned(
        SqlSession session, long sweep, DateTimeOffset now, string host, Func<Lease, bool> isHeld) => session
        .Query<TrialRow>(
            $"""
            {Rows} AND outcome = 'running' AND (lease_expires_ms <= @nowMs OR lease_host = @host) ORDER BY number
            """,
            new { sweep, host, nowMs = now.ToUnixTimeMilliseconds() })
        .Where(trial => trial.Lease is not { } lease || !isHeld(lease))
        .Select(trial => Unchanged(session, trial))
        .FirstOrDefault(trial => trial is not null);

    // Another process may have renewed or taken it since it was read, where readers and writers do not wait.
    private static TrialRow? Unchanged(SqlSession session, TrialRow trial) =>
        session.QueryFirstOrDefault<TrialRow>(
            $"""
            SELECT * FROM trials WHERE id = @Id AND outcome = 'running' AND attempts = @Attempts
                AND lease_expires_ms = @LeaseExpiresMs {session.LockIfFree}
            """,
            new { trial.Id, trial.Attempts, trial.LeaseExpiresMs });

    public IReadOnlyDictionary<Outcome, int> Counts(SqlSession session, long sweep) => session
        .Query<(string Outcome, int Count)>(
            "SELECT outcome, count(*) FROM trials WHERE sweep_id = @sweep GROUP BY outcome", new { sweep })
        .ToDictionary(row => OutcomeNames.Parse(row.Outcome), row => row.Count);

    public bool IsAny(SqlSession session, long sweep, Outcome outcome) => session.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM trials WHERE sweep_id = @sweep AND outcome = @outcome)",
        new { sweep, outcome = outcome.Name() });

    public int Number(TrialRow trial) => trial.Number;

    public TrialRecord Record(TrialRow trial, string sweep) => trial.ToRecord(sweep);

    public Lease? LeaseOf(TrialRow trial) => trial.Lease;

    public void Start(SqlSession session, TrialRow trial, Lease lease, long nowMs)
    {
        trial.Outcome = Outcome.Running.Name();
        trial.Attempts++;
        trial.StartedMs = nowMs;
        session.Execute(
            """
            UPDATE trials SET outcome = 'running', attempts = @Attempts, started_ms = @nowMs, lease_host = @Host,
                lease_boot_id = @BootId, lease_pid = @ProcessId, lease_pid_start = @ProcessStart,
                lease_expires_ms = @ExpiresMs
            WHERE id = @Id
            """,
            new
            {
                trial.Id,
                trial.Attempts,
                nowMs,
                lease.Owner.Host,
                lease.Owner.BootId,
                lease.Owner.ProcessId,
                lease.Owner.ProcessStart,
                lease.ExpiresMs,
            });
    }

    public void Renew(SqlSession session, TrialRow trial, long expiresMs) => session.Execute(
        "UPDATE trials SET lease_expires_ms = @expiresMs WHERE id = @Id", new { trial.Id, expiresMs });

    // Whether a fault gave the trial back is in its attempts.
    public void Queue(SqlSession session, TrialRow trial, bool isFaulted) => session.Execute(
        $"UPDATE trials SET outcome = 'queued', started_ms = NULL, {NoLease} WHERE id = @Id", new { trial.Id });

    public void Pause(SqlSession session, TrialRow trial) => session.Execute(
        $"UPDATE trials SET outcome = 'paused', {NoLease} WHERE id = @Id", new { trial.Id });

    public void Promote(SqlSession session, TrialRow trial, int? pauseAfterEpochs)
    {
        Requeue(session, trial, fromStart: false);
        session.Execute(
            "UPDATE trials SET pause_after_epochs = @pauseAfterEpochs WHERE id = @Id",
            new { trial.Id, pauseAfterEpochs });
    }

    public void End(SqlSession session, TrialRow trial, TrialEnd end, long nowMs)
    {
        session.Execute(
            $"""
            UPDATE trials SET outcome = @outcome, outcome_kind = @Kind, outcome_step = @Step, epochs = @Epochs,
                steps = @Steps, last_finite_loss = @LastFiniteLoss, elapsed_seconds = @ElapsedSeconds, error = @Error,
                divergence_json = @DivergenceJson, ended_ms = @nowMs, {NoLease}
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
                nowMs,
            });
        if (end.Outcome.IsForGood())
            DeleteCheckpointsAfter(session, trial, steps: -1);
    }

    public void Requeue(SqlSession session, TrialRow trial, bool fromStart)
    {
        session.Execute(
            """
            UPDATE trials SET outcome = 'queued', outcome_kind = NULL, outcome_step = NULL, epochs = 0, steps = 0,
                last_finite_loss = NULL, elapsed_seconds = 0, error = NULL, divergence_json = NULL, started_ms = NULL,
                ended_ms = NULL
            WHERE id = @Id
            """,
            new { trial.Id });
        if (fromStart)
            DeleteCheckpointsAfter(session, trial, steps: -1);
    }

    // Whether a fault gave the trial back is in its attempts.
    public void Restore(SqlSession session, TrialRow trial, TrialRecord record, bool isFaulted)
    {
        if (record is { End: { } end, EndedUtc: { } ended })
            End(session, trial, end, ended.ToUnixTimeMilliseconds());
        session.Execute(
            "UPDATE trials SET outcome = @outcome, attempts = @Attempts, started_ms = @startedMs WHERE id = @Id",
            new
            {
                trial.Id,
                outcome = record.Outcome.Name(),
                record.Attempts,
                startedMs = record.StartedUtc?.ToUnixTimeMilliseconds(),
            });
    }

    public IReadOnlyList<CheckpointRecord> Checkpoints(SqlSession session, TrialRow trial) =>
    [
        .. session
            .Query<(long Steps, int Epochs, string File, string Sha256, long Bytes, long TimeMs)>(
                """
                SELECT steps, epochs, file, sha256, bytes, time_ms FROM checkpoints
                WHERE trial_id = @Id ORDER BY steps DESC, id DESC
                """,
                new { trial.Id })
            .Select(row => new CheckpointRecord(
                row.Steps, row.Epochs, row.File, row.Sha256, row.Bytes,
                DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMs))),
    ];

    public void AddCheckpoint(SqlSession session, TrialRow trial, CheckpointRecord checkpoint)
    {
        // Not updated in place: the newer of two checkpoints is the one of the higher id.
        DeleteCheckpoints(session, trial, [checkpoint.File]);
        session.Execute(
            """
            INSERT INTO checkpoints (trial_id, steps, epochs, file, sha256, bytes, time_ms)
            VALUES (@Id, @Steps, @Epochs, @File, @Sha256, @Bytes, @timeMs)
            """,
            new
            {
                trial.Id,
                checkpoint.Steps,
                checkpoint.Epochs,
                checkpoint.File,
                checkpoint.Sha256,
                checkpoint.Bytes,
                timeMs = checkpoint.TimeUtc.ToUnixTimeMilliseconds(),
            });
    }

    public void DeleteCheckpoints(SqlSession session, TrialRow trial, IReadOnlyCollection<string> files) =>
        session.Execute(
            "DELETE FROM checkpoints WHERE trial_id = @Id AND file = @file",
            files.Select(file => new { trial.Id, file }));

    public void DeleteCheckpointsAfter(SqlSession session, TrialRow trial, long steps) => session.Execute(
        "DELETE FROM checkpoints WHERE trial_id = @Id AND steps > @steps", new { trial.Id, steps });
}
