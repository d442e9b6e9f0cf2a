using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>The embedded default store: one SQLite file in WAL mode.</summary>
internal sealed class SqliteTrackingStore : ITrackingStore
{
    private const string TrialsOfSweep = $"SELECT {TrialRow.Columns} FROM trials JOIN sweeps ON sweeps.id = sweep_id WHERE sweeps.name = @sweep";

    private readonly SqliteDatabase _database;
    private readonly SqliteStoreOptions _options;

    private SqliteTrackingStore(SqliteDatabase database, SqliteStoreOptions options)
    {
        _database = database;
        _options = options;
        Artifacts = new SqliteArtifacts(database);
    }

    /// <inheritdoc/>
    public string Url => $"sqlite:{_database.Path}";

    /// <inheritdoc/>
    public string ArtifactsFolder => Artifacts.Folder;

    private SqliteArtifacts Artifacts { get; }

    /// <summary>Opens a file as a store.</summary>
    /// <exception cref="TrackingException">It cannot be used as one; the message says what to do.</exception>
    public static SqliteTrackingStore Open(string path, StoreAccess access, SqliteStoreOptions options)
    {
        var database = new SqliteDatabase(Path.GetFullPath(path), options);
        SqliteOpening.Prepare(database, access, options.Schema);
        return new SqliteTrackingStore(database, options);
    }

    /// <inheritdoc/>
    public SweepRecord CreateSweep(NewSweep sweep)
    {
        NewSweep.ThrowIfUnfit(sweep);
        return _database.Write(connection =>
        {
            if (Find(connection, sweep.Name) is not null)
                throw new SweepExistsException(sweep.Name);
            var sweepId = Insert(connection, sweep);
            for (var number = 0; number < sweep.Trials.Count; number++)
                Insert(connection, sweepId, number, sweep.Trials[number]);
            return Find(connection, sweep.Name)!;
        });
    }

    /// <inheritdoc/>
    public SweepRecord? FindSweep(string name) => _database.Read(connection => Find(connection, name));

    /// <inheritdoc/>
    public IReadOnlyList<SweepRecord> Sweeps() => _database.Read(connection =>
        connection.Query<SweepRow>($"SELECT {SweepRow.Columns} FROM sweeps ORDER BY id").Select(row => row.ToRecord()).ToList());

    /// <inheritdoc/>
    public bool DeleteSweep(string name)
    {
        var isDeleted = _database.Write(connection =>
        {
            if (SqliteLeases.IsBusy(connection, name, _options))
                throw new SweepRunningException(name);
            return connection.Execute("DELETE FROM sweeps WHERE name = @name", new { name }) > 0;
        });
        if (isDeleted)
            Artifacts.Delete(name);
        return isDeleted;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep) => _database.Read(connection =>
        connection.Query<(string Outcome, int Count)>(
            "SELECT outcome, count(*) FROM trials WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @sweep) GROUP BY outcome", new { sweep })
            .ToDictionary(row => OutcomeNames.Parse(row.Outcome), row => row.Count));

    /// <inheritdoc/>
    public IReadOnlyList<TrialRecord> Trials(string sweep) => _database.Read(connection =>
        connection.Query<TrialRow>($"{TrialsOfSweep} ORDER BY number", new { sweep }).Select(row => row.ToRecord()).ToList());

    /// <inheritdoc/>
    public TrialRecord? FindTrial(string sweep, int number) => _database.Read(connection => Find(connection, sweep, number)?.ToRecord());

    /// <inheritdoc/>
    public Claim? ClaimNext(string sweep, LeaseOwner owner) => _database.Write(connection =>
    {
        if (SqliteLeases.FirstFree(connection, sweep, _options) is not { } row)
            return null;
        SqliteMetrics.Delete(connection, row.Id);
        SqliteLeases.Take(connection, row, owner, _options);
        var trial = Find(connection, sweep, row.Number)!.ToRecord();
        return new Claim(trial, trial.Attempts);
    });

    /// <inheritdoc/>
    public void Renew(Claim claim) => WriteClaimed(claim, (connection, row) => SqliteLeases.Renew(connection, row, _options));

