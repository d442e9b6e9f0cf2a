namespace SweepRunner.Tracking.Storage;

/// <summary>The rules of <see cref="ICopyStore"/>, the same in every kind of store.</summary>
internal sealed class SweepCopies<TSession, TTrial>(
    IStoreDatabase<TSession> database, StoreTables<TSession, TTrial> tables, TrialClaims<TSession, TTrial> claims,
    IStoreArtifacts artifacts, IProcessTable processes)
    where TTrial : class
{
    private const int PointsOfBatch = 8192;

    private readonly IncomingArtifacts _incoming = new(artifacts, processes);

    public SweepContents? Contents(string sweep) => database.Read(session => Contents(session, sweep));

    public SweepCopy CopyFrom(ITrackingStore source, string sweep, ITrackingStore target)
    {
        Complete();
        var copied = source.Contents(sweep) ?? throw new SweepMissingException(sweep, source.Url);
        // Before the files are copied, which may take long, and again with the rows.
        ThrowIfMore(Contents(sweep));
        var leftOut = SweepFiles.Missing(copied, source.Files(sweep));
        var table = KnownPaths.KeepsFilesInStore(copied.Sweep.Definition) ? tables.Files : null;
        try
        {
            var folder = table is null ? Begin(sweep) : null;
            folder?.AddAll(source, copied, target);
            return database.Write(WriteScope.OfSweep(sweep) with { IsLong = true }, session =>
            {
                var before = Contents(session, sweep);
                ThrowIfMore(before);
                var key = Replace(session, copied);
                var rows = tables.Trials.All(session, key);
                CopiedFiles files = folder ?? Copied(session, table!, rows);
                var points = InsertPoints(session, rows, sweep, source.Metrics(sweep));
                if (!SweepComparison.IsSame(copied, source.Contents(sweep)))
                    throw StoreFaults.ChangedMeanwhile(sweep, source.Url);
                folder?.Confirm(Key(key, copied.Sweep));
                return new SweepCopy(
                    copied.Trials.Count, points, files.Count, files.Bytes, before is not null, leftOut);
            });
        }
        finally
        {
            // Also after a fault, which may have come behind the commit.
            Complete();
        }

        CopiedFiles Copied(TSession session, IFileTable<TSession, TTrial> files, IReadOnlyList<TTrial> rows)
        {
            var added = new CopiedRows<TSession, TTrial>(session, files, rows);
            added.AddAll(source, copied, target);
            return added;
        }

        void ThrowIfMore(SweepContents? there)
        {
            if (there is not null && SweepComparison.Missing(there, copied) is { Count: > 0 } missing)
                throw new SweepDiffersException(sweep, target.Url, source.Url, missing);
        }
    }

    private IncomingFiles Begin(string sweep)
    {
        artifacts.Prepare();
        return _incoming.Begin(sweep);
    }

    /// <summary>Gives files their place whose rows are committed, and removes those of processes that died
    /// before.</summary>
    public void Complete()
    {
        foreach (var sweep in _incoming.Sweeps())
        {
            IncomingKey? key = null;
            database.Hold(
                WriteScope.OfSweep(sweep),
                session => key = FindKey(session, sweep),
                () => _incoming.Complete(sweep, key));
        }
    }

    private static IncomingKey Key(long id, SweepRecord sweep) => new(id, sweep.CreatedUtc.ToUnixTimeMilliseconds());

    private IncomingKey? FindKey(TSession session, string sweep) => tables.Sweeps.FindId(session, sweep) is { } id
        ? Key(id, tables.Sweeps.Find(session, sweep)!)
        : null;

    private SweepContents? Contents(TSession session, string sweep)
    {
        if (tables.Sweeps.FindId(session, sweep) is not { } id)
            return null;
        if (claims.Held(session, id) > 0)
            throw new SweepRunningException(sweep, "copy");
        var attempts = tables.Attempts.All(session, id, trial: null).ToLookup(attempt => attempt.Trial);
        return new SweepContents
        {
            Sweep = tables.Sweeps.Find(session, sweep)!,
            Trials =
            [
                .. tables.Trials.All(session, id).Select(trial =>
                    Contents(session, trial, sweep, [.. attempts[tables.Trials.Number(trial)]])),
            ],
            Decisions = tables.Decisions.All(session, id),
            Events = tables.Sweeps.Events(session, id, sweep, trial: null),
            StopRequestedUtc = tables.Sweeps.StopRequestedMs(session, id) is { } milliseconds
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null,
        };
    }

    private TrialContents Contents(TSession session, TTrial trial, string sweep, List<AttemptRecord> attempts)
    {
        var record = tables.Trials.Record(trial, sweep);
        if (tables.Trials.LeaseOf(trial) is { } lease && attempts is [.., var last])
            attempts[^1] = claims.Ended(session, trial, last, lease.EndingOfTheAbandoned(processes));
        return new TrialContents(
            record.Outcome is Outcome.Running ? record with { Outcome = Outcome.Queued, StartedUtc = null } : record,
            attempts,
            // Those that completed or diverged have none.
            record.Outcome.IsForGood() ? [] : tables.Trials.Checkpoints(session, trial));
    }

    // Returns the new key of the sweep.
    private long Replace(TSession session, SweepContents copied)
    {
        var (sweep, trials) = (copied.Sweep, copied.Trials);
        if (tables.Sweeps.FindId(session, sweep.Name) is { } old)
            tables.Sweeps.Delete(session, old);
        var definitions = trials.Select(each => each.Trial.Definition).ToList();
        var key = tables.Sweeps.Insert(
            session, new NewSweep(sweep.Definition, definitions), sweep.CreatedUtc.ToUnixTimeMilliseconds());
        tables.Sweeps.SetStop(session, key, copied.StopRequestedUtc?.ToUnixTimeMilliseconds());
        foreach (var decision in copied.Decisions)
            tables.Decisions.Insert(session, key, decision);
        foreach (var (happening, time) in copied.Events)
            tables.Sweeps.AddEvent(session, key, happening, time.ToUnixTimeMilliseconds());
        var rows = tables.Trials.All(session, key);
        foreach (var (row, trial) in rows.Zip(trials))
            InsertState(session, row, trial);
        // In the order in which they began: the newest of a process is asked for.
        foreach (var attempt in trials.SelectMany(trial => trial.Attempts).OrderBy(attempt => attempt.StartedUtc))
            Insert(session, rows[attempt.Trial], new TrialId(sweep.Name, attempt.Trial), attempt);
        return key;
    }

    private void InsertState(TSession session, TTrial row, TrialContents trial)
    {
        tables.Trials.Restore(session, row, trial.Trial, AttemptRecord.IsFaulted(trial.Attempts));
        // Of as many steps, the newer is the one that was added later.
        foreach (var checkpoint in trial.Checkpoints.Reverse())
            tables.Trials.AddCheckpoint(session, row, checkpoint);
    }

    private void Insert(TSession session, TTrial row, TrialId trial, AttemptRecord attempt)
    {
        // Older builds kept an absolute path.
        var log = attempt.LogPath is null ? null : BoundFolder.LogOf(trial, attempt.Number);
        tables.Attempts.Insert(session, row, attempt with { LogPath = log });
        tables.Attempts.Update(session, row, attempt);
    }

    private long InsertPoints(
        TSession session, IReadOnlyList<TTrial> rows, string sweep, IEnumerable<TrialMetricPoint> points)
    {
        var count = 0L;
        // The sweep may have grown since its trials were read, which is noticed afterwards.
        foreach (var (trial, batch) in Batches(points.TakeWhile(point => point.Trial < rows.Count)))
        {
            tables.Metrics.Insert(session, rows[trial], new TrialId(sweep, trial), batch);
            count += batch.Count;
        }

        return count;
    }

    private static IEnumerable<(int Trial, IReadOnlyCollection<MetricPoint> Points)> Batches(
        IEnumerable<TrialMetricPoint> points)
    {
        var (trial, batch) = (0, new List<MetricPoint>());
        foreach (var point in points)
        {
            if (batch.Count == PointsOfBatch || (point.Trial != trial && batch.Count > 0))
            {
                yield return (trial, batch);
                batch = [];
            }

            trial = point.Trial;
            batch.Add(point.Point);
        }

        if (batch.Count > 0)
            yield return (trial, batch);
    }
}
