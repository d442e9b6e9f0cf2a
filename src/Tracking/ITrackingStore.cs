namespace SweepRunner.Tracking;

/// <summary>
/// What is remembered of every sweep, and the queue that its trials are taken from. Any number of processes may use one store at a time.
/// </summary>
/// <remarks>
/// What a call has returned from is durable: it outlives the death of the process and, as far as the disk keeps its word, of the machine.
/// Every method is atomic: it is carried out whole or not at all. Reading never waits for a writer. A trial's metrics and outcome are
/// written by the holder of its <see cref="Claim"/> alone.
/// </remarks>
public interface ITrackingStore : IDisposable
{
    /// <summary>The URL that opens this store again, such as <c>sqlite:/home/me/runs/sweeps.db</c>.</summary>
    string Url { get; }

    /// <summary>The folder of the store's artifacts: <c>&lt;store file without extension&gt;.artifacts</c>.</summary>
    string ArtifactsFolder { get; }

    /// <summary>Writes a sweep and all its trials, queued.</summary>
    /// <exception cref="SweepExistsException">A sweep of that name is there.</exception>
    SweepRecord CreateSweep(NewSweep sweep);

    /// <summary>The sweep of that name, or null.</summary>
    SweepRecord? FindSweep(string name);

    /// <summary>Every sweep, the oldest first.</summary>
    IReadOnlyList<SweepRecord> Sweeps();

    /// <summary>Removes a sweep, its trials, metrics and events.</summary>
    /// <returns>False where there is none of that name.</returns>
    bool DeleteSweep(string name);

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

    /// <summary>Adds points to the claimed trial. A point that the trial has already (same metric and step) is a fault of the caller.</summary>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Writes the claimed trial's end, together with its last points and events, and gives the lease up.</summary>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points);

    /// <summary>Gives the claimed trial back to the queue, its metrics removed.</summary>
    /// <exception cref="LeaseLostException">The claim no longer holds.</exception>
    void Release(Claim claim);

    /// <summary>Adds to what happened in a sweep.</summary>
    void AddEvent(NewEvent happening);

    /// <summary>What happened in a sweep, or to one of its trials, the oldest first.</summary>
    IReadOnlyList<EventRecord> Events(string sweep, int? trial = null);

    /// <summary>The points of a sweep by trial, metric (ordinal) and step, streamed; of one trial or one metric where named.</summary>
    IEnumerable<TrialMetricPoint> Metrics(string sweep, int? trial = null, string? metric = null);
}
