namespace SweepRunner.Tracking.Storage;

/// <summary>The storage of one kind of store: transactions, and faults as <see cref="TrackingException"/>. A session is
/// the object of a transaction, such as a connection.</summary>
internal interface IStoreDatabase<TSession> : IDisposable
{
    /// <summary>The time by which leases run out and events are dated: that of the clock that all processes share
    /// which use the store.</summary>
    DateTimeOffset Now(TSession session);

    /// <summary>Answers a question from one unchanging view.</summary>
    T Read<T>(Func<TSession, T> question);

    /// <summary>Makes a change in one transaction, whole or not at all; excludes at least the writers of its scope. The
    /// change may run more than once, such as while the disk is full. If not synced, it waits for no disk where the
    /// store is a file: it survives the death of the process, and the loss of power only from the next synced change
    /// on.</summary>
    T Write<T>(WriteScope scope, Func<TSession, T> change, bool isSynced = true);

    /// <summary>Excludes the writers of a scope while an action runs; <paramref name="check"/> throws where it may
    /// not.</summary>
    void Hold(WriteScope scope, Action<TSession> check, Action action);
}

/// <summary>The writers that a write excludes. A store in a file ignores it: there, a write excludes all
/// others.</summary>
/// <param name="Sweep">The name of the sweep that is written; null for what belongs to no sweep.</param>
/// <param name="IsOfTrial">True if only one trial is written, whose row the table locks: such writes exclude the writes
/// of the whole sweep, not one another.</param>
internal readonly record struct WriteScope(string? Sweep, bool IsOfTrial)
{
    public static WriteScope OfStore { get; } = new(null, IsOfTrial: false);

    public static WriteScope OfSweep(string sweep) => new(sweep, IsOfTrial: false);

    public static WriteScope OfTrial(string sweep) => new(sweep, IsOfTrial: true);

    /// <summary>True if the change may wait for something else, such as another store, for minutes.</summary>
    public bool IsLong { get; init; }
}

/// <summary>The tables of a kind of store.</summary>
internal sealed record StoreTables<TSession, TTrial>(
    ISweepTable<TSession> Sweeps,
    ITrialTable<TSession, TTrial> Trials,
    IAttemptTable<TSession, TTrial> Attempts,
    IDecisionTable<TSession> Decisions,
    IMetricTable<TSession, TTrial> Metrics)
    where TTrial : class
{
    /// <summary>The files of trials; null in a store whose artifacts are always in a folder.</summary>
    public IFileTable<TSession, TTrial>? Files { get; init; }
}

/// <summary>Sweeps, by their key in the store, and their events.</summary>
internal interface ISweepTable<TSession>
{
    long? FindId(TSession session, string name);

    SweepRecord? Find(TSession session, string name);

    /// <summary>The oldest first.</summary>
    IReadOnlyList<SweepRecord> All(TSession session);

    /// <summary>Writes a sweep and its trials; returns its key. The key of a deleted sweep never comes back.</summary>
    long Insert(TSession session, NewSweep sweep, long nowMs);

    /// <summary>Replaces the config of a sweep and of the trials that stay.</summary>
    void Grow(TSession session, long sweep, NewSweep grown, IReadOnlyList<(int Number, NewTrial Trial)> kept);

    /// <summary>Queues new trials; <paramref name="first"/>, the number of the first, is the count of the
    /// others.</summary>
    void AddTrials(TSession session, long sweep, int first, IReadOnlyList<NewTrial> trials);

    /// <summary>Deletes a sweep and all that belongs to it.</summary>
    void Delete(TSession session, long sweep);

    /// <summary>When the workers of a sweep were asked to stop; null if they are not. Cheap.</summary>
    long? StopRequestedMs(TSession session, long sweep);

    void SetStop(TSession session, long sweep, long? requestedMs);

    void AddEvent(TSession session, long sweep, NewEvent happening, long nowMs);

