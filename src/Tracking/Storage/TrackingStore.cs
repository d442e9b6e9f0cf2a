namespace SweepRunner.Tracking.Storage;

/// <summary>The part that all kinds of store share: argument checks, the changes of each call, artifacts. A kind of
/// store supplies transactions and tables.</summary>
internal sealed partial class TrackingStore<TSession, TTrial> : ITrackingStore
    where TTrial : class
{
    private readonly IStoreDatabase<TSession> _database;
    private readonly StoreTables<TSession, TTrial> _tables;
    private readonly TrialClaims<TSession, TTrial> _claims;
    private readonly TrialDecisions<TSession, TTrial> _decisions;
    private readonly IStoreArtifacts _artifacts;
    private readonly SweepCopies<TSession, TTrial> _copies;

    public TrackingStore(
        IStoreDatabase<TSession> database, StoreTables<TSession, TTrial> tables, IStoreArtifacts artifacts,
        IProcessTable processes)
    {
        (_database, _tables, _artifacts) = (database, tables, artifacts);
        _claims = new TrialClaims<TSession, TTrial>(database, tables, processes);
        _decisions = new TrialDecisions<TSession, TTrial>(database, tables);
        _copies = new SweepCopies<TSession, TTrial>(database, tables, _claims, artifacts, processes);
    }

    public required string Url { get; init; }

    public bool IsShared { get; init; }

    public DateTimeOffset Now => _database.Read(_database.Now);

    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(0.5);

    public SweepRecord CreateSweep(NewSweep sweep)
    {
        NewSweep.ThrowIfUnfit(sweep);
        return _database.Write(WriteScope.OfSweep(sweep.Name), session =>
        {
            if (_tables.Sweeps.FindId(session, sweep.Name) is not null)
                throw new SweepExistsException(sweep.Name);
            var id = _tables.Sweeps.Insert(session, sweep, NowMs(session));
            _decisions.Begin(session, id, sweep);
            return _tables.Sweeps.Find(session, sweep.Name)!;
        });
    }

    public SweepRecord? FindSweep(string name) => _database.Read(session => _tables.Sweeps.Find(session, name));

    public IReadOnlyList<SweepRecord> Sweeps() => _database.Read(_tables.Sweeps.All);

    public SweepRecord ExtendSweep(string name, NewSweep grown)
    {
        NewSweep.ThrowIfUnfit(grown);
        if (grown.Name != name)
            throw new ArgumentException($"The extended sweep is named '{grown.Name}', not '{name}'.", nameof(grown));
        return _database.Write(WriteScope.OfSweep(name), session =>
        {
            var sweep = _tables.Sweeps.FindId(session, name) ?? throw new SweepMissingException(name, Url);
            var before = _tables.Sweeps.Find(session, name)!;
            var trials = _tables.Trials.All(session, sweep).Select(trial => _tables.Trials.Record(trial, name));
            var growth = SweepGrowth.Find([.. trials], grown);
            _tables.Sweeps.Grow(session, sweep, grown, growth.Kept);
            _tables.Sweeps.AddTrials(session, sweep, growth.Kept.Count, growth.Added);
            _decisions.Begin(session, sweep, grown);
            if (growth.Added.Count > 0 || grown.ConfigJson != before.Definition.ConfigJson)
                _decisions.Reopen(session, sweep, name, "the sweep was extended");
            return _tables.Sweeps.Find(session, name)!;
        });
    }

    public bool DeleteSweep(string name)
    {
        if (!FilesOf(name).AreInStore)
            _artifacts.Prepare();
        var isDeleted = Write(WriteScope.OfSweep(name), (session, sweep) =>
        {
            if (_claims.Held(session, sweep) > 0)
                throw new SweepRunningException(name, "delete");
            _tables.Sweeps.Delete(session, sweep);
            return true;
        });
        if (isDeleted)
            _artifacts.Delete(name);
        return isDeleted;
    }

    public IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep) =>
        Read(sweep, _tables.Trials.Counts) ?? new Dictionary<Outcome, int>();

    public bool IsDone(string sweep) => !Read(sweep, (session, id) =>
        _tables.Trials.IsAny(session, id, Outcome.Queued)
        || _tables.Trials.IsAny(session, id, Outcome.Running)
        || _decisions.IsOpen(session, id));

    public int RunningTrials(string sweep) => Read(sweep, _claims.Held);

    public IReadOnlyList<TrialRecord> Trials(string sweep) => Read(sweep, (session, id) =>
        _tables.Trials.All(session, id).Select(trial => _tables.Trials.Record(trial, sweep)).ToList()) ?? [];

    public TrialRecord? FindTrial(TrialId trial) =>
        Read(trial, (_, found) => _tables.Trials.Record(found, trial.Sweep));

    public Claim? ClaimNext(string sweep, LeaseOwner owner, bool keepsLog = false) => Write(
        WriteScope.OfTrial(sweep), (session, id) =>
    {
        if (_claims.FirstFree(session, id) is not { } trial)
            return null;
        _claims.Take(session, id, trial, owner);
        var record = _tables.Trials.Record(trial, sweep);
        var log = keepsLog ? BoundFolder.LogOf(record.Id, record.Attempts) : null;
        _claims.BeginAttempt(session, id, trial, record, owner, log);
        return new Claim(record, record.Attempts, log is null ? null : _artifacts.Locate(log));
    }, isSynced: false);

    public void Renew(Claim claim) => WriteClaimed(
        claim,
        (session, _, trial) => _tables.Trials.Renew(session, trial, Lease.Expiry(_database.Now(session))),
        isSynced: false);

    public void Hold(Claim claim, Action action) => _database.Hold(
        WriteScope.OfTrial(claim.Trial.Sweep), session => _claims.Find(session, claim), action);

    public void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points) => WriteClaimed(
        claim, (session, _, trial) => Insert(session, trial, claim, points), isSynced: false);

    public void SaveCheckpoint(Claim claim, CheckpointRecord checkpoint, IReadOnlyCollection<MetricPoint> points)
    {
        CheckpointRecord.ThrowIfUnfit(checkpoint);
        WriteClaimed(claim, (session, _, trial) =>
        {
            Insert(session, trial, claim, points);
            _tables.Trials.AddCheckpoint(session, trial, checkpoint);
        });
    }

    public IReadOnlyList<CheckpointRecord> Checkpoints(TrialId trial) => Read(trial, _tables.Trials.Checkpoints) ?? [];

    public void ForgetCheckpoints(Claim claim, IReadOnlyCollection<string> files) =>
        WriteClaimed(claim, (session, _, trial) =>
        {
            _tables.Trials.DeleteCheckpoints(session, trial, files);
            _tables.Files?.DeleteForgotten(session, trial);
        });

    public void Rewind(Claim claim, long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        WriteClaimed(claim, (session, _, trial) =>
        {
            _tables.Metrics.DeleteFrom(session, trial, steps);
            _tables.Trials.DeleteCheckpointsAfter(session, trial, steps);
            _tables.Files?.DeleteForgotten(session, trial);
        });
    }

    public void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points)
    {
        TrialEnd.ThrowIfUnfit(end);
        WriteClaimed(claim, (session, sweep, trial) =>
        {
            Insert(session, trial, claim, points);
            _claims.EndAttempt(session, sweep, trial, AttemptEnding.Finished, end.Kind, end);
            _tables.Trials.End(session, trial, end, NowMs(session));
            _tables.Files?.DeleteForgotten(session, trial);
        });
    }

    public void Release(Claim claim, string? reason = null) => WriteClaimed(claim, (session, sweep, trial) =>
    {
        _claims.EndAttempt(session, sweep, trial, AttemptEnding.Released, reason);
        _tables.Trials.Queue(session, trial, isFaulted: reason is not null);
    });

    public int Requeue(string sweep, Func<TrialRecord, bool> isChosen, bool fromStart) => Write(
        WriteScope.OfSweep(sweep), (session, id) =>
    {
        var chosen = new[] { Outcome.Failed, Outcome.Diverged, Outcome.Cancelled }
            .SelectMany(outcome => _tables.Trials.WithOutcome(session, id, outcome))
            .OrderBy(_tables.Trials.Number)
            .Select(trial => (trial, Record: _tables.Trials.Record(trial, sweep)))
            .Where(each => isChosen(each.Record))
            .ToList();
        foreach (var (trial, record) in chosen)
        {
            var isAnew = fromStart || record.Outcome == Outcome.Diverged;
            if (isAnew)
            {
                _tables.Metrics.DeleteFrom(session, trial, step: long.MinValue);
                // Before a worker can claim the trial.
                _artifacts.DeleteCheckpoints(record.Id);
            }
            _tables.Trials.Requeue(session, trial, isAnew);
            _tables.Files?.DeleteForgotten(session, trial);
        }

        if (chosen.Count > 0)
            _decisions.Reopen(session, id, sweep, TrialsQueuedAnew(chosen.Count));
        return chosen.Count;
    });

    public IReadOnlyList<DecisionRecord> Decisions(string sweep) => Read(sweep, _tables.Decisions.All) ?? [];

    public bool IsOpen(string sweep) => Read(sweep, _decisions.IsOpen);

    public bool Decide(string sweep, int number, NewDecision decision) =>
        Write(WriteScope.OfSweep(sweep), (session, id) => _decisions.Decide(session, id, sweep, number, decision));

    public void Pause(Claim claim, IReadOnlyCollection<MetricPoint> points) =>
        WriteClaimed(claim, (session, sweep, trial) =>
        {
            Insert(session, trial, claim, points);
            _claims.EndAttempt(session, sweep, trial, AttemptEnding.Paused);
            _tables.Trials.Pause(session, trial);
        });

    public IEnumerable<TrialMetricPoint> Metrics(string sweep, string? metric = null) =>
        _tables.Metrics.Stream(sweep, trial: null, metric);

    public IEnumerable<TrialMetricPoint> Metrics(TrialId trial, string? metric = null) =>
        _tables.Metrics.Stream(trial.Sweep, trial.Number, metric);

    public void Dispose() => _database.Dispose();

    private void Insert(TSession session, TTrial trial, Claim claim, IReadOnlyCollection<MetricPoint> points)
    {
        if (points.Count > 0)
            _tables.Metrics.Insert(session, trial, claim.Trial.Id, points);
    }

    private static string TrialsQueuedAnew(int count) =>
        count == 1 ? "1 trial was queued anew" : $"{count} trials were queued anew";

    private long NowMs(TSession session) => _database.Now(session).ToUnixTimeMilliseconds();

    private T? Read<T>(string sweep, Func<TSession, long, T> question) =>
        _database.Read(session => _tables.Sweeps.FindId(session, sweep) is { } id ? question(session, id) : default);

    private T? Read<T>(TrialId trial, Func<TSession, TTrial, T> question)
        where T : class => Read(trial.Sweep, (session, id) =>
            _tables.Trials.Find(session, id, trial.Number) is { } found ? question(session, found) : null);

    private T? Write<T>(WriteScope scope, Func<TSession, long, T> change, bool isSynced = true) => _database.Write(
        scope,
        session => _tables.Sweeps.FindId(session, scope.Sweep!) is { } id ? change(session, id) : default,
        isSynced);

    private void WriteClaimed(Claim claim, Action<TSession, long, TTrial> change, bool isSynced = true) =>
        _database.Write(WriteScope.OfTrial(claim.Trial.Sweep), session =>
        {
            var (sweep, trial) = _claims.Find(session, claim);
            change(session, sweep, trial);
            return true;
        }, isSynced);
}
