namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>The tables of a store, and the SQL that upgrades each version to the next; docs/formats.md explains each
/// column. The version is kept as <c>PRAGMA user_version</c>.</summary>
internal sealed record SqliteSchema(int Version, string CreateSql, IReadOnlyDictionary<int, string> Upgrades)
{
    /// <summary>Marks a SQLite file as a store of sweeps: <c>SWPR</c> in ASCII.</summary>
    public const int ApplicationId = 0x53575052;

    public static SqliteSchema Current { get; } =
        new(
            4,
            Tables + Supervision + Decisions,
            new Dictionary<int, string>
            {
                [1] = $"""
                ALTER TABLE sweeps ADD COLUMN stop_requested_ms INTEGER;
                {Supervision}
                INSERT INTO attempts (trial_id, attempt, host, boot_id, pid, pid_start, started_ms, steps_before)
                SELECT id, attempts, lease_host, lease_boot_id, lease_pid, lease_pid_start, started_ms, 0 FROM trials
                WHERE outcome = 'running'
                """,
                [2] = "ALTER TABLE trials ADD COLUMN data_json TEXT",
                [3] = $"ALTER TABLE trials ADD COLUMN pause_after_epochs INTEGER; {Decisions}",
            });

    // AUTOINCREMENT: a deleted sweep's ids never come back, so that what is late for the old cannot reach the new.
    private const string Tables = """
        CREATE TABLE meta (
            key   TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        INSERT INTO meta VALUES ('store_id', lower(hex(randomblob(16))));

        CREATE TABLE sweeps (
            id                     INTEGER PRIMARY KEY AUTOINCREMENT,
            name                   TEXT NOT NULL UNIQUE,
            description            TEXT,
            config_text            TEXT NOT NULL,
            config_json            TEXT NOT NULL,
            overrides_json         TEXT NOT NULL,
            space_paths_json       TEXT NOT NULL,
            objective_metric       TEXT NOT NULL,
            is_objective_maximized INTEGER NOT NULL,
            device                 TEXT NOT NULL,
            threads                INTEGER NOT NULL,
            provenance_json        TEXT NOT NULL,
            created_ms             INTEGER NOT NULL,
            stop_requested_ms      INTEGER
        ) STRICT;

        CREATE TABLE trials (
            id                 INTEGER PRIMARY KEY AUTOINCREMENT,
            sweep_id           INTEGER NOT NULL REFERENCES sweeps ON DELETE CASCADE,
            number             INTEGER NOT NULL,
            cell               INTEGER NOT NULL,
            seed               INTEGER NOT NULL,
            identity           TEXT NOT NULL,
            config_json        TEXT NOT NULL,
            space_values_json  TEXT NOT NULL,
            outcome            TEXT NOT NULL DEFAULT 'queued',
            outcome_kind       TEXT,
            outcome_step       INTEGER,
            epochs             INTEGER NOT NULL DEFAULT 0,
            steps              INTEGER NOT NULL DEFAULT 0,
            last_finite_loss   REAL,
            elapsed_seconds    REAL NOT NULL DEFAULT 0,
            error              TEXT,
            divergence_json    TEXT,
            attempts           INTEGER NOT NULL DEFAULT 0,
            started_ms         INTEGER,
            ended_ms           INTEGER,
            lease_host         TEXT,
            lease_boot_id      TEXT,
            lease_pid          INTEGER,
            lease_pid_start    INTEGER,
            lease_expires_ms   INTEGER,
            data_json          TEXT,
            pause_after_epochs INTEGER,
            UNIQUE (sweep_id, number),
            UNIQUE (sweep_id, identity)
        ) STRICT;

        CREATE INDEX trials_by_outcome ON trials (sweep_id, outcome, number);

        CREATE TABLE metric_names (
            id   INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE metrics (
            trial_id  INTEGER NOT NULL REFERENCES trials ON DELETE CASCADE,
            metric_id INTEGER NOT NULL REFERENCES metric_names,
            step      INTEGER NOT NULL,
            epoch     INTEGER NOT NULL,
            value     REAL,
            kind      TEXT,
            time_ms   INTEGER NOT NULL,
            PRIMARY KEY (trial_id, metric_id, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE events (
            id       INTEGER PRIMARY KEY AUTOINCREMENT,
            sweep_id INTEGER NOT NULL REFERENCES sweeps ON DELETE CASCADE,
            trial    INTEGER,
            kind     TEXT NOT NULL,
            message  TEXT NOT NULL,
            time_ms  INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX events_by_sweep ON events (sweep_id, id);

        """;

    // Checkpoints and attempts are new in version 2.
    private const string Supervision = """
        CREATE TABLE checkpoints (
            id       INTEGER PRIMARY KEY AUTOINCREMENT,
            trial_id INTEGER NOT NULL REFERENCES trials ON DELETE CASCADE,
            steps    INTEGER NOT NULL,
            epochs   INTEGER NOT NULL,
            file     TEXT NOT NULL,
            sha256   TEXT NOT NULL,
            bytes    INTEGER NOT NULL,
            time_ms  INTEGER NOT NULL,
            UNIQUE (trial_id, file)
        ) STRICT;

        CREATE TABLE attempts (
            id            INTEGER PRIMARY KEY AUTOINCREMENT,
            trial_id      INTEGER NOT NULL REFERENCES trials ON DELETE CASCADE,
            attempt       INTEGER NOT NULL,
            host          TEXT NOT NULL,
            boot_id       TEXT NOT NULL,
            pid           INTEGER NOT NULL,
            pid_start     INTEGER NOT NULL,
            started_ms    INTEGER NOT NULL,
            ended_ms      INTEGER,
            ending        TEXT,
            outcome       TEXT,
            reason        TEXT,
            is_death_seen INTEGER NOT NULL DEFAULT 0,
            steps_before  INTEGER NOT NULL,
            steps_after   INTEGER,
            exit_code     INTEGER,
            signal        INTEGER,
            log_path      TEXT,
            UNIQUE (trial_id, attempt)
        ) STRICT;

        CREATE INDEX attempts_by_process ON attempts (pid, pid_start);

        """;

    // Decisions are new in version 4.
    private const string Decisions = """
        CREATE TABLE decisions (
            sweep_id    INTEGER NOT NULL REFERENCES sweeps ON DELETE CASCADE,
            number      INTEGER NOT NULL,
            kind        TEXT NOT NULL,
            reason      TEXT NOT NULL,
            facts_json  TEXT NOT NULL,
            trials_json TEXT NOT NULL,
            time_ms     INTEGER NOT NULL,
            PRIMARY KEY (sweep_id, number)
        ) STRICT;

        """;
}
