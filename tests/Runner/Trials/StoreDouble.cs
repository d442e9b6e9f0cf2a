using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Trials;

/// <summary>A store that counts what is written through it, and fails where a test wants it to.</summary>
internal sealed class StoreDouble(ITrackingStore store) : ITrackingStore
{
    private int _renewals;

    /// <summary>The batches of points that were added before the trial's end.</summary>
    public List<IReadOnlyCollection<MetricPoint>> Batches { get; } = [];

    /// <summary>The files of the checkpoints that were written, in order.</summary>
    public List<string> SavedCheckpoints { get; } = [];

    /// <summary>What every renewal ends with; null for success.</summary>
    public Exception? RenewalFault { get; set; }

    /// <summary>What every batch ends with; null for success.</summary>
    public Exception? MetricsFault { get; set; }

    /// <summary>What every trial's end ends with; null for success.</summary>
    public Exception? FinishFault { get; set; }

    /// <summary>What every claim ends with; null for success.</summary>
    public Exception? ClaimFault { get; set; }

    public int Renewals => _renewals;

    public string Url => store.Url;

    public bool IsShared { get; set; } = store.IsShared;

    /// <summary>How far the store's clock is ahead of the machine's.</summary>
    public TimeSpan Ahead { get; set; }

    public DateTimeOffset Now => store.Now + Ahead;

    public string? PrepareArtifacts(string sweep) => store.PrepareArtifacts(sweep);

    public TimeSpan PollingInterval => store.PollingInterval;

    public string ArtifactsFolder => store.ArtifactsFolder;

    public Claim? ClaimNext(string sweep, LeaseOwner owner, bool keepsLog = false) =>
        ClaimFault is null ? store.ClaimNext(sweep, owner, keepsLog) : throw ClaimFault;

    public void Renew(Claim claim)
    {
        Interlocked.Increment(ref _renewals);
        if (RenewalFault is not null)
            throw RenewalFault;
        store.Renew(claim);
    }

    public void AddMetrics(Claim claim, IReadOnlyCollection<MetricPoint> points)
    {
        if (MetricsFault is not null)
            throw MetricsFault;
        store.AddMetrics(claim, points);
        Batches.Add([.. points]);
    }

    public SweepRecord CreateSweep(NewSweep sweep) => store.CreateSweep(sweep);

    public SweepRecord? FindSweep(string name) => store.FindSweep(name);

    public IReadOnlyList<SweepRecord> Sweeps() => store.Sweeps();

    public bool DeleteSweep(string name) => store.DeleteSweep(name);

    public IReadOnlyDictionary<Outcome, int> OutcomeCounts(string sweep) => store.OutcomeCounts(sweep);

    public bool IsDone(string sweep) => store.IsDone(sweep);

    public int RunningTrials(string sweep) => store.RunningTrials(sweep);

    public void Hold(Claim claim, Action action) => store.Hold(claim, action);

    public IReadOnlyList<TrialRecord> Trials(string sweep) => store.Trials(sweep);

    public TrialRecord? FindTrial(TrialId trial) => store.FindTrial(trial);

    public void Finish(Claim claim, TrialEnd end, IReadOnlyCollection<MetricPoint> points)
    {
        if (FinishFault is not null)
            throw FinishFault;
        store.Finish(claim, end, points);
    }

    public void Release(Claim claim, string? reason = null) => store.Release(claim, reason);

    public SweepRecord ExtendSweep(string name, NewSweep grown) => store.ExtendSweep(name, grown);

    public void SaveCheckpoint(Claim claim, CheckpointRecord checkpoint, IReadOnlyCollection<MetricPoint> points)
    {
        store.SaveCheckpoint(claim, checkpoint, points);
        SavedCheckpoints.Add(checkpoint.File);
    }

    public IReadOnlyList<CheckpointRecord> Checkpoints(TrialId trial) => store.Checkpoints(trial);

    public void ForgetCheckpoints(Claim claim, IReadOnlyCollection<string> files) =>
        store.ForgetCheckpoints(claim, files);

    public void Rewind(Claim claim, long steps) => store.Rewind(claim, steps);

    public IReadOnlyList<DecisionRecord> Decisions(string sweep) => store.Decisions(sweep);

    public bool IsOpen(string sweep) => store.IsOpen(sweep);

    public bool Decide(string sweep, int number, NewDecision decision) => store.Decide(sweep, number, decision);

    public void Pause(Claim claim, IReadOnlyCollection<MetricPoint> points) => store.Pause(claim, points);

    public int Requeue(string sweep, Func<TrialRecord, bool> isChosen, bool fromStart) =>
        store.Requeue(sweep, isChosen, fromStart);

    public IReadOnlyList<AttemptRecord> Attempts(string sweep) => store.Attempts(sweep);

    public IReadOnlyList<AttemptRecord> Attempts(TrialId trial) => store.Attempts(trial);

    public AttemptRecord? LastAttemptOf(string sweep, LeaseOwner owner) => store.LastAttemptOf(sweep, owner);

    public void RecordDeath(TrialId trial, int attempt, WorkerDeath death) =>
        store.RecordDeath(trial, attempt, death);

    public int DeathsWithoutProgress(TrialId trial) => store.DeathsWithoutProgress(trial);

    public void RequestStop(string sweep) => store.RequestStop(sweep);

    public bool IsStopRequested(string sweep) => store.IsStopRequested(sweep);

    public void ClearStop(string sweep) => store.ClearStop(sweep);

    public void AddEvent(NewEvent happening) => store.AddEvent(happening);

    public IReadOnlyList<EventRecord> Events(string sweep) => store.Events(sweep);

    public IReadOnlyList<EventRecord> Events(TrialId trial) => store.Events(trial);

    public IEnumerable<TrialMetricPoint> Metrics(string sweep, string? metric = null) => store.Metrics(sweep, metric);

    public IEnumerable<TrialMetricPoint> Metrics(TrialId trial, string? metric = null) => store.Metrics(trial, metric);

    public string? PrepareArtifacts() => store.PrepareArtifacts();

    public string SweepArtifacts(string sweep) => store.SweepArtifacts(sweep);

    public string TrialArtifacts(TrialId trial) => store.TrialArtifacts(trial);

    public IReadOnlyList<ArtifactFile> Files(string sweep) => store.Files(sweep);

    public Stream OpenFile(string sweep, ArtifactFile file) => store.OpenFile(sweep, file);

    public SweepContents? Contents(string sweep) => store.Contents(sweep);

    public SweepCopy CopyFrom(ITrackingStore source, string sweep) => store.CopyFrom(source, sweep);

    public ITrialFiles FilesOf(string sweep) => store.FilesOf(sweep);

    public void Dispose() => store.Dispose();
}