    /// <summary>The oldest first; <paramref name="name"/> is the sweep's.</summary>
    IReadOnlyList<EventRecord> Events(TSession session, long sweep, string name, int? trial);
}

/// <summary>Trials as stored, such as rows, their leases and their checkpoints. A method that changes a trial also
/// writes it.</summary>
internal interface ITrialTable<TSession, TTrial>
    where TTrial : class
{
    /// <summary>In plan order.</summary>
    IReadOnlyList<TTrial> All(TSession session, long sweep);

    TTrial? Find(TSession session, long sweep, int number);

    /// <summary>The identity of every trial, in plan order.</summary>
    IReadOnlyList<string> Identities(TSession session, long sweep);

    IReadOnlyList<TTrial> WithOutcome(TSession session, long sweep, Outcome outcome);

    /// <summary>The first queued trial in plan order, among those that were released for a fault or among the
    /// others.</summary>
    TTrial? FirstQueued(TSession session, long sweep, bool isFaulted);

    /// <summary>The first running trial in plan order that may be taken from its owner, by the lease as it is
    /// now. <paramref name="host"/> is this one, on which owners may be dead before their leases expire.</summary>
    TTrial? FirstAbandoned(
        TSession session, long sweep, DateTimeOffset now, string host, Func<Lease, bool> isHeld);

    IReadOnlyDictionary<Outcome, int> Counts(TSession session, long sweep);

    /// <summary>True if a trial has the outcome; reads only an index.</summary>
    bool IsAny(TSession session, long sweep, Outcome outcome);

    int Number(TTrial trial);

    TrialRecord Record(TTrial trial, string sweep);

    Lease? LeaseOf(TTrial trial);

    /// <summary>Begins the next attempt.</summary>
    void Start(TSession session, TTrial trial, Lease lease, long nowMs);

    void Renew(TSession session, TTrial trial, long expiresMs);

    /// <summary>Returns a running trial to the queue.</summary>
    void Queue(TSession session, TTrial trial, bool isFaulted);

    /// <summary>Ends the lease of a running trial, which stays out of the queue.</summary>
    void Pause(TSession session, TTrial trial);

    /// <summary>Returns a paused or pruned trial to the queue, with the epochs after which it pauses next.</summary>
    void Promote(TSession session, TTrial trial, int? pauseAfterEpochs);

    /// <summary>Writes the end of a trial, and deletes its checkpoints if it never resumes.</summary>
    void End(TSession session, TTrial trial, TrialEnd end, long nowMs);

    /// <summary>Returns an ended trial to the queue; from the start, without its checkpoints.</summary>
    void Requeue(TSession session, TTrial trial, bool fromStart);

    /// <summary>Writes the outcome, the end, the times and the number of attempts that a trial has in another store. It
    /// does not run there. <paramref name="isFaulted"/> as in <see cref="Queue"/>.</summary>
    void Restore(TSession session, TTrial trial, TrialRecord record, bool isFaulted);

    /// <summary>Those of most steps first, and of as many steps the newest.</summary>
    IReadOnlyList<CheckpointRecord> Checkpoints(TSession session, TTrial trial);

    /// <summary>Replaces one in the same file.</summary>
    void AddCheckpoint(TSession session, TTrial trial, CheckpointRecord checkpoint);

    void DeleteCheckpoints(TSession session, TTrial trial, IReadOnlyCollection<string> files);

    void DeleteCheckpointsAfter(TSession session, TTrial trial, long steps);
}

/// <summary>The attempts at trials.</summary>
internal interface IAttemptTable<TSession, TTrial>
{
    void Insert(TSession session, TTrial trial, AttemptRecord attempt);

    /// <summary>Writes how an attempt ended; owner, start, earlier steps and log stay.</summary>
    void Update(TSession session, TTrial trial, AttemptRecord attempt);

    /// <summary>The attempts at a trial, or at all of a sweep in plan order, the oldest of each first.</summary>
    IReadOnlyList<AttemptRecord> All(TSession session, long sweep, int? trial);

