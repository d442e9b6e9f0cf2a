namespace SweepRunner.Tracking;

/// <summary>Keeps every sweep, and is the queue from which workers take trials. Any number of processes may use one
/// store at a time.</summary>
/// <remarks>
/// <para>Every call is atomic: it takes effect as a whole or not at all. A call that returned survives the death of the
/// process. It also survives the death of the machine, with three exceptions: <see cref="IQueueStore.ClaimNext"/>,
/// <see cref="IQueueStore.Renew"/> and <see cref="IMetricStore.AddMetrics"/> become durable with the next other change
/// of the store. Without one the latest of them are lost together, and the trial resumes from its last
/// checkpoint.</para>
/// <para>Only the holder of a <see cref="Claim"/> writes a trial's metrics and outcome. A claim holds until another
/// process takes the trial, also past the end of its lease; every method with a claim throws
/// <see cref="LeaseLostException"/> once it no longer holds, and then changes nothing. Readers never wait for
/// <see cref="IQueueStore.Hold"/>; they wait for another call only if the storage can be open in one process alone.
/// Every method may throw <see cref="TrackingException"/> when the storage fails. Lists about a sweep or a trial that
/// does not exist are empty.</para>
/// </remarks>
public interface ITrackingStore
    : ISweepStore, IQueueStore, IDecisionStore, IMetricStore, ISupervisionStore, IEventStore, IArtifactStore,
        ICopyStore, IDisposable
{
    /// <summary>The URL that opens this store again, such as <c>sqlite:/home/me/runs/sweeps.db</c>.</summary>
    string Url { get; }

    /// <summary>True if processes on several machines may use the store; false for a file, which only one machine may
    /// open.</summary>
    bool IsShared { get; }

    /// <summary>The time of the clock that all processes share which use the store, UTC: leases go by it.</summary>
    DateTimeOffset Now { get; }

    /// <summary>How often a process looks whether something has changed, and writes what it buffers: half a second for
    /// a file. For a server, to which every call is a connection, between 2 and 2.5 seconds, not the same in every
    /// process.</summary>
    TimeSpan PollingInterval { get; }
}

/// <summary>Sweeps and their trials.</summary>
public interface ISweepStore
{
    /// <summary>Writes a sweep and all its trials, queued.</summary>
    /// <exception cref="SweepExistsException">A sweep of that name exists.</exception>
    /// <exception cref="ArgumentException">Two of its trials have the same identity.</exception>
    SweepRecord CreateSweep(NewSweep sweep);

    /// <summary>Finds a sweep by name; null if it does not exist.</summary>
    SweepRecord? FindSweep(string name);

    /// <summary>Lists every sweep, the oldest first.</summary>
    IReadOnlyList<SweepRecord> Sweeps();

    /// <summary>Extends a sweep to a larger space. Existing trials and cells keep their numbers, outcomes, metrics,
    /// checkpoints and attempts, and get the config and the values of the space that the trial of the same identity has
    /// in <paramref name="grown"/>; new trials are queued behind them in the order of <paramref name="grown"/>. Device,
    /// threads and provenance stay; everything else becomes that of <paramref name="grown"/>. If a trial was added or
    /// the config changed, a sweep whose decisions had ended decides again (<see cref="DecisionKind.Reopen"/>); a sweep
    /// without a decision begins with that of <paramref name="grown"/>, if any.</summary>
    /// <exception cref="SweepShrunkException">A trial of the sweep is missing in <paramref name="grown"/>; nothing
    /// changes.</exception>
    /// <exception cref="ArgumentException">Two trials of <paramref name="grown"/> have the same identity, or it has
    /// another name.</exception>
    /// <exception cref="SweepMissingException">The sweep does not exist.</exception>
    SweepRecord ExtendSweep(string name, NewSweep grown);

    /// <summary>Deletes a sweep and all that belongs to it, then the folder of its artifacts. False if it does not
    /// exist.</summary>
    /// <exception cref="SweepRunningException">One of its trials runs under a lease that holds.</exception>
    bool DeleteSweep(string name);

    /// <summary>Counts the trials of a sweep by outcome; outcomes without a trial are left out.</summary>
    IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep);

    /// <summary>True if no trial of a sweep is queued or running, and no decision is still to be made
    /// (<see cref="IDecisionStore"/>). Cheap: every worker asks at each
    /// <see cref="ITrackingStore.PollingInterval"/>.</summary>
    bool IsDone(string sweep);

    /// <summary>Counts the trials of a sweep that run under a lease that holds.</summary>
    int RunningTrials(string sweep);

    /// <summary>Lists the trials of a sweep in plan order.</summary>
    IReadOnlyList<TrialRecord> Trials(string sweep);

    /// <summary>Finds a trial; null if it does not exist.</summary>
    TrialRecord? FindTrial(TrialId trial);
}

