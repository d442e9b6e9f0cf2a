using LiteDB;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>A store in one LiteDB file, opened for each operation under locks of its own.</summary>
internal sealed class LiteDbTrackingStore : ITrackingStore
{
    /// <summary>What its URLs begin with.</summary>
    public const string Scheme = "litedb";

    private readonly LiteDbDatabase _database;
    private readonly LiteDbStoreOptions _options;
    private readonly StoreArtifacts _artifacts;

    private LiteDbTrackingStore(LiteDbDatabase database, LiteDbStoreOptions options)
    {
        _database = database;
        _options = options;
        _artifacts = new StoreArtifacts(database.Files.Path, new LiteDbHome(database, options));
        _artifacts.ThrowIfSecondPath();
    }

    /// <inheritdoc/>
    public string Url => $"{Scheme}:{_database.Files.Path}";

    /// <inheritdoc/>
    public string ArtifactsFolder => _artifacts.Folder;

    /// <summary>Opens a file as a store.</summary>
    /// <exception cref="TrackingException">It cannot be used as one; the message says what to do.</exception>
    public static LiteDbTrackingStore Open(string path, StoreAccess access, LiteDbStoreOptions options)
    {
        var database = new LiteDbDatabase(RealFile.PathOf(path), options);
        LiteDbOpening.Prepare(database, access);
        return new LiteDbTrackingStore(database, options);
    }

    /// <inheritdoc/>
    public SweepRecord CreateSweep(NewSweep sweep)
    {
        NewSweep.ThrowIfUnfit(sweep);
        return _database.Write(session =>
        {
            LiteDbSweeps.Create(session, sweep, Now());
            return LiteDbSweeps.Find(session, sweep.Name)!;
        });
    }

    /// <inheritdoc/>
    public SweepRecord? FindSweep(string name) => _database.Read(session => LiteDbSweeps.Find(session, name));

    /// <inheritdoc/>
    public IReadOnlyList<SweepRecord> Sweeps() => _database.Read(LiteDbSweeps.All);

    /// <inheritdoc/>
    public SweepRecord ExtendSweep(string name, NewSweep grown)
    {
        NewSweep.ThrowIfUnfit(grown);
        if (grown.Name != name)
            throw new ArgumentException($"The grown sweep is named '{grown.Name}', not '{name}'.", nameof(grown));
        return _database.Write(session =>
        {
            LiteDbSweeps.Extend(session, grown, Url);
            return LiteDbSweeps.Find(session, name)!;
        });
    }

    /// <inheritdoc/>
    public bool DeleteSweep(string name)
    {
        _artifacts.Prepare();
        var isDeleted = WriteOf(name, (session, sweep) =>
        {
            if (LiteDbLeases.Held(session, sweep, _options) > 0)
                throw new SweepRunningException(name);
            LiteDbSweeps.Delete(session, sweep);
            return true;
        });
        if (isDeleted)
            _artifacts.Delete(name);
        return isDeleted;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep) => ReadOf(
        sweep,
        (session, id) => LiteDbTrials.Outcomes(session, id).CountBy(outcome => outcome).ToDictionary(),
        otherwise: []);

    /// <inheritdoc/>
    public bool IsDone(string sweep) =>
        ReadOf(sweep, (session, id) => !LiteDbTrials.IsAnyUnfinished(session, id), otherwise: true);

    /// <inheritdoc/>
    public int RunningTrials(string sweep) =>
        ReadOf(sweep, (session, id) => LiteDbLeases.Held(session, id, _options), otherwise: 0);

    /// <inheritdoc/>
    public IReadOnlyList<TrialRecord> Trials(string sweep) =>
        ReadOf(
            sweep,
            (session, id) => LiteDbTrials.Of(session, id).Select(trial => LiteDbTrials.Record(trial, sweep)).ToList(),
            otherwise: []);

    /// <inheritdoc/>
    public TrialRecord? FindTrial(TrialId trial) =>
        ReadOf(
            trial.Sweep,
            (session, id) =>
                LiteDbTrials.Find(session, id, trial.Number) is { } found
                    ? LiteDbTrials.Record(found, trial.Sweep)
                    : null,
            otherwise: null);

    /// <inheritdoc/>
    public Claim? ClaimNext(string sweep, LeaseOwner owner, bool keepsLog = false) => WriteOf(
        sweep,
        (session, id) =>
        {
            if (LiteDbLeases.FirstFree(session, id, _options) is not { } trial)
                return null;
            if (LiteDbLeases.Of(trial) is { } lease)
                LiteDbAttempts.Abandon(session, trial, lease, _options.Processes, Now());
            LiteDbLeases.Take(trial, owner, _options);
            LiteDbTrials.Save(session, trial);
            var record = LiteDbTrials.Record(trial, sweep);
            var log = keepsLog ? StoreArtifacts.LogOf(record.Id, record.Attempts) : null;
            LiteDbAttempts.Begin(session, trial, owner, log, Now());
            return new Claim(record, record.Attempts, log is null ? null : _artifacts.Locate(log));
        },
        isSynced: false);