    AttemptRecord? FindLast(TSession session, long sweep, LeaseOwner owner);
}

/// <summary>The decisions of sweeps.</summary>
internal interface IDecisionTable<TSession>
{
    void Insert(TSession session, long sweep, DecisionRecord decision);

    /// <summary>The oldest first.</summary>
    IReadOnlyList<DecisionRecord> All(TSession session, long sweep);

    /// <summary>The number and the kind of the newest; null without one. Cheap: reads only a key and a
    /// field.</summary>
    (int Number, DecisionKind Kind)? Last(TSession session, long sweep);
}

/// <summary>The metric points of trials: the bulk of a store.</summary>
internal interface IMetricTable<TSession, TTrial>
{
    /// <exception cref="ArgumentException">The trial has a point of the same metric and step.</exception>
    void Insert(TSession session, TTrial trial, TrialId id, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Deletes the points of a trial at a step and later.</summary>
    void DeleteFrom(TSession session, TTrial trial, long step);

    /// <summary>The highest step with a point.</summary>
    long? LastStep(TSession session, TTrial trial);

    /// <summary>The points of a sweep by trial, metric (ordinal) and step, from one unchanging view.</summary>
    IEnumerable<TrialMetricPoint> Stream(string sweep, int? trial, string? metric);
}

/// <summary>The files of trials, in chunks of <see cref="FileRecord.ChunkBytes"/>. A file that is not published is not
/// found.</summary>
internal interface IFileTable<TSession, TTrial>
{
    /// <summary>Begins a file that is not published; returns its key. The attempt is that of the claim, or
    /// null.</summary>
    long Begin(TSession session, TTrial trial, string name, int? attempt);

    void Append(TSession session, long file, int number, byte[] content);

    /// <summary>Replaces the published file of the same name.</summary>
    void Publish(TSession session, TTrial trial, long file, WrittenFile written);

    /// <summary>By name (ordinal).</summary>
    IReadOnlyList<FileRecord> All(TSession session, TTrial trial);

    StoredFile? Find(TSession session, TTrial trial, string name);

    /// <summary>A chunk, from 0; null if it is not there.</summary>
    byte[]? Read(TSession session, long file, int number);

    void Delete(TSession session, TTrial trial, IReadOnlyCollection<string> names);

    /// <summary>Deletes the files of checkpoints that the trial no longer has, and what claims left
    /// unfinished.</summary>
    void DeleteForgotten(TSession session, TTrial trial);
}

/// <summary>A published file in a table.</summary>
internal sealed record StoredFile(long Key, string Name, long Bytes);

/// <summary>The id of a store, which a copy of its file shares, and the file's path when its artifacts were last bound
/// to it; null before.</summary>
internal sealed record StoreHome(string Id, string? Path);

/// <summary>Where the artifacts of a store are: <see cref="IArtifactStore"/>, and the paths that the store
/// keeps.</summary>
internal interface IStoreArtifacts
{
    string Folder { get; }

    /// <summary>Creates the folder and binds it to the store. Returns a warning if there is one.</summary>
    string? Prepare();

    /// <summary>Throws if the store has a folder that this machine does not see.</summary>
    void ThrowIfAbsent();

    string SweepFolder(string sweep);

    string PrepareTrial(TrialId trial);

    void Delete(string sweep);

    /// <summary>Deletes the checkpoints of a program.</summary>
    void DeleteCheckpoints(TrialId trial);

    /// <summary>The full path of a file that the store names by its path in the folder.</summary>
    string Locate(string kept);
}

internal interface IStoreHome
{
    StoreHome Read();

    /// <summary>Reads the id of another file; null if that is not a store of this kind.</summary>
    string? IdOf(string file);

    /// <summary>Keeps a path, after an action during which no other process writes to the store.</summary>
    void Move(string path, Action action);
}