    /// <inheritdoc/>
    public void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points) =>
        WriteClaimed(claim, (connection, row) => SqliteMetrics.Insert(connection, row, points));

    /// <inheritdoc/>
    public void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points)
    {
        TrialEnd.ThrowIfUnfit(end);
        WriteClaimed(claim, (connection, row) =>
        {
            SqliteMetrics.Insert(connection, row, points);
            connection.Execute("""
                UPDATE trials SET outcome = @outcome, outcome_kind = @Kind, outcome_step = @Step, epochs = @Epochs, steps = @Steps,
                    last_finite_loss = @LastFiniteLoss, elapsed_seconds = @ElapsedSeconds, error = @Error, divergence_json = @DivergenceJson,
                    ended_ms = @now,
                    lease_host = NULL, lease_boot_id = NULL, lease_pid = NULL, lease_pid_start = NULL, lease_expires_ms = NULL
                WHERE id = @Id
                """,
                new
                {
                    row.Id,
                    outcome = end.Outcome.Name(),
                    end.Kind,
                    end.Step,
                    end.Epochs,
                    end.Steps,
                    end.LastFiniteLoss,
                    end.ElapsedSeconds,
                    end.Error,
                    end.DivergenceJson,
                    now = Now(),
                });
        });
    }

    /// <inheritdoc/>
    public void Release(Claim claim) => WriteClaimed(claim, (connection, row) =>
    {
        SqliteMetrics.Delete(connection, row.Id);
        connection.Execute("""
            UPDATE trials SET outcome = 'queued', started_ms = NULL,
                lease_host = NULL, lease_boot_id = NULL, lease_pid = NULL, lease_pid_start = NULL, lease_expires_ms = NULL
            WHERE id = @Id
            """,
            new { row.Id });
    });

    /// <inheritdoc/>
    public void AddEvent(NewEvent happening)
    {
        ArgumentNullException.ThrowIfNull(happening);
        _database.Write(connection => connection.Execute("""
            INSERT INTO events (sweep_id, trial, kind, message, time_ms)
            SELECT id, @Trial, @Kind, @Message, @now FROM sweeps WHERE name = @Sweep
            """,
            new { happening.Sweep, happening.Trial, happening.Kind, happening.Message, now = Now() }));
    }

    /// <inheritdoc/>
    public IReadOnlyList<EventRecord> Events(string sweep, int? trial = null) => _database.Read(connection =>
        connection.Query<(long? Trial, string Kind, string Message, long TimeMs)>("""
            SELECT trial, kind, message, time_ms FROM events
            WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @sweep) AND (@trial IS NULL OR trial = @trial) ORDER BY id
            """,
            new { sweep, trial })
            .Select(row => new EventRecord(
                new NewEvent(sweep, (int?)row.Trial, row.Kind, row.Message), DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMs)))
            .ToList());

    /// <inheritdoc/>
    public IEnumerable<TrialMetricPoint> Metrics(string sweep, int? trial = null, string? metric = null)
    {
        using var connection = _database.Guarded(() => _database.Connect(SqliteOpenMode.ReadWrite));
        using var transaction = connection.BeginTransaction(deferred: true);
        var (trials, names) = _database.Guarded(() => (
            connection.Query<(long Id, int Number)>("""
                SELECT id, number FROM trials
                WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @sweep) AND (@trial IS NULL OR number = @trial) ORDER BY number
                """,
                new { sweep, trial }).ToList(),
            SqliteMetrics.Names(connection, metric).ToList()));
        using var reading = SqliteMetrics.Reading(connection);
        foreach (var (trialId, number) in trials)
        {
            foreach (var (metricId, name) in names)
            {
                SqliteMetrics.Bind(reading, trialId, metricId);
                using var reader = _database.Guarded(reading.ExecuteReader);
                while (_database.Guarded(reader.Read))
                    yield return new TrialMetricPoint(number, SqliteMetrics.Point(reader, name));
            }
        }
    }

    /// <inheritdoc/>
    public string TrialArtifacts(string sweep, int trial) => Artifacts.Prepare(sweep, trial);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private void WriteClaimed(Claim claim, Action<SqliteConnection, TrialRow> change)
    {
        ArgumentNullException.ThrowIfNull(claim);
        _database.Write(connection =>
        {
            change(connection, SqliteLeases.Fenced(connection, claim));
            return true;
        });
    }

    private long Now() => _options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static SweepRecord? Find(SqliteConnection connection, string name) =>
        connection.QueryFirstOrDefault<SweepRow>($"SELECT {SweepRow.Columns} FROM sweeps WHERE name = @name", new { name })?.ToRecord();

    private static TrialRow? Find(SqliteConnection connection, string sweep, int number) =>
        connection.QueryFirstOrDefault<TrialRow>($"{TrialsOfSweep} AND number = @number", new { sweep, number });

    private long Insert(SqliteConnection connection, NewSweep sweep) => connection.ExecuteScalar<long>("""
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
            overrides = JsonSerializer.Serialize(sweep.Overrides),
            paths = JsonSerializer.Serialize(sweep.SpacePaths),
            sweep.ObjectiveMetric,
            sweep.IsObjectiveMaximized,
            sweep.Device,
            sweep.Threads,
            sweep.ProvenanceJson,
            now = Now(),
        });

    private static void Insert(SqliteConnection connection, long sweepId, int number, NewTrial trial) => connection.Execute("""
        INSERT INTO trials (sweep_id, number, cell, seed, identity, config_json, space_values_json)
        VALUES (@sweepId, @number, @Cell, @Seed, @Identity, @ConfigJson, @values)
        """,
        new { sweepId, number, trial.Cell, trial.Seed, trial.Identity, trial.ConfigJson, values = JsonSerializer.Serialize(trial.SpaceValues) });
}