/// <summary>The queue of trials: claims, leases and how attempts end.</summary>
public interface IQueueStore
{
    /// <summary>Claims the first trial in plan order that is queued, or runs under a lease that expired or whose owner
    /// is dead on this host; null if there is none. Trials that were released for a fault come last, so that the fault
    /// has time to pass. The claim begins a new attempt; earlier claims of the trial can write nothing more. The trial
    /// keeps its metrics and checkpoints: call <see cref="IMetricStore.Rewind"/> before the first new point.</summary>
    /// <param name="sweep">The sweep's name.</param>
    /// <param name="owner">The claiming process.</param>
    /// <param name="keepsLog">True if the process keeps its standard error in the trial's folder: the claim then names
    /// the file.</param>
    Claim? ClaimNext(string sweep, LeaseOwner owner, bool keepsLog = false);

    /// <summary>Renews the lease of a claim.</summary>
    void Renew(Claim claim);

    /// <summary>Runs an action that only the trial's holder may run, such as renaming a file: no other process can
    /// claim the trial meanwhile, even while this process is stopped. Keep it short: every writer of the store
    /// waits.</summary>
    void Hold(Claim claim, Action action);

    /// <summary>Writes how the claimed trial ended together with its last points, and ends the lease. A trial that
    /// completed or diverged never resumes: its checkpoints are forgotten, and the caller deletes their files
    /// afterwards.</summary>
    /// <exception cref="ArgumentException">The outcome is not final, the loss or the time is not finite, or the trial
    /// already has one of the points; nothing is written.</exception>
    void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Returns the claimed trial to the queue; its metrics and checkpoints stay. <paramref name="reason"/> is
    /// the fault, as a short text for people; null if there was none.</summary>
    void Release(Claim claim, string? reason = null);

    /// <summary>Returns trials that failed, diverged or were cancelled to the queue, and counts them. A diverged trial
    /// starts from nothing; the others keep checkpoints and metrics and resume. Counting of deaths begins anew;
    /// attempts keep their numbers. A sweep whose decisions had ended decides again
    /// (<see cref="DecisionKind.Reopen"/>).</summary>
    /// <param name="sweep">The sweep's name.</param>
    /// <param name="isChosen">Chooses among those trials. May be called more than once; may not use the store.</param>
    /// <param name="fromStart">True to start every one from nothing: its metrics and checkpoints are deleted, and its
    /// folder of <see cref="ArtifactNames.Checkpoints"/>.</param>
    int Requeue(string sweep, Func<TrialRecord, bool> isChosen, bool fromStart);
}

/// <summary>The decisions of sweeps that decide their trials while they run: which cells to try, which to stop, which
/// to give more seeds. Such a sweep has a first decision from its creation on, and is open until one of the kind
/// <see cref="DecisionKind.End"/>. Whoever finds the queue empty decides; no process has to be alive for it.</summary>
public interface IDecisionStore
{
    /// <summary>Lists the decisions of a sweep, the oldest first; none for a sweep whose trials are all
    /// planned.</summary>
    IReadOnlyList<DecisionRecord> Decisions(string sweep);

    /// <summary>True if a sweep decides its trials while it runs, and its last decision is not an end.</summary>
    bool IsOpen(string sweep);

    /// <summary>Appends a decision and makes its changes, if the sweep has exactly <paramref name="number"/> decisions.
    /// Returns false, and changes nothing, if it has others: another process has decided.</summary>
    /// <exception cref="ArgumentException">A trial to promote is neither paused nor pruned, a trial to end is not
    /// paused, an outcome is not final, or two trials have the same identity; nothing changes.</exception>
    bool Decide(string sweep, int number, NewDecision decision);

    /// <summary>Pauses the claimed trial, and ends its lease. Its metrics and checkpoints stay. Call it with the last
    /// points, after its checkpoint.</summary>
    /// <exception cref="ArgumentException">The trial already has one of the points; nothing is written.</exception>
    void Pause(Claim claim, IReadOnlyCollection<MetricPoint> points);
}

/// <summary>The metrics and checkpoints of trials.</summary>
public interface IMetricStore
{
    /// <summary>Adds points to the claimed trial.</summary>
    /// <exception cref="ArgumentException">The trial already has a point of the same metric and step; none of the
    /// points is added.</exception>
    void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Saves a checkpoint of the claimed trial together with the points up to it; replaces one in a file of
    /// the same name.</summary>
    /// <exception cref="ArgumentException">A number of the checkpoint is negative, its file is not a plain name, or the
    /// trial already has one of the points; nothing is written.</exception>
    void SaveCheckpoint(Claim claim, CheckpointRecord checkpoint, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Lists the checkpoints of a trial, those of most steps first, and of as many steps the
    /// newest.</summary>
    IReadOnlyList<CheckpointRecord> Checkpoints(TrialId trial);

    /// <summary>Removes checkpoints of the claimed trial by file name; the caller deletes the files
    /// afterwards.</summary>
    void ForgetCheckpoints(Claim claim, IReadOnlyCollection<string> files);

    /// <summary>Takes the claimed trial back to the step at which it resumes: deletes its points at that step and
    /// later, and its checkpoints of more steps. Call it right after a claim, before the first point.
    /// <paramref name="steps"/> are those of the checkpoint that was loaded, or 0 to start anew.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    void Rewind(Claim claim, long steps);

    /// <summary>Streams the points of a sweep by trial, metric (ordinal) and step, or those of one metric. The stream
    /// is the store as it was when the enumeration began, whatever is written meanwhile.</summary>
    IEnumerable<TrialMetricPoint> Metrics(string sweep, string? metric = null);

    /// <summary>Streams the points of a trial in the same way.</summary>
    IEnumerable<TrialMetricPoint> Metrics(TrialId trial, string? metric = null);
}

/// <summary>The calls of supervisors: attempts, deaths of workers and requests to stop.</summary>
public interface ISupervisionStore
{
    /// <summary>Lists the attempts at every trial of a sweep in plan order, the oldest of each first.</summary>
    IReadOnlyList<AttemptRecord> Attempts(string sweep);