    /// <inheritdoc/>
    public void Renew(Claim claim) =>
        WriteClaimed(claim, (_, trial) => LiteDbLeases.Renew(trial, _options), isSynced: false);

    /// <inheritdoc/>
    public void Hold(Claim claim, Action action)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(action);
        _database.Hold(session => LiteDbLeases.Fenced(session, claim), action);
    }

    /// <inheritdoc/>
    public void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points)
    {
        ArgumentNullException.ThrowIfNull(claim);
        _database.Write(
            session =>
            {
                LiteDbMetrics.Insert(session, LiteDbLeases.Fenced(session, claim), claim.Trial.Sweep, points);
                return true;
            },
            isSynced: false);
    }

    /// <inheritdoc/>
    public void SaveCheckpoint(Claim claim, CheckpointRecord checkpoint, IReadOnlyCollection<MetricPoint> points)
    {
        CheckpointRecord.ThrowIfUnfit(checkpoint);
        WriteClaimed(claim, (session, trial) =>
        {
            LiteDbMetrics.Insert(session, trial, claim.Trial.Sweep, points);
            LiteDbCheckpoints.Add(trial, checkpoint);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<CheckpointRecord> Checkpoints(TrialId trial) =>
        ReadOf(
            trial.Sweep,
            (session, id) =>
                LiteDbTrials.Find(session, id, trial.Number) is { } found ? LiteDbCheckpoints.Of(found) : [],
            otherwise: []);

    /// <inheritdoc/>
    public void ForgetCheckpoints(Claim claim, IReadOnlyCollection<string> files) =>
        WriteClaimed(claim, (_, trial) => LiteDbCheckpoints.Remove(trial, files));

    /// <inheritdoc/>
    public void Rewind(Claim claim, long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        WriteClaimed(claim, (session, trial) =>
        {
            LiteDbMetrics.DeleteFrom(session, trial, steps);
            LiteDbCheckpoints.RemoveAfter(trial, steps);
        });
    }

    /// <inheritdoc/>
    public void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points)
    {
        TrialEnd.ThrowIfUnfit(end);
        WriteClaimed(claim, (session, trial) =>
        {
            LiteDbMetrics.Insert(session, trial, claim.Trial.Sweep, points);
            LiteDbAttempts.Finish(session, trial, end, Now());
            LiteDbTrials.End(trial, end, Now());
        });
    }

    /// <inheritdoc/>
    public void Release(Claim claim, string? reason = null) => WriteClaimed(claim, (session, trial) =>
    {
        LiteDbAttempts.Release(session, trial, reason, Now());
        if (reason is null)
            LiteDbTrials.Queue(trial);
        else
            LiteDbTrials.QueueFaulted(trial);
    });

    /// <inheritdoc/>
    public int Requeue(string sweep, Func<TrialRecord, bool> isChosen, bool fromStart) =>
        WriteOf(
            sweep,
            (session, id) =>
            {
                var ended = new[] { Outcome.Failed, Outcome.Diverged, Outcome.Cancelled }
                    .SelectMany(outcome => LiteDbTrials.At(session, id, outcome))
                    .OrderBy(LiteDbTrials.Number)
                    .Select(trial => (Trial: trial, Record: LiteDbTrials.Record(trial, sweep)))
                    .ToList();
                var chosen = ended.Where(pair => isChosen(pair.Record)).ToList();
                foreach (var (trial, record) in chosen)
                {
                    if (fromStart || record.Outcome == Outcome.Diverged)
                        Clear(session, trial);
                    LiteDbTrials.Requeue(trial);
                    LiteDbTrials.Save(session, trial);
                }

                return chosen.Count;
            });

    /// <inheritdoc/>
    public IReadOnlyList<AttemptRecord> Attempts(string sweep) => Attempts(sweep, trial: null);

    /// <inheritdoc/>
    public IReadOnlyList<AttemptRecord> Attempts(TrialId trial) => Attempts(trial.Sweep, trial.Number);

    private List<AttemptRecord> Attempts(string sweep, int? trial) =>
    [
        .. ReadOf(sweep, (session, id) => LiteDbAttempts.Of(session, id, trial), otherwise: [])
            .Select(_artifacts.Located),
    ];

    /// <inheritdoc/>
    public AttemptRecord? LastAttemptOf(string sweep, LeaseOwner owner) =>
        ReadOf(sweep, (session, id) => LiteDbAttempts.LastOf(session, id, owner), otherwise: null) is { } attempt
            ? _artifacts.Located(attempt)
            : null;

    /// <inheritdoc/>
    public void RecordDeath(TrialId trial, int attempt, WorkerDeath death)
    {
        ArgumentNullException.ThrowIfNull(death);
        WriteOf(trial.Sweep, (session, id) =>
        {
            if (LiteDbTrials.Find(session, id, trial.Number) is not { } found)
                return false;
            LiteDbAttempts.RecordDeath(session, found, attempt, death);
            if (LiteDbTrials.Outcome(found) != Outcome.Running || LiteDbTrials.AttemptsOf(found) != attempt)
                return false;
            LiteDbTrials.Queue(found);
            LiteDbTrials.Save(session, found);
            return true;
        });
    }

    /// <inheritdoc/>
    public int DeathsWithoutProgress(TrialId trial) => AttemptRecord.DeathsWithoutProgress(Attempts(trial));

    /// <inheritdoc/>
    public void RequestStop(string sweep) => _database.Write(session => LiteDbSweeps.SetStop(session, sweep, Now()));

    /// <inheritdoc/>
    public bool IsStopRequested(string sweep) =>
        _database.Read(session => LiteDbSweeps.IsStopRequested(session, sweep));

    /// <inheritdoc/>
    public void ClearStop(string sweep) => _database.Write(session => LiteDbSweeps.SetStop(session, sweep, null));

    /// <inheritdoc/>
    public void AddEvent(NewEvent happening)
    {
        ArgumentNullException.ThrowIfNull(happening);
        WriteOf(happening.Sweep, (session, id) =>
        {
            LiteDbEvents.Add(session, id, happening, Now());
            return true;
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<EventRecord> Events(string sweep) => Events(sweep, trial: null);

    /// <inheritdoc/>
    public IReadOnlyList<EventRecord> Events(TrialId trial) => Events(trial.Sweep, trial.Number);

    private IReadOnlyList<EventRecord> Events(string sweep, int? trial) =>
        ReadOf(sweep, (session, id) => LiteDbEvents.Of(session, id, sweep, trial), otherwise: []);

    /// <inheritdoc/>
    // Read into memory as a whole when the enumeration begins, 28 bytes a point beside LiteDB's own pages: else the
    // file would stay locked for as long as it takes.
    public IEnumerable<TrialMetricPoint> Metrics(string sweep, string? metric = null) => Metrics(sweep, null, metric);

    /// <inheritdoc/>
    public IEnumerable<TrialMetricPoint> Metrics(TrialId trial, string? metric = null) =>
        Metrics(trial.Sweep, trial.Number, metric);

    private IEnumerable<TrialMetricPoint> Metrics(string sweep, int? trial, string? metric)
    {
        var chunks = ReadOf(sweep, (session, id) => LiteDbMetrics.Read(session, id, trial, metric), otherwise: []);
        foreach (var (number, name, chunk) in chunks)
        {
            foreach (var point in chunk.Points(name))
                yield return new TrialMetricPoint(number, point);
        }
    }

    /// <inheritdoc/>
    public string? PrepareArtifacts() => _artifacts.Prepare();

    /// <inheritdoc/>
    public string SweepArtifacts(string sweep) => _artifacts.SweepFolder(sweep);

    /// <inheritdoc/>
    public string TrialArtifacts(TrialId trial) => _artifacts.PrepareTrial(trial);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private static void Clear(LiteDbSession session, BsonDocument trial)
    {
        LiteDbMetrics.DeleteFrom(session, trial, step: long.MinValue);
        LiteDbTrials.SetCheckpoints(trial, []);
    }

    private T ReadOf<T>(string sweep, Func<LiteDbSession, long, T> question, T otherwise) =>
        _database.Read(session => LiteDbSweeps.IdOf(session, sweep) is { } id ? question(session, id) : otherwise);

    private T? WriteOf<T>(string sweep, Func<LiteDbSession, long, T> change, bool isSynced = true) =>
        _database.Write(
            session => LiteDbSweeps.IdOf(session, sweep) is { } id ? change(session, id) : default, isSynced);

    private void WriteClaimed(Claim claim, Action<LiteDbSession, BsonDocument> change, bool isSynced = true)
    {
        ArgumentNullException.ThrowIfNull(claim);
        _database.Write(
            session =>
            {
                var trial = LiteDbLeases.Fenced(session, claim);
                change(session, trial);
                LiteDbTrials.Save(session, trial);
                return true;
            },
            isSynced);
    }

    private long Now() => _options.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
