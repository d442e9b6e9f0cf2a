namespace SweepRunner.Tracking;

/// <summary>
/// What is remembered of every sweep, and the queue that its trials are taken from. Any number of processes may use one
/// store at a time.
/// </summary>
/// <remarks>
/// What a call has returned from is durable: it outlives the death of the process and, as far as the disk keeps its
/// word, of the machine. A claim, its renewal and points that were added alone outlive the machine from the next call
/// that is none of these; without it they are lost together, the latest first, and the trial goes on from its last
/// checkpoint as it would have to anyway. Every method is atomic: it is carried out whole or not at all. Reading waits
/// for no writer's <see cref="Hold"/>, and for a call of another at most where the storage can be open to one process
/// alone. A trial's metrics and outcome are written by the holder of its <see cref="Claim"/> alone. A claim holds until
/// another has taken its trial, also past the end of its lease. Every method may throw <see cref="TrackingException"/>
/// when the storage itself fails.
/// </remarks>
public interface ITrackingStore : IDisposable
{
    /// <summary>The URL that opens this store again, such as <c>sqlite:/home/me/runs/sweeps.db</c>.</summary>
    string Url { get; }

    /// <summary>The folder of the store's artifacts: <c>&lt;store file's whole name&gt;.artifacts</c>.</summary>
    string ArtifactsFolder { get; }

    /// <summary>Writes a sweep and all its trials, queued.</summary>
    /// <exception cref="SweepExistsException">A sweep of that name is there.</exception>
    /// <exception cref="ArgumentException">Two of its trials have the same identity.</exception>
    SweepRecord CreateSweep(NewSweep sweep);

    /// <summary>The sweep of that name, or null.</summary>
    SweepRecord? FindSweep(string name);

    /// <summary>Every sweep, the oldest first.</summary>
    IReadOnlyList<SweepRecord> Sweeps();

    /// <summary>
    /// Makes a sweep grow to a larger space. A trial whose identity is there already keeps its number, cell, outcome,
    /// metrics, checkpoints and attempts; new ones are queued behind them in the order of <paramref name="grown"/>,
    /// with the numbers that follow. A cell that is there keeps its number too, whatever <paramref name="grown"/> calls
    /// it. Description, config, overrides, paths and values of the space and objective become those of
    /// <paramref name="grown"/>; device, threads and provenance stay.
    /// </summary>
    /// <exception cref="SweepShrunkException">A trial of the sweep is not in <paramref name="grown"/>; nothing is
    /// changed.</exception>
    /// <exception cref="ArgumentException">Two trials of <paramref name="grown"/> have the same identity, or it has
    /// another name.</exception>
    /// <exception cref="SweepMissingException">There is none of that name.</exception>
    SweepRecord ExtendSweep(string name, NewSweep grown);

    /// <summary>Removes a sweep, its trials, metrics, checkpoints, attempts and events, then the folder of its
    /// artifacts.</summary>
    /// <returns>False where there is none of that name.</returns>
    /// <exception cref="SweepRunningException">A trial of it runs under a lease that holds.</exception>
    bool DeleteSweep(string name);

