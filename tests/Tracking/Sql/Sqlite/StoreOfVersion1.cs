namespace SweepRunner.Tracking.Tests.Sql.Sqlite;

/// <summary>A store as the builds with version 1 of the tables wrote it: never to be changed.</summary>
internal static class StoreOfVersion1
{
    /// <summary>A sweep of three trials: one completed with two points, one running, one queued.</summary>
    public const string Sql = """
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
            created_ms             INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE trials (
            id                INTEGER PRIMARY KEY AUTOINCREMENT,
            sweep_id          INTEGER NOT NULL REFERENCES sweeps ON DELETE CASCADE,
            number            INTEGER NOT NULL,
            cell              INTEGER NOT NULL,
            seed              INTEGER NOT NULL,
            identity          TEXT NOT NULL,
            config_json       TEXT NOT NULL,
            space_values_json TEXT NOT NULL,
            outcome           TEXT NOT NULL DEFAULT 'queued',
            outcome_kind      TEXT,
            outcome_step      INTEGER,
            epochs            INTEGER NOT NULL DEFAULT 0,
            steps             INTEGER NOT NULL DEFAULT 0,
            last_finite_loss  REAL,
            elapsed_seconds   REAL NOT NULL DEFAULT 0,
            error             TEXT,
            divergence_json   TEXT,
            attempts          INTEGER NOT NULL DEFAULT 0,
            started_ms        INTEGER,
            ended_ms          INTEGER,
            lease_host        TEXT,
            lease_boot_id     TEXT,
            lease_pid         INTEGER,
            lease_pid_start   INTEGER,
            lease_expires_ms  INTEGER,
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

        INSERT INTO sweeps VALUES
            (1, 's', NULL, '{}', '{}', '[]', '["optimizer.lr"]', 'val/accuracy', 1, 'cpu', 1, '{}', 1700000000000);
        INSERT INTO trials VALUES
            (1, 1, 0, 0, 0, 'identity-0', '{}', '["0.1"]', 'completed', NULL, NULL, 1, 10, NULL, 1.5, NULL, NULL, 1,
            1700000000000, 1700000001000, NULL, NULL, NULL, NULL, NULL);
        INSERT INTO trials VALUES
            (2, 1, 1, 0, 1, 'identity-1', '{}', '["0.1"]', 'running', NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 2,
            1700000002000, NULL, 'here', 'boot-1', 7, 1000, 1700000017000);
        INSERT INTO trials (id, sweep_id, number, cell, seed, identity, config_json, space_values_json)
            VALUES (3, 1, 2, 1, 0, 'identity-2', '{}', '["0.1"]');
        INSERT INTO metric_names VALUES (1, 'train/loss');
        INSERT INTO metrics VALUES
            (1, 1, 0, 0, 2.5, NULL, 1700000000500),
            (1, 1, 1, 0, NULL, 'nan', 1700000000600),
            (2, 1, 4, 0, 0.5, NULL, 1700000002500);

        PRAGMA journal_mode=WAL;
        PRAGMA application_id=0x53575052;
        PRAGMA user_version=1;
        """;
}
