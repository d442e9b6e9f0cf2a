using System.Text.Json;

namespace SweepRunner.Tracking.Sql;

/// <summary>The table <c>sweeps</c>.</summary>
internal sealed class SqlSweeps : ISweepTable<SqlSession>
{
    private const string Rows =
        "SELECT sweeps.*, (SELECT count(*) FROM trials WHERE sweep_id = sweeps.id) AS trial_count FROM sweeps";

    static SqlSweeps() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public long? FindId(SqlSession session, string name) =>
        session.ExecuteScalar<long?>("SELECT id FROM sweeps WHERE name = @name", new { name });

    public SweepRecord? Find(SqlSession session, string name) =>
        session.QueryFirstOrDefault<SweepRow>($"{Rows} WHERE name = @name", new { name })?.ToRecord();

    public IReadOnlyList<SweepRecord> All(SqlSession session) =>
        [.. session.Query<SweepRow>($"{Rows} ORDER BY id").Select(row => row.ToRecord())];

    public long Insert(SqlSession session, NewSweep sweep, long nowMs)
    {
        var id = session.ExecuteScalar<long>(
            """
            INSERT INTO sweeps (name, description, config_text, config_json, overrides_json, space_paths_json,
                objective_metric, is_objective_maximized, device, threads, provenance_json, created_ms)
            VALUES (@Name, @Description, @ConfigText, @ConfigJson, @overrides, @paths,
                @ObjectiveMetric, @IsObjectiveMaximized, @Device, @Threads, @ProvenanceJson, @nowMs)
            RETURNING id
            """,
            new
            {
                sweep.Name,
                sweep.Description,
                sweep.ConfigText,
                sweep.ConfigJson,
                overrides = Json(sweep.Overrides),
                paths = Json(sweep.SpacePaths),
                sweep.ObjectiveMetric,
                sweep.IsObjectiveMaximized,
                sweep.Device,
                sweep.Threads,
                sweep.ProvenanceJson,
                nowMs,
            });
        AddTrials(session, id, first: 0, sweep.Trials);
        return id;
    }

    public void Grow(
        SqlSession session, long sweep, NewSweep grown, IReadOnlyList<(int Number, NewTrial Trial)> kept)
    {
        session.Execute(
            """
            UPDATE sweeps SET description = @Description, config_text = @ConfigText, config_json = @ConfigJson,
                overrides_json = @overrides, space_paths_json = @paths, objective_metric = @ObjectiveMetric,
                is_objective_maximized = @IsObjectiveMaximized
            WHERE id = @sweep
            """,
            new
            {
                sweep,
                grown.Description,
                grown.ConfigText,
                grown.ConfigJson,
                overrides = Json(grown.Overrides),
                paths = Json(grown.SpacePaths),
                grown.ObjectiveMetric,
                grown.IsObjectiveMaximized,
            });
        foreach (var (number, trial) in kept)
        {
            session.Execute(
                """
                UPDATE trials SET config_json = @ConfigJson, space_values_json = @values
                WHERE sweep_id = @sweep AND number = @number
                """,
                new { sweep, number, trial.ConfigJson, values = Json(trial.SpaceValues) });
        }
    }

    public void AddTrials(SqlSession session, long sweep, int first, IReadOnlyList<NewTrial> trials)
    {
        foreach (var (index, trial) in trials.Index())
            Insert(session, sweep, first + index, trial);
    }

    public void Delete(SqlSession session, long sweep)
    {
        // Not every kind of database has a constraint that deletes points.
        session.Execute(
            "DELETE FROM metrics WHERE trial_id IN (SELECT id FROM trials WHERE sweep_id = @sweep)", new { sweep });
        session.Execute("DELETE FROM sweeps WHERE id = @sweep", new { sweep });
    }

    public long? StopRequestedMs(SqlSession session, long sweep) => session.ExecuteScalar<long?>(
        "SELECT stop_requested_ms FROM sweeps WHERE id = @sweep", new { sweep });

    public void SetStop(SqlSession session, long sweep, long? requestedMs) => session.Execute(
        "UPDATE sweeps SET stop_requested_ms = @requestedMs WHERE id = @sweep", new { sweep, requestedMs });

    public void AddEvent(SqlSession session, long sweep, NewEvent happening, long nowMs) => session.Execute(
        """
        INSERT INTO events (sweep_id, trial, kind, message, time_ms)
        VALUES (@sweep, @Trial, @Kind, @Message, @nowMs)
        """,
        new { sweep, happening.Trial, happening.Kind, happening.Message, nowMs });

    public IReadOnlyList<EventRecord> Events(SqlSession session, long sweep, string name, int? trial) =>
    [
        .. session
            .Query<(long? Trial, string Kind, string Message, long TimeMs)>(
                """
                SELECT trial, kind, message, time_ms FROM events
                WHERE sweep_id = @sweep AND (@trial IS NULL OR trial = @trial) ORDER BY id
                """,
                new { sweep, trial })
            .Select(row => new EventRecord(
                new NewEvent(name, (int?)row.Trial, row.Kind, row.Message),
                DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMs))),
    ];

    private static void Insert(SqlSession session, long sweep, int number, NewTrial trial) => session.Execute(
        """
        INSERT INTO trials (sweep_id, number, cell, seed, identity, config_json, space_values_json,
            data_json, pause_after_epochs)
        VALUES (@sweep, @number, @Cell, @Seed, @Identity, @ConfigJson, @values, @data, @PauseAfterEpochs)
        """,
        new
        {
            sweep,
            number,
            trial.Cell,
            trial.Seed,
            trial.Identity,
            trial.ConfigJson,
            values = Json(trial.SpaceValues),
            data = trial.Data is null ? null : JsonSerializer.Serialize(trial.Data),
            trial.PauseAfterEpochs,
        });

    private static string Json(IReadOnlyList<string?> texts) => JsonSerializer.Serialize(texts);
}