    /// <summary>How many trials of a sweep stand where; an outcome that none has is left out.</summary>
    IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep);

    /// <summary>True when no trial of a sweep is queued or running; cheap enough to be asked twice a second by every
    /// worker.</summary>
    bool IsDone(string sweep);

    /// <summary>How many trials of a sweep run under a lease that holds.</summary>
    int RunningTrials(string sweep);

    /// <summary>The trials of a sweep in plan order; empty where there is no such sweep.</summary>
    IReadOnlyList<TrialRecord> Trials(string sweep);

    /// <summary>One trial, or null.</summary>
    TrialRecord? FindTrial(TrialId trial);

    /// <summary>
    /// Takes the first trial in plan order that is queued, or running under a lease that has run out or whose owner is
    /// dead on this host; trials that were given back for a fault come after all others, so that the fault has time to
    /// pass. The trial is then running under a new attempt; an earlier attempt's claim can write nothing more, and is
    /// closed as died or lost. The trial's metrics and checkpoints stay: <see cref="Rewind"/> before the first new
    /// point.
    /// </summary>
    /// <param name="sweep">The sweep's name.</param>
    /// <param name="owner">The process.</param>
    /// <param name="keepsLog">True when the process keeps its standard error in the trial's folder: the attempt's log
    /// is then named.</param>
    /// <returns>Null when there is none to take.</returns>
    Claim? ClaimNext(string sweep, LeaseOwner owner, bool keepsLog = false);

    /// <summary>Puts the end of the lease off.</summary>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Renew(Claim claim);

    /// <summary>
    /// Does what only the trial's holder may do, such as giving a file its name: no other can take the trial meanwhile,
    /// not even while this process is stopped. To be short, since it holds up every writer of the store.
    /// </summary>
    /// <exception cref="LeaseLostException">The claim no longer holds; nothing was done.</exception>
    void Hold(Claim claim, Action action);

    /// <summary>Adds points to the claimed trial. </summary>
    /// <exception cref="ArgumentException">The trial has a point of the same metric and step; none of the points is
    /// added.</exception>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Writes where the claimed trial can go on from, together with the points up to there; a file of the same
    /// name is replaced.</summary>
    /// <exception cref="ArgumentException">
    /// A number of the checkpoint is negative, its file no plain name, or the trial has one of the points already;
    /// nothing is written.
    /// </exception>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void SaveCheckpoint(Claim claim, CheckpointRecord checkpoint, IReadOnlyCollection<MetricPoint> points);

    /// <summary>The checkpoints of a trial, those of most steps first, and of as many steps the newest; empty where
    /// there is no such trial.</summary>
    IReadOnlyList<CheckpointRecord> Checkpoints(TrialId trial);

    /// <summary>Removes checkpoints of the claimed trial by their files' names; the files are the caller's to delete,
    /// afterwards.</summary>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void ForgetCheckpoints(Claim claim, IReadOnlyCollection<string> files);

    /// <summary>
    /// Takes the claimed trial back to where it goes on from: removes its points at that step and later, and its
    /// checkpoints of more steps. To be called right after a claim, before the first point.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="steps">Updates done there: the steps of the checkpoint that was loaded, or 0 to start anew.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Rewind(Claim claim, long steps);

    /// <summary>
    /// Writes the claimed trial's end, together with its last points, and gives the lease up. A trial that completed or
    /// diverged never goes on: its checkpoints are forgotten; their files are the caller's to delete, afterwards.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The outcome is not final, the loss or the time not finite, or the trial has one of the points already; nothing
    /// is written.
    /// </exception>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Gives the claimed trial back to the queue; its metrics and checkpoints stay.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="reason">Why, as a short text for people; null where nothing went wrong.</param>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Release(Claim claim, string? reason = null);

    /// <summary>
    /// Puts trials that ended as failed, diverged or cancelled back into the queue. One that failed or was cancelled
    /// keeps its checkpoints and metrics and goes on; one that diverged starts from nothing. Its deaths are counted
    /// anew; its attempts go on being numbered.
    /// </summary>
    /// <param name="sweep">The sweep's name.</param>
    /// <param name="isChosen">Chooses among those trials; may be asked more than once, and may not use the
    /// store.</param>
    /// <param name="fromStart">True to start every one from nothing: its metrics and checkpoints are removed.</param>
    /// <returns>How many were put back.</returns>
    int Requeue(string sweep, Func<TrialRecord, bool> isChosen, bool fromStart);

    /// <summary>The attempts at every trial of a sweep in plan order, the oldest of each first; empty where there is no
    /// such sweep.</summary>
    IReadOnlyList<AttemptRecord> Attempts(string sweep);

    /// <summary>The attempts at a trial, the oldest first; empty where there is no such trial.</summary>
    IReadOnlyList<AttemptRecord> Attempts(TrialId trial);

    /// <summary>The newest attempt of a process at any trial of a sweep, or null: what a supervisor needs when a worker
    /// of its own has died.</summary>
    AttemptRecord? LastAttemptOf(string sweep, LeaseOwner owner);

    /// <summary>
    /// Writes that a supervisor saw the process of an attempt die, and puts the trial back into the queue if that
    /// attempt still had it. Of an attempt that was lost before, only exit code and signal are kept. Does nothing where
    /// there is no such attempt, or its holder ended it.
    /// </summary>
    void RecordDeath(TrialId trial, int attempt, WorkerDeath death);

    /// <summary>
    /// How many deaths in a row a supervisor saw in attempts that recorded no step that was new to the trial, counted
    /// back from the newest attempt. An attempt that recorded one, or wrote the trial's end, ends the row; one that
    /// runs, was released or lost, or died with nobody to see it, neither counts nor ends it.
    /// </summary>
    int DeathsWithoutProgress(TrialId trial);

    /// <summary>Asks every worker of a sweep to stop, now and until it is cleared; does nothing where there is no such
    /// sweep.</summary>
    void RequestStop(string sweep);

    /// <summary>True while a sweep is asked to stop; cheap enough to be asked twice a second by every worker. Claims
    /// are still given.</summary>
    bool IsStopRequested(string sweep);

    /// <summary>Takes the request to stop back.</summary>
    void ClearStop(string sweep);

    /// <summary>Adds to what happened in a sweep; does nothing where there is no such sweep.</summary>
    void AddEvent(NewEvent happening);

    /// <summary>The events of a sweep and its trials, the oldest first.</summary>
    IReadOnlyList<EventRecord> Events(string sweep);

    /// <summary>The events of a trial, the oldest first.</summary>
    IReadOnlyList<EventRecord> Events(TrialId trial);

    /// <summary>
    /// The points of a sweep by trial, metric (ordinal) and step, streamed; of one metric where named. What is streamed
    /// is the store as it was when the enumeration began, whatever is written meanwhile.
    /// </summary>
    IEnumerable<TrialMetricPoint> Metrics(string sweep, string? metric = null);

    /// <summary>The points of a trial by metric (ordinal) and step, streamed as those of a sweep are.</summary>
    IEnumerable<TrialMetricPoint> Metrics(TrialId trial, string? metric = null);

    /// <summary>
    /// Makes the folder of the artifacts, or renames one of an older build, and binds it to the store. What writes to
    /// the store calls it before anything else, so that artifacts that cannot be used are told while nothing is done.
    /// </summary>
    /// <returns>What a person should know: that the store came without its artifacts; null for nothing.</returns>
    /// <exception cref="TrackingException">The artifacts are another store's, or the folder cannot be made.</exception>
    string? PrepareArtifacts();

    /// <summary>The folder of a sweep's artifacts, <c>ArtifactsFolder/sweeps/SWEEP</c>; it need not be there.</summary>
    /// <exception cref="ArgumentException">The sweep's name cannot be that of a folder.</exception>
    string SweepArtifacts(string sweep);

    /// <summary>
    /// The folder of a trial's artifacts, <c>ArtifactsFolder/sweeps/SWEEP/NUMBER</c>, made if it is not there.
    /// </summary>
    /// <exception cref="TrackingException">The artifacts there belong to another store, or the folder cannot be
    /// made.</exception>
    string TrialArtifacts(TrialId trial);
}

/// <summary>What opening a store may do.</summary>
public enum StoreAccess
{
    /// <summary>Opens the store that is there; never makes one. For commands that read.</summary>
    Existing,

    /// <summary>Opens the store, and makes it with its folder where there is none. For commands that write.</summary>
    Create,
}
