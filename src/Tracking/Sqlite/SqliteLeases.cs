using Dapper;
using Microsoft.Data.Sqlite;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>Who may write a trial. Everything here runs inside a transaction that holds the write lock, which is what
/// makes a claim exclusive.</summary>
internal static class SqliteLeases
{
    // Given back for a fault since it was last queued anew.
    private const string IsFaulted = """
        EXISTS (SELECT 1 FROM attempts WHERE trial_id = trials.id AND ending = 'released' AND reason IS NOT NULL
            AND attempt > coalesce((SELECT max(attempt) FROM attempts WHERE trial_id = trials.id AND ending = 'finished'), 0))
        """;

    private const string Selection =
        $"SELECT {TrialRow.Columns} FROM trials JOIN sweeps ON sweeps.id = sweep_id WHERE sweeps.name = " + "@sweep";

    /// <summary>The first trial in plan order that is queued or whose lease no longer holds; null where there is
    /// none.</summary>
    public static TrialRow? FirstFree(SqliteConnection connection, string sweep, SqliteStoreOptions options)
    {
        var queued = Queued(connection, sweep, $"NOT {IsFaulted}");
        var abandoned = Running(connection, sweep)
            .FirstOrDefault(row => !Holds(row, options) && (queued is null || row.Number < queued.Number));
        return abandoned ?? queued ?? Queued(connection, sweep, IsFaulted);
    }

    /// <summary>How many trials of the sweep run under a lease that holds.</summary>
    public static int Held(SqliteConnection connection, string sweep, SqliteStoreOptions options) =>
        Running(connection, sweep).Count(row => Holds(row, options));

    /// <summary>Gives a trial to an owner under a new attempt.</summary>
    public static void Take(SqliteConnection connection, TrialRow row, LeaseOwner owner, SqliteStoreOptions options)
    {
        connection.Execute(
            """
            UPDATE trials SET outcome = 'running', attempts = attempts + 1, started_ms = @now,
                lease_host = @Host, lease_boot_id = @BootId, lease_pid = @ProcessId, lease_pid_start = @ProcessStart, lease_expires_ms = @expires
            WHERE id = @Id
            """,
            new
            {
                row.Id,
                now = options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
                expires = Lease.Expiry(options.Time),
                owner.Host,
                owner.BootId,
                owner.ProcessId,
                owner.ProcessStart,
            });
    }

    /// <summary>Takes a trial back into the queue, if it is that attempt's.</summary>
    public static void Free(SqliteConnection connection, long trialId, int attempt) => connection.Execute("""
        UPDATE trials SET outcome = 'queued', started_ms = NULL,
            lease_host = NULL, lease_boot_id = NULL, lease_pid = NULL, lease_pid_start = NULL, lease_expires_ms = NULL
        WHERE id = @trialId AND attempts = @attempt AND outcome = 'running'
        """,
        new { trialId, attempt });

    /// <summary>Puts the end of a lease off.</summary>
    public static void Renew(SqliteConnection connection, TrialRow row, SqliteStoreOptions options) =>
        connection.Execute(
            "UPDATE trials SET lease_expires_ms = @expires WHERE id = @Id",
            new { row.Id, expires = Lease.Expiry(options.Time) });

    /// <summary>The claimed trial's row.</summary>
    /// <exception cref="LeaseLostException">It is no longer this claim's to write.</exception>
    public static TrialRow Fenced(SqliteConnection connection, Claim claim)
    {
        var (sweep, number, attempt) = (claim.Trial.Sweep, claim.Trial.Number, claim.Attempt);
        // The start tells apart a sweep that was deleted and created again under the same name: its attempts begin at 1
        // once more.
        return connection.QueryFirstOrDefault<TrialRow>(
                $"{Selection} AND number = @number AND outcome = 'running' AND attempts = @attempt AND "
                    + "started_ms = @started",
                new
                {
                    sweep,
                    number,
                    attempt,
                    started = claim.Trial.StartedUtc?.ToUnixTimeMilliseconds(),
                }) ?? throw new LeaseLostException(claim.Trial.Id, attempt);
    }

    private static TrialRow? Queued(SqliteConnection connection, string sweep, string condition) =>
        connection.QueryFirstOrDefault<TrialRow>(
            $"{Selection} AND outcome = 'queued' AND {condition} ORDER BY number LIMIT 1", new { sweep });

    private static IEnumerable<TrialRow> Running(SqliteConnection connection, string sweep) =>
        connection.Query<TrialRow>($"{Selection} AND outcome = 'running' ORDER BY number", new { sweep });

    private static bool Holds(TrialRow row, SqliteStoreOptions options) =>
        row.Lease.Holds(options.Time, options.Processes);
}
