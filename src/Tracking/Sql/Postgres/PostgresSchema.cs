namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>The tables of a store, and the SQL that upgrades each version to the next; docs/formats.md explains each
/// column. The version is a row of <c>meta</c>.</summary>
internal sealed record PostgresSchema(int Version, string CreateSql, IReadOnlyDictionary<int, string> Upgrades)
{
    public static PostgresSchema Current { get; } = new(1, Tables, new Dictionary<int, string>());

    // Points refer to trials without a constraint: it would be checked for each of them, while the row of their trial
    // is locked anyway.
    private const string Tables = """
        CREATE TABLE meta (
            key   text PRIMARY KEY,
            value text NOT NULL
        );

        CREATE TABLE commits (
            id   uuid PRIMARY KEY,
            time timestamptz NOT NULL
        );

        CREATE TABLE sweeps (
            id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name                   text NOT NULL UNIQUE,
            description            text,
            config_text            text NOT NULL,
            config_json            text NOT NULL,
            overrides_json         text NOT NULL,
            space_paths_json       text NOT NULL,
            objective_metric       text NOT NULL,
            is_objective_maximized boolean NOT NULL,
            device                 text NOT NULL,
            threads                integer NOT NULL,
            provenance_json        text NOT NULL,
            created_ms             bigint NOT NULL,
            stop_requested_ms      bigint
        );

        CREATE TABLE trials (
            id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            sweep_id           bigint NOT NULL REFERENCES sweeps ON DELETE CASCADE,
            number             integer NOT NULL,
            cell               integer NOT NULL,
            seed               bigint NOT NULL,
            identity           text NOT NULL,
            config_json        text NOT NULL,
            space_values_json  text NOT NULL,
            outcome            text NOT NULL DEFAULT 'queued',
            outcome_kind       text,
            outcome_step       bigint,
            epochs             integer NOT NULL DEFAULT 0,
            steps              bigint NOT NULL DEFAULT 0,
            last_finite_loss   double precision,
            elapsed_seconds    double precision NOT NULL DEFAULT 0,
            error              text,
            divergence_json    text,
            attempts           integer NOT NULL DEFAULT 0,
            started_ms         bigint,
            ended_ms           bigint,
            lease_host         text,
            lease_boot_id      text,
            lease_pid          integer,
            lease_pid_start    bigint,
            lease_expires_ms   bigint,
            data_json          text,
            pause_after_epochs integer,
            UNIQUE (sweep_id, number),
            UNIQUE (sweep_id, identity)
        );

        CREATE INDEX trials_by_outcome ON trials (sweep_id, outcome, number);

        CREATE TABLE metric_names (
            id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL UNIQUE
        );

        CREATE TABLE metrics (
            trial_id  bigint NOT NULL,
            metric_id bigint NOT NULL,
            step      bigint NOT NULL,
            epoch     integer NOT NULL,
            value     double precision NOT NULL,
            time_ms   bigint NOT NULL,
            PRIMARY KEY (trial_id, metric_id, step)
        );

        CREATE TABLE checkpoints (
            id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            trial_id bigint NOT NULL REFERENCES trials ON DELETE CASCADE,
            steps    bigint NOT NULL,
            epochs   integer NOT NULL,
            file     text NOT NULL,
            sha256   text NOT NULL,
            bytes    bigint NOT NULL,
            time_ms  bigint NOT NULL,
            UNIQUE (trial_id, file)
        );

        CREATE TABLE attempts (
            id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            trial_id      bigint NOT NULL REFERENCES trials ON DELETE CASCADE,
            attempt       integer NOT NULL,
            host          text NOT NULL,
            boot_id       text NOT NULL,
            pid           integer NOT NULL,
            pid_start     bigint NOT NULL,
            started_ms    bigint NOT NULL,
            ended_ms      bigint,
            ending        text,
            outcome       text,
            reason        text,
            is_death_seen boolean NOT NULL DEFAULT false,
            steps_before  bigint NOT NULL,
            steps_after   bigint,
            exit_code     integer,
            signal        integer,
            log_path      text,
            UNIQUE (trial_id, attempt)
        );

        CREATE INDEX attempts_by_process ON attempts (pid, pid_start);

        CREATE TABLE events (
            id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            sweep_id bigint NOT NULL REFERENCES sweeps ON DELETE CASCADE,
            trial    integer,
            kind     text NOT NULL,
            message  text NOT NULL,
            time_ms  bigint NOT NULL
        );

        CREATE INDEX events_by_sweep ON events (sweep_id, id);

        CREATE TABLE decisions (
            sweep_id    bigint NOT NULL REFERENCES sweeps ON DELETE CASCADE,
            number      integer NOT NULL,
            kind        text NOT NULL,
            reason      text NOT NULL,
            facts_json  text NOT NULL,
            trials_json text NOT NULL,
            time_ms     bigint NOT NULL,
            PRIMARY KEY (sweep_id, number)
        );

        CREATE TABLE files (
            id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            trial_id bigint NOT NULL REFERENCES trials ON DELETE CASCADE,
            name     text NOT NULL,
            attempt  integer,
            sha256   text,
            bytes    bigint
        );

        CREATE INDEX files_by_trial ON files (trial_id);
        CREATE UNIQUE INDEX published_files ON files (trial_id, name) WHERE sha256 IS NOT NULL;

        CREATE TABLE file_chunks (
            file_id bigint NOT NULL REFERENCES files ON DELETE CASCADE,
            number  integer NOT NULL,
            content bytea NOT NULL,
            PRIMARY KEY (file_id, number)
        );

        -- Weights do not compress.
        ALTER TABLE file_chunks ALTER COLUMN content SET STORAGE EXTERNAL;

        """;
}
