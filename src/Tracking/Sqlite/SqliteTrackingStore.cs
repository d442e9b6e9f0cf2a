using Dapper;
using Microsoft.Data.Sqlite;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>The embedded default store: one SQLite file in WAL mode.</summary>
internal sealed class SqliteTrackingStore : ITrackingStore
{
    /// <summary>What its URLs begin with.</summary>
    public const string Scheme = "sqlite";

    private const string TrialsOfSweep =
        $"SELECT {TrialRow.Columns} FROM trials JOIN sweeps ON sweeps.id = sweep_id WHERE sweeps.name = " + "@sweep";

    private readonly SqliteDatabase _database;
    private readonly SqliteStoreOptions _options;

    private SqliteTrackingStore(SqliteDatabase database, SqliteStoreOptions options)
    {
        _database = database;
        _options = options;
        Artifacts = new StoreArtifacts(database.Path, new SqliteHome(database, options));
        Artifacts.ThrowIfSecondPath();
    }

    /// <inheritdoc/>
    public string Url => $"{Scheme}:{_database.Path}";

    /// <inheritdoc/>
    public string ArtifactsFolder => Artifacts.Folder;

    private StoreArtifacts Artifacts { get; }

    /// <summary>Opens a file as a store.</summary>
    /// <exception cref="TrackingException">It cannot be used as one; the message says what to do.</exception>
    public static SqliteTrackingStore Open(string path, StoreAccess access, SqliteStoreOptions options)
    {
        var database = new SqliteDatabase(RealFile.PathOf(path), options);
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
            SqliteSweeps.Create(connection, sweep, Now());
            return Find(connection, sweep.Name)!;
        });
    }

    /// <inheritdoc/>
    public SweepRecord? FindSweep(string name) => _database.Read(connection => Find(connection, name));

    /// <inheritdoc/>
    public IReadOnlyList<SweepRecord> Sweeps() =>
        _database.Read(connection =>
            connection
                .Query<SweepRow>($"SELECT {SweepRow.Columns} FROM sweeps ORDER BY id")
                .Select(row => row.ToRecord())
                .ToList()
        );

    /// <inheritdoc/>
    public SweepRecord ExtendSweep(string name, NewSweep grown)
    {
        NewSweep.ThrowIfUnfit(grown);
        if (grown.Name != name)
            throw new ArgumentException($"The grown sweep is named '{grown.Name}', not '{name}'.", nameof(grown));
        return _database.Write(connection =>
        {
            var sweepId = connection.ExecuteScalar<long?>("SELECT id FROM sweeps WHERE name = @name", new { name });
            SqliteSweeps.Extend(connection, sweepId ?? throw new SweepMissingException(name, Url), grown);
            return Find(connection, name)!;
        });
    }

    /// <inheritdoc/>
    public bool DeleteSweep(string name)
    {
        Artifacts.Prepare();
        var isDeleted = _database.Write(connection =>
        {
            if (SqliteLeases.Held(connection, name, _options) > 0)
                throw new SweepRunningException(name);
            return connection.Execute("DELETE FROM sweeps WHERE name = @name", new { name }) > 0;
        });
        if (isDeleted)
            Artifacts.Delete(name);
        return isDeleted;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep) =>
        _database.Read(connection =>
            connection
                .Query<(string Outcome, int Count)>(
                    "SELECT outcome, count(*) FROM trials WHERE sweep_id = (SELECT id FROM sweeps WHERE name = "
                        + "@sweep) GROUP BY outcome",
                    new { sweep })
                .ToDictionary(row => OutcomeNames.Parse(row.Outcome), row => row.Count)
        );

    /// <inheritdoc/>
    public bool IsDone(string sweep) =>
        _database.Read(connection =>
            connection.ExecuteScalar<bool>(
                "SELECT NOT EXISTS (SELECT 1 FROM trials WHERE sweep_id = (SELECT id FROM sweeps WHERE name = "
                    + "@sweep) AND outcome IN ('queued', 'running'))",
                new { sweep })
        );

    /// <inheritdoc/>
    public int RunningTrials(string sweep) =>
        _database.Read(connection => SqliteLeases.Held(connection, sweep, _options));

    /// <inheritdoc/>
    public IReadOnlyList<TrialRecord> Trials(string sweep) =>
        _database.Read(connection =>
            connection
                .Query<TrialRow>($"{TrialsOfSweep} ORDER BY number", new { sweep })
                .Select(row => row.ToRecord())
                .ToList()
        );

    /// <inheritdoc/>
    public TrialRecord? FindTrial(TrialId trial) =>
        _database.Read(connection => Find(connection, trial)?.ToRecord());

    /// <inheritdoc/>
    public Claim? ClaimNext(string sweep, LeaseOwner owner, bool keepsLog = false) => _database.Write(connection =>
    {
        if (SqliteLeases.FirstFree(connection, sweep, _options) is not { } row)
            return null;
        if (row.LeaseHost is not null)
            SqliteAttempts.Abandon(connection, row, _options.Processes, Now());
        SqliteLeases.Take(connection, row, owner, _options);
        var attempt = row.Attempts + 1;
        var log = keepsLog ? StoreArtifacts.LogOf(new TrialId(sweep, row.Number), attempt) : null;
        SqliteAttempts.Begin(connection, row.Id, attempt, owner, log, Now());
        var record = Find(connection, new TrialId(sweep, row.Number))!.ToRecord();
        return new Claim(record, attempt, log is null ? null : Artifacts.Locate(log));
    },
        isSynced: false);

    /// <inheritdoc/>
    public void Renew(Claim claim) =>
        WriteClaimed(claim, (connection, row) => SqliteLeases.Renew(connection, row, _options), isSynced: false);

    /// <inheritdoc/>
    public void Hold(Claim claim, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        WriteClaimed(claim, (_, _) => action());
    }

    /// <inheritdoc/>
    public void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points) =>
        WriteClaimed(claim, (connection, row) => SqliteMetrics.Insert(connection, row, points), isSynced: false);

    /// <inheritdoc/>
    public void SaveCheckpoint(Claim claim, CheckpointRecord checkpoint, IReadOnlyCollection<MetricPoint> points)
    {
        CheckpointRecord.ThrowIfUnfit(checkpoint);
        WriteClaimed(claim, (connection, row) =>
        {
            SqliteMetrics.Insert(connection, row, points);
            SqliteCheckpoints.Insert(connection, row.Id, checkpoint);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<CheckpointRecord> Checkpoints(TrialId trial) =>
        _database.Read(connection => SqliteCheckpoints.Of(connection, trial));

    /// <inheritdoc/>
    public void ForgetCheckpoints(Claim claim, IReadOnlyCollection<string> files) =>
        WriteClaimed(claim, (connection, row) => SqliteCheckpoints.Delete(connection, row.Id, files));

    /// <inheritdoc/>
    public void Rewind(Claim claim, long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        WriteClaimed(claim, (connection, row) =>
        {
            SqliteMetrics.DeleteFrom(connection, row.Id, steps);
            SqliteCheckpoints.DeleteAfter(connection, row.Id, steps);
        });
    }

    /// <inheritdoc/>
    public void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points)
    {
        TrialEnd.ThrowIfUnfit(end);
        WriteClaimed(claim, (connection, row) =>
        {
            SqliteMetrics.Insert(connection, row, points);
            SqliteAttempts.Finish(connection, row, end, Now());
            SqliteSweeps.End(connection, row, end, Now());

            // Such a trial never goes on; a pruned one may be taken up again, a failed or cancelled one goes on when it
            // is put back.
            if (end.Outcome.IsForGood())
                SqliteCheckpoints.DeleteAll(connection, row.Id);
        });
    }

    /// <inheritdoc/>
    public void Release(Claim claim, string? reason = null) => WriteClaimed(claim, (connection, row) =>
    {
        SqliteAttempts.Release(connection, row, reason, Now());
        SqliteLeases.Free(connection, row.Id, row.Attempts);
    });

    /// <inheritdoc/>
    public int Requeue(string sweep, Func<TrialRecord, bool> isChosen, bool fromStart) => _database.Write(connection =>
    {
        var ended = connection.Query<TrialRow>(
            $"{TrialsOfSweep} AND outcome IN ('failed', 'diverged', 'cancelled') ORDER BY number", new { sweep });
        var chosen = ended
            .Select(row => (Row: row, Record: row.ToRecord()))
            .Where(trial => isChosen(trial.Record))
            .ToList();
        foreach (var (row, record) in chosen)
            SqliteSweeps.Requeue(connection, row, fromStart || record.Outcome == Outcome.Diverged);
        return chosen.Count;
    });

    /// <inheritdoc/>
    public IReadOnlyList<AttemptRecord> Attempts(string sweep) => Attempts(sweep, number: null);

    /// <inheritdoc/>
    public IReadOnlyList<AttemptRecord> Attempts(TrialId trial) => Attempts(trial.Sweep, trial.Number);

    private List<AttemptRecord> Attempts(string sweep, int? number) =>
        [.. _database.Read(connection => SqliteAttempts.Of(connection, sweep, number)).Select(Artifacts.Located)];

    /// <inheritdoc/>
    public AttemptRecord? LastAttemptOf(string sweep, LeaseOwner owner) =>
        _database.Read(connection => SqliteAttempts.LastOf(connection, sweep, owner)) is { } attempt
            ? Artifacts.Located(attempt)
            : null;

    /// <inheritdoc/>
    public void RecordDeath(TrialId trial, int attempt, WorkerDeath death)
    {
        ArgumentNullException.ThrowIfNull(death);
        _database.Write(connection =>
        {
            if (Find(connection, trial) is not { } row)
                return false;
            SqliteAttempts.RecordDeath(connection, row.Id, attempt, death);
            SqliteLeases.Free(connection, row.Id, attempt);
            return true;
        });
    }

    /// <inheritdoc/>
    public int DeathsWithoutProgress(TrialId trial) => AttemptRecord.DeathsWithoutProgress(Attempts(trial));

    /// <inheritdoc/>
    public void RequestStop(string sweep) =>
        _database.Write(connection =>
            connection.Execute(
                "UPDATE sweeps SET stop_requested_ms = @now WHERE name = @sweep", new { sweep, now = Now() })
        );

    /// <inheritdoc/>
    public bool IsStopRequested(string sweep) =>
        _database.Read(connection =>
            connection.ExecuteScalar<long?>("SELECT stop_requested_ms FROM sweeps WHERE name = @sweep", new { sweep })
                is not null
        );

    /// <inheritdoc/>
    public void ClearStop(string sweep) => _database.Write(connection =>
        connection.Execute("UPDATE sweeps SET stop_requested_ms = NULL WHERE name = @sweep", new { sweep }));

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
    public IReadOnlyList<EventRecord> Events(string sweep) => Events(sweep, trial: null);

    /// <inheritdoc/>
    public IReadOnlyList<EventRecord> Events(TrialId trial) => Events(trial.Sweep, trial.Number);

    private List<EventRecord> Events(string sweep, int? trial) =>
        _database.Read(connection =>
            connection
                .Query<(long? Trial, string Kind, string Message, long TimeMs)>(
                    """
                    SELECT trial, kind, message, time_ms FROM events
                    WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @sweep) AND (@trial IS NULL OR trial = @trial) ORDER BY id
                    """,
                    new { sweep, trial })
                .Select(row => new EventRecord(
                    new NewEvent(sweep, (int?)row.Trial, row.Kind, row.Message),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMs)))
                .ToList()
        );

    /// <inheritdoc/>
    public IEnumerable<TrialMetricPoint> Metrics(string sweep, string? metric = null) => Metrics(sweep, null, metric);

    /// <inheritdoc/>
    public IEnumerable<TrialMetricPoint> Metrics(TrialId trial, string? metric = null) =>
        Metrics(trial.Sweep, trial.Number, metric);

    private IEnumerable<TrialMetricPoint> Metrics(string sweep, int? trial, string? metric)
    {
        using var view = _database.Guarded(() => new SqliteView(_database));
        var connection = view.Connection;
        var (trials, names) = _database.Guarded(() =>
            (
                connection
                    .Query<(long Id, int Number)>(
                        """
                        SELECT id, number FROM trials
                        WHERE sweep_id = (SELECT id FROM sweeps WHERE name = @sweep) AND (@trial IS NULL OR number = @trial) ORDER BY number
                        """,
                        new { sweep, trial })
                    .ToList(),
                SqliteMetrics.Names(connection, metric).ToList())
        );
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

        if (view.IsTorn())
            throw StoreFaults.Torn(_database.Path);
    }

    /// <inheritdoc/>
    public string? PrepareArtifacts() => Artifacts.Prepare();

    /// <inheritdoc/>
    public string SweepArtifacts(string sweep) => Artifacts.SweepFolder(sweep);

    /// <inheritdoc/>
    public string TrialArtifacts(TrialId trial) => Artifacts.PrepareTrial(trial);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private void WriteClaimed(Claim claim, Action<SqliteConnection, TrialRow> change, bool isSynced = true)
    {
        ArgumentNullException.ThrowIfNull(claim);
        _database.Write(
            connection =>
            {
                change(connection, SqliteLeases.Fenced(connection, claim));
                return true;
            },
            isSynced);
    }

    private long Now() => _options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static SweepRecord? Find(SqliteConnection connection, string name) =>
        connection
            .QueryFirstOrDefault<SweepRow>($"SELECT {SweepRow.Columns} FROM sweeps WHERE name = @name", new { name })
            ?.ToRecord();

    private static TrialRow? Find(SqliteConnection connection, TrialId trial) =>
        connection.QueryFirstOrDefault<TrialRow>(
            $"{TrialsOfSweep} AND number = @Number", new { sweep = trial.Sweep, trial.Number });
}
