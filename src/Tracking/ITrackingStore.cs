namespace SweepRunner.Tracking;

/// <summary>
/// What is remembered of every sweep, and the queue that its trials are taken from. Any number of processes may use one store at a time.
/// </summary>
/// <remarks>
/// What a call has returned from is durable: it outlives the death of the process and, as far as the disk keeps its word, of the machine.
/// Every method is atomic: it is carried out whole or not at all. Reading never waits for a writer. A trial's metrics and outcome are
/// written by the holder of its <see cref="Claim"/> alone. A claim holds until another has taken its trial, also past the end of its lease.
/// Every method may throw <see cref="TrackingException"/> when the storage itself fails.
/// </remarks>
public interface ITrackingStore : IDisposable
{
    /// <summary>The URL that opens this store again, such as <c>sqlite:/home/me/runs/sweeps.db</c>.</summary>
    string Url { get; }

    /// <summary>The folder of the store's artifacts: <c>&lt;store file without extension&gt;.artifacts</c>.</summary>
    string ArtifactsFolder { get; }

    /// <summary>Writes a sweep and all its trials, queued.</summary>
    /// <exception cref="SweepExistsException">A sweep of that name is there.</exception>
    /// <exception cref="ArgumentException">Two of its trials have the same identity.</exception>
    SweepRecord CreateSweep(NewSweep sweep);

    /// <summary>The sweep of that name, or null.</summary>
    SweepRecord? FindSweep(string name);

    /// <summary>Every sweep, the oldest first.</summary>
    IReadOnlyList<SweepRecord> Sweeps();

    /// <summary>Removes a sweep, its trials, metrics and events, then the folder of its artifacts.</summary>
    /// <returns>False where there is none of that name.</returns>
    /// <exception cref="SweepRunningException">A trial of it runs under a lease that holds.</exception>
    bool DeleteSweep(string name);

    /// <summary>How many trials of a sweep stand where; an outcome that none has is left out.</summary>
    IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep);

    /// <summary>The trials of a sweep in plan order; empty where there is no such sweep.</summary>
    IReadOnlyList<TrialRecord> Trials(string sweep);

    /// <summary>One trial, or null.</summary>
    TrialRecord? FindTrial(string sweep, int number);

    /// <summary>
    /// Takes the first trial in plan order that is queued, or running under a lease that has run out or whose owner is dead on this host.
    /// The trial is then running under a new attempt; an earlier attempt's claim can write nothing more, and its metrics are removed.
    /// </summary>
    /// <returns>Null when there is none to take.</returns>
    Claim? ClaimNext(string sweep, LeaseOwner owner);

    /// <summary>Puts the end of the lease off.</summary>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Renew(Claim claim);

    /// <summary>Adds points to the claimed trial. </summary>
    /// <exception cref="ArgumentException">The trial has a point of the same metric and step; none of the points is added.</exception>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Writes the claimed trial's end, together with its last points, and gives the lease up.</summary>
    /// <exception cref="ArgumentException">
    /// The outcome is not final, the loss or the time not finite, or the trial has one of the points already; nothing is written.
    /// </exception>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Gives the claimed trial back to the queue, its metrics removed.</summary>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Release(Claim claim);

    /// <summary>Adds to what happened in a sweep; does nothing where there is no such sweep.</summary>
    void AddEvent(NewEvent happening);

    /// <summary>What happened in a sweep, or to one of its trials, the oldest first.</summary>
    IReadOnlyList<EventRecord> Events(string sweep, int? trial = null);

    /// <summary>
    /// The points of a sweep by trial, metric (ordinal) and step, streamed; of one trial or one metric where named. What is streamed is the
    /// store as it was when the enumeration began, whatever is written meanwhile.
    /// </summary>
    IEnumerable<TrialMetricPoint> Metrics(string sweep, int? trial = null, string? metric = null);

    /// <summary>The folder of a trial's artifacts, <c>ArtifactsFolder/SWEEP/NUMBER</c>, made if it is not there.</summary>
    /// <exception cref="TrackingException">The artifacts there belong to another store, or the folder cannot be made.</exception>
    string TrialArtifacts(string sweep, int trial);
}
