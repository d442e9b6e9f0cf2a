namespace SweepRunner.Tracking.Storage;

/// <summary>Attempts, deaths, requests to stop and events.</summary>
internal sealed partial class TrackingStore<TSession, TTrial>
{
    public IReadOnlyList<AttemptRecord> Attempts(string sweep) => Attempts(sweep, trial: null);

    public IReadOnlyList<AttemptRecord> Attempts(TrialId trial) => Attempts(trial.Sweep, trial.Number);

    public AttemptRecord? LastAttemptOf(string sweep, LeaseOwner owner) =>
        Read(sweep, (session, id) => _tables.Attempts.FindLast(session, id, owner)) is { } attempt
            ? Located(attempt)
            : null;

    public void RecordDeath(TrialId trial, int attempt, WorkerDeath death) => Write(
        WriteScope.OfTrial(trial.Sweep), (session, id) =>
    {
        if (_tables.Trials.Find(session, id, trial.Number) is not { } found)
            return false;
        var seen = _tables.Attempts.All(session, id, trial.Number).FirstOrDefault(each => each.Number == attempt);
        if (seen is { Ending: null or AttemptEnding.Died or AttemptEnding.Lost })
            _tables.Attempts.Update(session, found, seen.WithDeath(death, _claims.StepsRecorded(session, found)));
        if (_tables.Trials.Record(found, trial.Sweep) is { Outcome: Outcome.Running } record
            && record.Attempts == attempt)
            _tables.Trials.Queue(session, found, isFaulted: false);
        return true;
    });

    public int DeathsWithoutProgress(TrialId trial) => AttemptRecord.DeathsWithoutProgress(Attempts(trial));

    public void RequestStop(string sweep) => SetStop(sweep, session => NowMs(session));

    public bool IsStopRequested(string sweep) => Read(sweep, _tables.Sweeps.StopRequestedMs) is not null;

    public void ClearStop(string sweep) => SetStop(sweep, _ => null);

    public void AddEvent(NewEvent happening) => Write(WriteScope.OfTrial(happening.Sweep), (session, id) =>
    {
        _tables.Sweeps.AddEvent(session, id, happening, NowMs(session));
        return true;
    });

    public IReadOnlyList<EventRecord> Events(string sweep) => Events(sweep, trial: null);

    public IReadOnlyList<EventRecord> Events(TrialId trial) => Events(trial.Sweep, trial.Number);

    private AttemptRecord Located(AttemptRecord attempt) =>
        attempt.LogPath is { } kept ? attempt with { LogPath = _artifacts.Locate(kept) } : attempt;

    private List<AttemptRecord> Attempts(string sweep, int? trial) =>
        [.. (Read(sweep, (session, id) => _tables.Attempts.All(session, id, trial)) ?? []).Select(Located)];

    private IReadOnlyList<EventRecord> Events(string sweep, int? trial) =>
        Read(sweep, (session, id) => _tables.Sweeps.Events(session, id, sweep, trial)) ?? [];

    private void SetStop(string sweep, Func<TSession, long?> requestedMs) => Write(
        WriteScope.OfTrial(sweep), (session, id) =>
    {
        _tables.Sweeps.SetStop(session, id, requestedMs(session));
        return true;
    });
}