    /// <summary>Lists the attempts at a trial, the oldest first.</summary>
    IReadOnlyList<AttemptRecord> Attempts(TrialId trial);

    /// <summary>Finds the newest attempt of a process in a sweep: a supervisor asks when its worker died. Null if there
    /// is none.</summary>
    AttemptRecord? LastAttemptOf(string sweep, LeaseOwner owner);

    /// <summary>Records that a supervisor saw the process of an attempt die, and returns the trial to the queue if the
    /// attempt still held it. For an attempt that was lost before, only exit code and signal are recorded. Does nothing
    /// if the attempt does not exist or its holder ended it.</summary>
    void RecordDeath(TrialId trial, int attempt, WorkerDeath death);

    /// <summary>Counts the deaths in a row, back from the newest attempt, that a supervisor saw in attempts that
    /// recorded no step that was new to the trial. An attempt that recorded one, or finished or paused the trial, ends
    /// the row.
    /// An attempt that runs, was released or lost, or died unseen neither counts nor ends it.</summary>
    int DeathsWithoutProgress(TrialId trial);

    /// <summary>Asks every worker of a sweep to stop, until the request is cleared; does nothing if the sweep does not
    /// exist.</summary>
    void RequestStop(string sweep);

    /// <summary>True while workers of a sweep are asked to stop. Cheap: every worker asks at each
    /// <see cref="ITrackingStore.PollingInterval"/>. Claims are
    /// still given.</summary>
    bool IsStopRequested(string sweep);

    /// <summary>Clears the request to stop.</summary>
    void ClearStop(string sweep);
}

/// <summary>Events of sweeps and trials.</summary>
public interface IEventStore
{
    /// <summary>Adds an event; does nothing if the sweep does not exist.</summary>
    void AddEvent(NewEvent happening);

    /// <summary>Lists the events of a sweep and its trials, the oldest first.</summary>
    IReadOnlyList<EventRecord> Events(string sweep);

    /// <summary>Lists the events of a trial, the oldest first.</summary>
    IReadOnlyList<EventRecord> Events(TrialId trial);
}

/// <summary>The folder of files beside a store. The methods that create it throw <see cref="TrackingException"/> if its
/// artifacts belong to another store.</summary>
public interface IArtifactStore
{
    /// <summary>The folder: <c>&lt;store file's whole name&gt;.artifacts</c>.</summary>
    string ArtifactsFolder { get; }

    /// <summary>Creates the folder, or renames one of an older build, and binds it to the store. Writers call it first,
    /// so that artifacts that cannot be used are reported before anything is written. Returns a warning if the store
    /// came without its artifacts.</summary>
    string? PrepareArtifacts();

    /// <summary>The same for a sweep that runs: does nothing if its files are in the store.</summary>
    string? PrepareArtifacts(string sweep);

    /// <summary>The folder of a sweep, <c>ArtifactsFolder/sweeps/SWEEP</c>; it need not exist.</summary>
    /// <exception cref="ArgumentException">The sweep's name cannot be that of a folder.</exception>
    string SweepArtifacts(string sweep);

    /// <summary>The folder of a trial, <c>ArtifactsFolder/sweeps/SWEEP/NUMBER</c>; created if it does not
    /// exist.</summary>
    string TrialArtifacts(TrialId trial);

    /// <summary>Lists the files of a sweep, by their path in ordinal order, without its report: that is made
    /// anew.</summary>
    /// <exception cref="TrackingException">The store has a folder that this machine does not see.</exception>
    IReadOnlyList<ArtifactFile> Files(string sweep);

    /// <summary>Opens a file of a sweep to read.</summary>
    Stream OpenFile(string sweep, ArtifactFile file);

    /// <summary>The files of a sweep's trials, in the place that its config asks for.</summary>
    ITrialFiles FilesOf(string sweep);
}

/// <summary>The access with which a store is opened.</summary>
public enum StoreAccess
{
    /// <summary>Opens a store that exists; never creates one. For commands that read.</summary>
    Existing,

    /// <summary>Opens the store, and creates it and its folder if it does not exist. For commands that write.</summary>
    Create,
}
